-- Purpose: the rows of `action_phase` that belong to the current version of their action.
-- Grain: one row per action × phase.
create or replace view current_action_phase as
select
    c.action,
    c.version,
    c.phase
from action_phase as c
inner join current_action as p on p.id = c.action and p.version = c.version;
