-- Purpose: the published figures of some indicators, or of all, in one structure: what passed the privacy gate, and why
-- the rest is hidden.
-- Grain: one row per unit × period × grain × indicator.
-- Parameters: $structure as_was or present, $indicators codes or null for all, $since first day or null, $whole units
-- Without $since every period; else those from that day on, years, and all of the units in $whole.
-- Caller: di_data.disclosure.publication.
select
    f.unit as unit_id,
    u.code as unit,
    u.name as unit_name,
    case when $structure = 'present' then p.parent else u.parent end as parent_id,
    f.period,
    f.grain,
    f.indicator,
    f.value,
    f.numerator,
    f.denominator,
    f.group_size,
    f.invited,
    f.provisional,
    f.public_source,
    f.added_up,
    f.derived,
    case when f.reason is null then f.delivery end as delivery,
    f.reason is not null as hidden,
    f.reason,
    f.instead_unit,
    i.name as instead_unit_name,
    f.instead_grain,
    f.instead_period
from current_published_figure as f
inner join current_org_unit as u on u.id = f.unit
left join present_parent as p on p.unit = f.unit
left join current_org_unit as i on i.id = f.instead_unit
where f.structure = $structure
    and ($indicators is null or list_contains($indicators::varchar[], f.indicator))
    and ($since is null or f.period >= $since or f.grain = 'year' or list_contains($whole::uuid[], f.unit))
order by f.indicator, u.name, f.grain, f.period
