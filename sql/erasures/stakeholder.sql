-- Purpose: erase one text of a stakeholder in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column, $mark what stands where a text must stand
-- Caller: di_data.register.erasure.
update stakeholder set
    who = case when $field = 'who' then $mark else who end,
    interest = case when $field = 'interest' then null else interest end
where id = $id::uuid
