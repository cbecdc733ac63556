-- Purpose: the rows of `goal_indicator` that belong to the current version of their goal.
-- Grain: one row per goal × indicator.
create or replace view current_goal_indicator as
select
    c.goal,
    c.version,
    c.indicator,
    c.direction,
    c.baseline,
    c.baseline_period
from goal_indicator as c
inner join current_goal as p on p.id = c.goal and p.version = c.version;
