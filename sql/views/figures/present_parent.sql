-- Purpose: what lies directly above a unit in the present structure: a unit that is gone lies below the one in which it
-- went on, so that its figures of before belong to that one and to the units above it.
-- Grain: one row per unit.
create or replace view present_parent as
select
    u.id as unit,
    coalesce(g.successor, u.parent) as parent
from current_org_unit as u
left join gone_unit as g on g.unit = u.id;
