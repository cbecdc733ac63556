-- Purpose: every figure of every unit at the grain in which it was delivered, own or added up from below.
-- Grain: one row per indicator × unit × period × grain.
create or replace view unit_value as
select
    o.indicator,
    o.unit,
    o.period,
    o.grain,
    o.value as delivered_value,
    o.numerator,
    o.denominator,
    o.group_size,
    o.invited,
    o.provisional,
    o.public_source,
    o.from_survey,
    false as added_up,
    o.delivery
from current_observation as o
union all
select
    s.indicator,
    s.unit,
    s.period,
    s.grain,
    null as delivered_value,
    s.numerator,
    s.denominator,
    s.group_size,
    s.invited,
    s.provisional,
    s.public_source,
    s.from_survey,
    true as added_up,
    s.delivery
from summed_value as s;
