-- Purpose: erase one text of an instrument in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update instrument set
    name = case when $field = 'name' then $mark else name end,
    purpose = case when $field = 'purpose' then $mark else purpose end
where id = $id::uuid
