-- Purpose: erase one text of a request for advice or consent in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update consultation set
    subject = case when $field = 'subject' then $mark else subject end,
    article = case when $field = 'article' then null else article end,
    note = case when $field = 'note' then null else note end
where id = $id::uuid
