-- Purpose: other names of departments that were explained once and still count; no unit means: no department, leave out.
-- Grain: one row per alias.
-- Caller: di_data.reports.organisation, di_data.loading.departments.units.
select
    a.alias,
    a.unit as unit_id,
    u.code as unit,
    u.name as unit_name,
    a.changed_by,
    a.valid_from
from current_unit_alias as a
left join current_org_unit as u on u.id = a.unit
where a.active and (a.unit is null or u.id is not null)
order by a.alias
