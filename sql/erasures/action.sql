-- Purpose: erase one text of an action in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update action set
    title = case when $field = 'title' then $mark else title end,
    expectation = case when $field = 'expectation' then null else expectation end,
    solution_direction = case when $field = 'solution_direction' then null else solution_direction end,
    frame = case when $field = 'frame' then null else frame end,
    instrument = case when $field = 'instrument' then null else instrument end
where id = $id::uuid
