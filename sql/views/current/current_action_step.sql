-- Purpose: the rows of `action_step` that belong to the current version of their action.
-- Grain: one row per action × step.
create or replace view current_action_step as
select
    c.action,
    c.version,
    c.position,
    c.text,
    c.done
from action_step as c
inner join current_action as p on p.id = c.action and p.version = c.version;
