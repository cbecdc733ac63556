-- Purpose: the rows of `goal_factor` that belong to the current version of their goal.
-- Grain: one row per goal × factor.
create or replace view current_goal_factor as
select
    c.goal,
    c.version,
    c.factor
from goal_factor as c
inner join current_goal as p on p.id = c.goal and p.version = c.version;
