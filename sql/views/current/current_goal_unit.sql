-- Purpose: the rows of `goal_unit` that belong to the current version of their goal.
-- Grain: one row per goal × unit.
create or replace view current_goal_unit as
select
    c.goal,
    c.version,
    c.unit
from goal_unit as c
inner join current_goal as p on p.id = c.goal and p.version = c.version;
