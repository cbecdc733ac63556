-- Purpose: erase one text of a goal in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update goal set
    title = case when $field = 'title' then $mark else title end,
    description = case when $field = 'description' then null else description end,
    theme = case when $field = 'theme' then null else theme end
where id = $id::uuid
