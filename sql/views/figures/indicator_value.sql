-- Purpose: the one place where a figure is worked out: 100 × numerator ÷ denominator for a percentage,
-- numerator ÷ denominator for the other measures, or the value as delivered where there are no counts.
-- `derived` marks what was made of delivered months, where all of them are there: quarters and years, whose counts add up
-- and whose group is the average over the months, and the moving year (voortschrijdend jaargemiddelde) at the end of
-- every quarter. That one holds the twelve months up to and including the quarter, so it is free of season and fit to
-- hold against a yearly figure; its `period` is the first day of the twelve months.
-- `structure` is as_was (every unit in its own time) or present (what is gone counts for the unit in which it went on).
-- Grain: one row per structure × indicator × unit × period × grain.
create or replace view indicator_value as
with told as materialized (
    select
        s.structure,
        s.indicator,
        s.unit,
        s.period,
        s.grain,
        s.delivered_value,
        s.numerator,
        s.denominator,
        s.group_size,
        s.invited,
        s.provisional,
        s.public_source,
        s.from_survey,
        s.added_up,
        s.delivery
    from structure_value as s
),
lengths as (
    select unnest(['quarter', 'year']) as grain
),
grouped as (
    select
        m.structure,
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
    from told as m
    cross join lengths as l
    where m.grain = 'month' and m.numerator is not null and m.denominator is not null
    group by m.structure, m.indicator, m.unit, date_trunc(l.grain, m.period), l.grain
),
-- A window and no join: so that what is asked of one structure only is not worked out for the other.
beside_own as (
    select
        g.structure,
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
        g.delivery,
        false as own
    from grouped as g
    where g.months = case g.grain when 'quarter' then 3 else 12 end
    union all
    select
        v.structure,
        v.indicator,
        v.unit,
        v.period,
        v.grain,
        v.numerator,
        v.denominator,
        v.group_size,
        v.invited,
        v.provisional,
        v.public_source,
        v.from_survey,
        v.delivery,
        true as own
    from told as v
    where v.grain <> 'month'
),
longer as (
    select
        b.structure,
        b.indicator,
        b.unit,
        b.period,
        b.grain,
        b.numerator,
        b.denominator,
        b.group_size,
        b.invited,
        b.provisional,
        b.public_source,
        b.from_survey,
        b.delivery
    from beside_own as b
    qualify not bool_or(b.own) over (partition by b.structure, b.indicator, b.unit, b.period, b.grain)
),
windowed as (
    select
        m.structure,
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
    from told as m
    where m.grain = 'month' and m.numerator is not null and m.denominator is not null
    window twelve as (
        partition by m.structure, m.indicator, m.unit
        order by m.period
        range between interval 11 months preceding and current row
    )
),
moving_year as (
    select
        w.structure,
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
    where w.months = 12 and month(w.last_month) % 3 = 0
),
every as (
    select
        u.structure,
        u.indicator,
        u.unit,
        u.period,
        u.grain,
        u.delivered_value,
        u.numerator,
        u.denominator,
        u.group_size,
        u.invited,
        u.provisional,
        u.public_source,
        u.from_survey,
        u.added_up,
        false as derived,
        u.delivery
    from told as u
    union all
    select
        l.structure,
        l.indicator,
        l.unit,
        l.period,
        l.grain,
        null as delivered_value,
        l.numerator,
        l.denominator,
        l.group_size,
        l.invited,
        l.provisional,
        l.public_source,
        l.from_survey,
        false as added_up,
        true as derived,
        l.delivery
    from longer as l
    union all
    select
        y.structure,
        y.indicator,
        y.unit,
        y.period,
        y.grain,
        null as delivered_value,
        y.numerator,
        y.denominator,
        y.group_size,
        y.invited,
        y.provisional,
        y.public_source,
        y.from_survey,
        false as added_up,
        true as derived,
        y.delivery
    from moving_year as y
)
select
    e.structure,
    e.indicator,
    e.unit,
    e.period,
    e.grain,
    case
        when e.numerator is null or coalesce(e.denominator, 0) = 0 then e.delivered_value
        when i.measure = 'percent' then 100 * e.numerator / e.denominator
        else e.numerator / e.denominator
    end as value,
    e.numerator,
    e.denominator,
    e.group_size,
    e.invited,
    e.provisional,
    e.public_source,
    e.added_up,
    e.derived,
    e.delivery,
    i.counts_people,
    e.from_survey
from every as e
inner join current_indicator as i on i.code = e.indicator;
