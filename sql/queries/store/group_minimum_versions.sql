-- Purpose: everything that was ever proposed, agreed, declined or taken back of the minimum groups, newest first.
-- `at_once`: agreed without an answer of the works council, because it was not lower than what stood before.
-- Grain: one row per version.
-- Caller: di_data.reports.group_minimums.
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.indicator,
    v.minimum,
    v.agreement,
    v.agreed_on,
    v.status,
    v.status = 'agreed' and coalesce(lag(v.status) over by_version <> 'proposed', true) as at_once
from group_minimum as v
window by_version as (partition by v.id order by v.version)
order by v.valid_from desc, v.version desc
