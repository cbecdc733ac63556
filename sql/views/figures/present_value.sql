-- Purpose: every figure of every unit of the present structure at the grain in which it was delivered: as it was, or the
-- sum of what belongs to the unit now, for the periods in which it held other units.
-- Grain: one row per indicator × unit × period × grain.
create or replace view present_value as
with both_ways as (
    select
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
        v.delivery,
        false as moved
    from unit_value as v
    union all
    select
        m.indicator,
        m.unit,
        m.period,
        m.grain,
        null as delivered_value,
        m.numerator,
        m.denominator,
        m.group_size,
        m.invited,
        m.provisional,
        m.public_source,
        m.from_survey,
        true as added_up,
        m.delivery,
        true as moved
    from moved_value as m
),
newest as (
    select
        b.indicator,
        b.unit,
        b.period,
        b.grain,
        b.delivered_value,
        b.numerator,
        b.denominator,
        b.group_size,
        b.invited,
        b.provisional,
        b.public_source,
        b.from_survey,
        b.added_up,
        b.delivery,
        b.moved
    from both_ways as b
    anti join gone_unit as g on g.unit = b.unit
    qualify b.moved or not bool_or(b.moved) over (partition by b.indicator, b.unit, b.period, b.grain)
)
select
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
from newest as n
where not n.moved or n.numerator is not null;
