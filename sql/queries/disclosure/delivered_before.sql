-- Purpose: since when figures of some indicators are delivered.
-- Grain: one row per indicator × unit × grain × period.
-- Parameters: $indicators a list of codes
-- Caller: di_data.disclosure.standing.
select
    o.indicator,
    o.unit as unit_id,
    o.grain,
    o.period,
    min(d.loaded_at) as first_loaded
from observation as o
inner join delivery as d on d.id = o.delivery
where list_contains($indicators::varchar[], o.indicator)
group by o.indicator, o.unit, o.grain, o.period
