-- Purpose: every figure of every unit at the grain in which it was delivered, with the departments as they were and in
-- the present structure. There a unit that is gone has no figures of its own: they belong to the one in which it went on.
-- Grain: one row per structure × indicator × unit × period × grain.
create or replace view structure_value as
select
    'as_was' as structure,
    v.indicator,
    v.unit,
    v.period,
    v.grain,
    v.delivered_value,
    v.numerator,
    v.denominator,
    v.group_size,
    v.invited,
    v.provisional,
    v.public_source,
    v.from_survey,
    v.added_up,
    v.delivery
from unit_value as v
union all
select
    'present' as structure,
    n.indicator,
    n.unit,
    n.period,
    n.grain,
    n.delivered_value,
    n.numerator,
    n.denominator,
    n.group_size,
    n.invited,
    n.provisional,
    n.public_source,
    n.from_survey,
    n.added_up,
    n.delivery
from present_value as n;
