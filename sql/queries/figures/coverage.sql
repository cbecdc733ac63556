-- Purpose: which figures are in, and the units that could have had one. No values: only whether there is a figure.
-- Grain: one row per unit × indicator × period × grain; one row for a unit without figures.
-- Caller: di_data.reports.coverage.
select
    u.id as unit_id,
    u.code as unit,
    u.name as unit_name,
    u.parent as parent_id,
    u.starts_on,
    u.ends_on,
    o.indicator,
    i.name as indicator_name,
    o.period,
    o.grain,
    o.provisional,
    o.public_source,
    o.from_survey
from current_org_unit as u
left join current_observation as o on o.unit = u.id
left join current_indicator as i on i.code = o.indicator
