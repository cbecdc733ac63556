-- Purpose: which units that are gone belong to another unit in one structure only: `came_in` those that it holds in the
-- present structure, the others those that it held as it was.
-- Grain: one row per gone unit × other unit.
create or replace view moved_unit as
with pairs as (
    select
        p.unit,
        p.ancestor as other,
        true as came_in
    from present_ancestor as p
    where not exists (select 1 from unit_ancestor as a where a.unit = p.unit and a.ancestor = p.ancestor)
    union all
    select
        a.unit,
        a.ancestor as other,
        false as came_in
    from unit_ancestor as a
    where not exists (select 1 from present_ancestor as p where p.unit = a.unit and p.ancestor = a.ancestor)
)
select
    m.unit,
    m.other,
    m.came_in,
    g.starts_on,
    g.ends_on
from pairs as m
inner join gone_unit as g on g.unit = m.unit;
