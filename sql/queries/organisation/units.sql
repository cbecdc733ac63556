-- Purpose: the units of the organisation.
-- Grain: one row per unit.
-- Caller: di_data.reports.organisation, di_data.reports.blind_spots, di_data.disclosure.auditor_reading, di_data.reports.privacy_audit, di_data.register.remarks, di_data.disclosure.answers.
select
    u.id,
    u.version,
    u.code,
    u.name,
    u.parent as parent_id,
    p.code as parent,
    p.name as parent_name,
    u.starts_on,
    u.ends_on,
    u.successor as successor_id,
    s.code as successor
from current_org_unit as u
left join current_org_unit as p on p.id = u.parent
left join current_org_unit as s on s.id = u.successor
order by u.code
