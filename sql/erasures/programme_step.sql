-- Purpose: erase one text of a question of the roadmap in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update programme_step set
    question = case when $field = 'question' then $mark else question end,
    answer = case when $field = 'answer' then null else answer end
where id = $id::uuid
