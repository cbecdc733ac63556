-- Purpose: requests to the works council for advice or consent as they stood at the moment `as_of`: the newest version by then, unless that took it away.
-- Grain: one row per request.
create or replace view current_consultation as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.kind,
    v.subject,
    v.article,
    v.requested_on,
    v.due_on,
    v.outcome,
    v.outcome_on,
    v.note
from consultation as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
