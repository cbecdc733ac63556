-- Purpose: next step of a sessions as they stood at the moment `as_of`: the newest version by then, unless that took it away, withdrawn deliveries left out.
-- Grain: one row per next step of a session.
create or replace view current_next_step as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.delivery,
    v.session,
    v.text,
    v.owner_role,
    v.due_on,
    v.started,
    v.started_with
from next_step as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
    and (v.delivery is null or v.delivery in (select d.id from current_delivery as d))
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
