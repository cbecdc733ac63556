-- Purpose: role of a subjects as they stood at the moment `as_of`: the newest version by then.
-- Grain: one row per role of a subject.
create or replace view current_user_role as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.subject,
    v.role,
    v.active
from user_role as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1;
