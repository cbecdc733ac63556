-- Purpose: the one place where a figure is worked out: 100 × numerator ÷ denominator for a percentage,
-- numerator ÷ denominator for the other measures, or the value as delivered where there are no counts.
-- `derived` marks quarters, years and moving years that were made of months.
-- Grain: one row per indicator × unit × period × grain.
create or replace view indicator_value as
with every as (
    select
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
    from unit_value as u
    union all
    select
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
    from longer_value as l
    union all
    select
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
    from moving_year_value as y
)
select
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
