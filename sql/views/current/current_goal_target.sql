-- Purpose: target of a goals as they stood at the moment `as_of`: the newest version by then, unless that took it away.
-- Grain: one row per target of a goal.
create or replace view current_goal_target as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.goal,
    v.due_on,
    v.value,
    v.indicator
from goal_target as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
