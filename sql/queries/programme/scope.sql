-- Purpose: how far the programme reaches.
-- Grain: one row per programme, of which there is one at most.
-- Caller: di_data.reports.roadmap.
with units as (
    select
        su.programme_scope,
        list(u.id::varchar order by u.code) as unit_ids,
        list(u.name order by u.code) as unit_names
    from current_programme_scope_unit as su
    inner join current_org_unit as u on u.id = su.unit
    group by su.programme_scope
)
select
    s.id,
    s.version,
    s.valid_from,
    s.changed_by,
    s.scope,
    s.note,
    u.unit_ids,
    u.unit_names
from current_programme_scope as s
left join units as u on u.programme_scope = s.id
