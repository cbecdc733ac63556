-- Purpose: every figure of one indicator, or of all, before the privacy gate.
-- Grain: one row per unit × period × grain × indicator.
-- Parameters: $indicator its code, or null for all
-- Caller: di_data.reports.figures.
select
    v.unit as unit_id,
    u.code as unit,
    u.name as unit_name,
    u.parent as parent_id,
    v.period,
    v.grain,
    v.indicator,
    v.value,
    v.numerator,
    v.denominator,
    v.group_size,
    v.invited,
    v.provisional,
    v.public_source,
    v.counts_people,
    v.from_survey,
    v.added_up,
    v.derived,
    v.delivery
from indicator_value as v
inner join current_org_unit as u on u.id = v.unit
where $indicator is null or v.indicator = $indicator
order by v.indicator, u.name, v.grain, v.period
