-- Purpose: every figure of some indicators, or of all, in one structure of the organisation, before the privacy gate.
-- Grain: one row per unit × period × grain × indicator.
-- Parameters: $structure as_was or present, $indicators a list of codes, or null for all
-- Caller: di_data.reports.figures.
select
    v.unit as unit_id,
    u.code as unit,
    u.name as unit_name,
    case when $structure = 'present' then p.parent else u.parent end as parent_id,
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
left join present_parent as p on p.unit = v.unit
where v.structure = $structure
    and ($indicators is null or list_contains($indicators::varchar[], v.indicator))
order by v.indicator, u.name, v.grain, v.period
