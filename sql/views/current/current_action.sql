-- Purpose: actions as they stood at the moment `as_of`: the newest version by then, unless that took it away, withdrawn deliveries left out.
-- Grain: one row per action.
create or replace view current_action as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.delivery,
    v.reference,
    v.title,
    v.goal,
    v.solution_direction,
    v.frame,
    v.owner_role,
    v.level,
    v.employee_domain,
    v.instrument,
    v.participation_ladder,
    v.starts_on,
    v.due_on,
    v.status,
    v.expectation,
    v.session,
    v.expected_indicator,
    v.expected_direction,
    v.expected_change,
    v.expected_by
from action as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
    and (v.delivery is null or v.delivery in (select d.id from current_delivery as d))
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
