-- Purpose: organisational units as they stood at the moment `as_of`: the newest version by then, withdrawn deliveries left out.
-- Grain: one row per organisational unit.
create or replace view current_org_unit as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.delivery,
    v.code,
    v.name,
    v.parent,
    v.starts_on,
    v.ends_on,
    v.successor
from org_unit as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
    and (v.delivery is null or v.delivery in (select d.id from current_delivery as d))
qualify row_number() over (partition by v.id order by v.version desc) = 1;
