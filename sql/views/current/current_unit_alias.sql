-- Purpose: other names of departments as they stood at the moment `as_of`: the newest version by then.
-- Grain: one row per alias.
create or replace view current_unit_alias as
select
    v.alias,
    v.version,
    v.valid_from,
    v.changed_by,
    v.unit,
    v.active
from unit_alias as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.alias order by v.version desc) = 1;
