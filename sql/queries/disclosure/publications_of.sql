-- Purpose: in which publications something of some indicators came, went or changed, by calendar year.
-- Grain: one row per publication × indicator × year.
-- Parameters: $indicators a list of codes
-- Caller: di_data.disclosure.auditor_reading.
select distinct
    p.published_at,
    p.default_minimum,
    f.indicator,
    year(f.period) as year
from published_figure as f
inner join publication as p on p.id = f.publication
where list_contains($indicators::varchar[], f.indicator)
order by p.published_at, f.indicator, year
