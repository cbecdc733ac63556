-- Purpose: goals as they stood at the moment `as_of`: the newest version by then, unless that took it away.
-- Grain: one row per goal.
create or replace view current_goal as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.title,
    v.description,
    v.intended_outcome,
    v.indicator,
    v.direction,
    v.baseline,
    v.baseline_period,
    v.unit,
    v.owner_role,
    v.starts_on,
    v.due_on,
    v.status,
    v.theme,
    v.session
from goal as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
