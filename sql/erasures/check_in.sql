-- Purpose: erase one text of a check-in in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column
-- Caller: di_data.register.erasure.
update check_in set
    note = case when $field = 'note' then null else note end
where id = $id::uuid
