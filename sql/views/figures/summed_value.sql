-- Purpose: the counts of a unit whose own figures were not delivered: the sum of the nearest delivered units below it.
-- Only counts can be added up; a delivery with nothing but a percentage adds nothing here.
-- Grain: one row per indicator × unit × period × grain.
create or replace view summed_value as
with nearest as (
    select
        o.indicator,
        a.ancestor as unit,
        o.period,
        o.grain,
        o.numerator,
        o.denominator,
        o.group_size,
        o.invited,
        o.provisional,
        o.public_source,
        o.from_survey,
        o.delivery,
        a.distance
    from current_observation as o
    inner join unit_ancestor as a on a.unit = o.unit
    where o.numerator is not null and o.denominator is not null
        and not exists (
            select 1
            from unit_ancestor as up
            inner join unit_ancestor as rest on rest.unit = up.ancestor and rest.ancestor = a.ancestor
            inner join current_observation as between_them
                on between_them.unit = up.ancestor
                and between_them.indicator = o.indicator
                and between_them.period = o.period
                and between_them.grain = o.grain
                and between_them.numerator is not null
                and between_them.denominator is not null
            where up.unit = o.unit
        )
)
select
    n.indicator,
    n.unit,
    n.period,
    n.grain,
    sum(n.numerator) as numerator,
    sum(n.denominator) as denominator,
    sum(n.group_size) as group_size,
    sum(n.invited) as invited,
    bool_or(n.provisional) as provisional,
    bool_and(n.public_source) as public_source,
    bool_or(n.from_survey) as from_survey,
    max(n.delivery) as delivery
from nearest as n
where not exists (
    select 1
    from current_observation as own
    where own.indicator = n.indicator and own.unit = n.unit and own.period = n.period and own.grain = n.grain
)
group by n.indicator, n.unit, n.period, n.grain;
