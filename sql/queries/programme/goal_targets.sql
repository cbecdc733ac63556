-- Purpose: the targets of the goals over time.
-- Grain: one row per goal, indicator and day; indicator is empty for the goal's own.
-- Caller: di_data.reports.programme, di_data.register.goals.
select
    t.id,
    t.version,
    t.goal as goal_id,
    t.indicator,
    t.due_on,
    t.value
from current_goal_target as t
order by t.goal, t.indicator nulls first, t.due_on
