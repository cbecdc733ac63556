-- Purpose: what the auditor found the last time, and whether something was published since.
-- Grain: one row, or none when it never ran.
-- Caller: di_data.reports.privacy_audit, di_data.reports.oversight.
select
    a.audited_at,
    a.audited_by,
    a.shown,
    a.hidden,
    a.unprotected,
    exists (select 1 from publication as p where p.published_at > a.audited_at) as published_since
from privacy_audit as a
qualify row_number() over (order by a.audited_at desc) = 1
