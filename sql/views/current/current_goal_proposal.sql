-- Purpose: goal proposals as they stood at the moment `as_of`: the newest version by then, unless that took it away.
-- Grain: one row per goal proposal.
create or replace view current_goal_proposal as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.session,
    v.text,
    v.theme,
    v.chosen_goal,
    v.role,
    min(v.valid_from) over (partition by v.id) as put_down_at
from goal_proposal as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
