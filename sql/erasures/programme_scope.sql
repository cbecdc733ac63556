-- Purpose: erase one text of the scope of the programme in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column
-- Caller: di_data.register.erasure.
update programme_scope set
    note = case when $field = 'note' then null else note end
where id = $id::uuid
