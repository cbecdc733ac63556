-- Purpose: erase one text of a frame in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update frame set
    text = case when $field = 'text' then $mark else text end
where id = $id::uuid
