-- Purpose: which units lie above which, at any distance.
-- Grain: one row per unit × unit above it.
create or replace view unit_ancestor as
with recursive above as (
    select
        u.id as unit,
        u.parent as ancestor,
        1 as distance
    from current_org_unit as u
    where u.parent is not null
    union all
    select
        a.unit,
        u.parent as ancestor,
        a.distance + 1 as distance
    from above as a
    inner join current_org_unit as u on u.id = a.ancestor
    where u.parent is not null and a.distance < 20
)
select
    above.unit,
    above.ancestor,
    above.distance
from above;
