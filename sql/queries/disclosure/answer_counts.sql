-- Purpose: how many people gave each answer to the questions behind some indicators, before the privacy gate.
-- Grain: one row per delivery × question × unit × period × grain × answer.
-- Parameters: $indicators a list of codes
-- Caller: di_data.disclosure.answers.
select
    a.delivery,
    a.question as indicator,
    a.unit as unit_id,
    a.grain,
    a.period,
    a.answer::integer as answer,
    a.answers
from answer_count as a
where list_contains($indicators::varchar[], a.question)
order by a.question, a.grain, a.period, a.delivery, a.unit, answer
