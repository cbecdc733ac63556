-- Purpose: the moving year (voortschrijdend jaargemiddelde) at the end of every quarter: the counts of the twelve
-- months up to and including it, where all twelve are there. Free of season, so fit to hold against a yearly figure.
-- `period` is the first day of the twelve months.
-- Grain: one row per indicator × unit × quarter end.
create or replace view moving_year_value as
with windowed as (
    select
        m.indicator,
        m.unit,
        m.period as last_month,
        sum(m.numerator) over twelve as numerator,
        sum(m.denominator) over twelve as denominator,
        avg(m.group_size) over twelve as group_size,
        avg(m.invited) over twelve as invited,
        bool_or(m.provisional) over twelve as provisional,
        bool_and(m.public_source) over twelve as public_source,
        bool_or(m.from_survey) over twelve as from_survey,
        max(m.delivery) over twelve as delivery,
        count(*) over twelve as months
    from unit_value as m
    where m.grain = 'month' and m.numerator is not null and m.denominator is not null
    window twelve as (
        partition by m.indicator, m.unit
        order by m.period
        range between interval 11 months preceding and current row
    )
)
select
    w.indicator,
    w.unit,
    (w.last_month - interval 11 months)::date as period,
    'moving_year' as grain,
    w.numerator,
    w.denominator,
    w.group_size,
    w.invited,
    w.provisional,
    w.public_source,
    w.from_survey,
    w.delivery
from windowed as w
where w.months = 12 and month(w.last_month) % 3 = 0;
