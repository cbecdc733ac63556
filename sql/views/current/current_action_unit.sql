-- Purpose: the rows of `action_unit` that belong to the current version of their action.
-- Grain: one row per action × unit.
create or replace view current_action_unit as
select
    c.action,
    c.version,
    c.unit
from action_unit as c
inner join current_action as p on p.id = c.action and p.version = c.version;
