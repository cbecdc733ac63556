-- Purpose: the indicators that are followed beside a goal's own.
-- Grain: one row per goal and indicator.
-- Caller: di_data.reports.programme.
select
    i.goal as goal_id,
    i.indicator,
    i.direction,
    i.baseline,
    i.baseline_period
from current_goal_indicator as i
order by i.goal, i.indicator
