-- Purpose: quarters and years made of delivered months, where all their months are there.
-- Counts add up; the group is the average over the months.
-- Grain: one row per indicator × unit × period × grain (quarter or year).
create or replace view longer_value as
with lengths as (
    select unnest(['quarter', 'year']) as grain
),
grouped as (
    select
        m.indicator,
        m.unit,
        date_trunc(l.grain, m.period)::date as period,
        l.grain,
        sum(m.numerator) as numerator,
        sum(m.denominator) as denominator,
        avg(m.group_size) as group_size,
        avg(m.invited) as invited,
        bool_or(m.provisional) as provisional,
        bool_and(m.public_source) as public_source,
        bool_or(m.from_survey) as from_survey,
        max(m.delivery) as delivery,
        count(*) as months
    from unit_value as m
    cross join lengths as l
    where m.grain = 'month' and m.numerator is not null and m.denominator is not null
    group by m.indicator, m.unit, date_trunc(l.grain, m.period), l.grain
)
select
    g.indicator,
    g.unit,
    g.period,
    g.grain,
    g.numerator,
    g.denominator,
    g.group_size,
    g.invited,
    g.provisional,
    g.public_source,
    g.from_survey,
    g.delivery
from grouped as g
where g.months = case g.grain when 'quarter' then 3 else 12 end
    and not exists (
        select 1
        from unit_value as own
        where own.indicator = g.indicator and own.unit = g.unit and own.period = g.period and own.grain = g.grain
    );
