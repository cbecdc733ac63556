-- Purpose: erase one text of a session's card in all its versions, on request.
-- Grain: one row per version.
-- Parameters: $id the record, $field the column
-- Caller: di_data.register.erasure.
update dialogue_session set
    meaning = case when $field = 'meaning' then null else meaning end,
    experiences = case when $field = 'experiences' then null else experiences end,
    results = case when $field = 'results' then null else results end,
    success_reasons = case when $field = 'success_reasons' then null else success_reasons end,
    future_vision = case when $field = 'future_vision' then null else future_vision end,
    choice_reason = case when $field = 'choice_reason' then null else choice_reason end,
    reflection = case when $field = 'reflection' then null else reflection end,
    take_along = case when $field = 'take_along' then null else take_along end,
    intentions = case when $field = 'intentions' then null else intentions end
where id = $id::uuid
