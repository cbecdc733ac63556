-- Purpose: benchmarks.
-- Grain: one row per indicator × series × period.
-- Parameters: $indicator its code, or null for all
-- Caller: di_data.reports.figures.
select
    r.indicator,
    r.series,
    r.series_name,
    r.period,
    r.grain,
    r.value,
    r.lower,
    r.upper,
    r.source,
    r.provisional,
    r.delivery
from current_reference_value as r
where ($indicator is null or r.indicator = $indicator)
order by r.indicator, r.source, r.series, r.grain, r.period
