-- Purpose: the answers to survey questions as they stood at the moment `as_of`.
-- Grain: one row per question × unit × period × grain × answer.
create or replace view current_answer_count as
select
    a.delivery,
    a.question,
    a.unit,
    a.period,
    a.grain,
    a.answer,
    a.answers
from answer_count as a
inner join current_delivery as d on d.id = a.delivery
qualify row_number() over (partition by a.question, a.unit, a.period, a.grain, a.answer order by d.loaded_at desc) = 1;
