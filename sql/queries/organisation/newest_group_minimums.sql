-- Purpose: the newest version of every record of a minimum group: a proposal that waits, what was agreed, declined or
-- taken back. To save on top of it, and to show what waits.
-- Grain: one row per indicator for which there was ever a proposal, and one without indicator for all others.
-- Caller: di_data.reports.group_minimums, di_data.register.group_minimums.
select
    m.id,
    m.version,
    m.valid_from,
    m.changed_by,
    m.indicator,
    m.minimum,
    m.agreement,
    m.agreed_on,
    m.status
from current_group_minimum as m
order by m.indicator nulls first
