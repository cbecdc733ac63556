-- Purpose: what the indicators are, without counting their figures.
-- Grain: one row per indicator.
-- Caller: di_data.reports.figures.
select
    i.code,
    i.name,
    i.definition,
    i.measure,
    i.direction,
    i.factor
from current_indicator as i
order by i.code
