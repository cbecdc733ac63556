-- Purpose: erase one text of an evaluation in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update evaluation set
    learned = case when $field = 'learned' then $mark else learned end
where id = $id::uuid
