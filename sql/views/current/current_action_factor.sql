-- Purpose: the rows of `action_factor` that belong to the current version of their action.
-- Grain: one row per action × factor.
create or replace view current_action_factor as
select
    c.action,
    c.version,
    c.factor
from action_factor as c
inner join current_action as p on p.id = c.action and p.version = c.version;
