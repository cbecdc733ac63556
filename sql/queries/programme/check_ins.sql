-- Purpose: how the owners looked at their goals, newest first.
-- Grain: one row per check-in.
-- Caller: di_data.reports.programme.
select
    c.id,
    c.version,
    c.goal as goal_id,
    c.checked_on,
    c.confidence,
    c.note,
    c.changed_by,
    c.valid_from
from current_check_in as c
order by c.checked_on desc, c.valid_from desc
