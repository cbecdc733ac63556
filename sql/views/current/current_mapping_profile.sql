-- Purpose: mapping profiles as they stood at the moment `as_of`: the newest version by then.
-- Grain: one row per profile.
create or replace view current_mapping_profile as
select
    v.name,
    v.version,
    v.valid_from,
    v.changed_by,
    v.kind,
    v.content,
    v.active
from mapping_profile as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.name order by v.version desc) = 1;
