-- Purpose: the counts of a unit whose own figures were not delivered: the sum of the nearest delivered units below it.
-- Only counts can be added up; a delivery with nothing but a percentage adds nothing here.
-- Grain: one row per indicator × unit × period × grain.
create or replace view summed_value as
with counted as materialized (
    select
        o.indicator,
        o.unit,
        o.period,
        o.grain,
        o.numerator,
        o.denominator,
        o.group_size,
        o.invited,
        o.provisional,
        o.public_source,
        o.from_survey,
        o.delivery
    from current_observation as o
    where o.numerator is not null and o.denominator is not null
),
-- A delivery counts for what lies above its unit up to the nearest unit that has counts of its own.
stop as (
    select c.indicator, c.unit, c.period, c.grain, min(a.distance) as distance
    from counted as c
    inner join unit_ancestor as a on a.unit = c.unit
    semi join counted as above
        on above.unit = a.ancestor
        and above.indicator = c.indicator and above.period = c.period and above.grain = c.grain
    group by c.indicator, c.unit, c.period, c.grain
)
select
    c.indicator,
    a.ancestor as unit,
    c.period,
    c.grain,
    sum(c.numerator) as numerator,
    sum(c.denominator) as denominator,
    sum(c.group_size) as group_size,
    sum(c.invited) as invited,
    bool_or(c.provisional) as provisional,
    bool_and(c.public_source) as public_source,
    bool_or(c.from_survey) as from_survey,
    max(c.delivery) as delivery
from counted as c
inner join unit_ancestor as a on a.unit = c.unit
left join stop as s
    on s.indicator = c.indicator and s.unit = c.unit and s.period = c.period and s.grain = c.grain
anti join current_observation as own
    on own.indicator = c.indicator and own.unit = a.ancestor and own.period = c.period and own.grain = c.grain
where coalesce(a.distance < s.distance, true)
group by c.indicator, a.ancestor, c.period, c.grain;
