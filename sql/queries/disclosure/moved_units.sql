-- Purpose: for which figures of a unit units that are gone count in the present structure only, or as it was only.
-- Grain: one row per unit × indicator × period × grain.
-- Caller: di_data.reports.figures.
select
    m.unit as unit_id,
    m.gone,
    m.indicator,
    m.period,
    m.grain
from moved_value as m
order by m.unit, m.indicator, m.grain, m.period
