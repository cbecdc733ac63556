-- Purpose: the indicators, and how many figures and benchmarks each has.
-- Grain: one row per indicator.
-- Caller: di_data.reports.figures.
with figures as (
    select o.indicator, count(*) as figures, max(o.period) as last_period
    from current_observation as o
    group by o.indicator
),
benchmarks as (
    select r.indicator, count(*) as benchmarks
    from current_reference_value as r
    group by r.indicator
)
select
    i.code,
    i.name,
    i.definition,
    i.measure,
    i.direction,
    i.factor,
    coalesce(f.figures, 0) as figures,
    f.last_period,
    coalesce(b.benchmarks, 0) as benchmarks
from current_indicator as i
left join figures as f on f.indicator = i.code
left join benchmarks as b on b.indicator = i.code
order by i.code
