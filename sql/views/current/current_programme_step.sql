-- Purpose: step of the roadmaps as they stood at the moment `as_of`: the newest version by then, unless that took it away.
-- Grain: one row per step of the roadmap.
create or replace view current_programme_step as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.phase,
    v.question,
    v.answer,
    v.owner_role,
    v.status,
    v.code,
    v.due_on
from programme_step as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
