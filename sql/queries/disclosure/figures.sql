-- Purpose: every figure of some indicators in one structure of the organisation, before the privacy gate.
-- Grain: one row per unit × period × grain × indicator.
-- Parameters: $structure as_was or present, $indicators a list of codes, or null for all
-- Caller: di_data.disclosure.publication, di_data.disclosure.auditor_reading.
select
    v.structure,
    v.unit as unit_id,
    u.code as unit,
    u.name as unit_name,
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
    v.delivery,
    i.measure
from indicator_value as v
inner join current_indicator as i on i.code = v.indicator
inner join current_org_unit as u on u.id = v.unit
where v.structure = $structure
    and ($indicators is null or list_contains($indicators::varchar[], v.indicator))
order by v.indicator, u.name, v.grain, v.period
