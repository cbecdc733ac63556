-- Purpose: erase one text of a next step in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update next_step set
    text = case when $field = 'text' then $mark else text end,
    started_with = case when $field = 'started_with' then null else started_with end
where id = $id::uuid
