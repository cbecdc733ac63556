-- Purpose: the answers with which the deliveries that count were loaded.
-- Grain: one row per delivery × question.
create or replace view current_delivery_answer as
select
    a.delivery,
    a.question,
    a.answer
from delivery_answer as a
inner join current_delivery as d on d.id = a.delivery;
