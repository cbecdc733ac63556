-- Purpose: erase one text of a remark in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update remark set
    text = case when $field = 'text' then $mark else text end,
    answer = case when $field = 'answer' then null else answer end,
    follow_up = case when $field = 'follow_up' then null else follow_up end
where id = $id::uuid
