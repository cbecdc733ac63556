-- Purpose: who has which role.
-- Grain: one row per subject × role.
-- Caller: di_data.reports.accounts.
select
    r.id,
    r.version,
    r.subject,
    r.role,
    r.active,
    r.changed_by,
    r.valid_from
from current_user_role as r
order by r.subject, r.role
