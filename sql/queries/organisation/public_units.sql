-- Purpose: the units that only public sources have figures about, and so are no departments of one's own.
-- Grain: one row per unit.
-- Caller: di_data.loading.departments.units.
with told as (
    select o.unit, bool_and(d.public_source) as only_public
    from observation as o
    inner join delivery as d on d.id = o.delivery
    group by o.unit
),
members as (
    select t.unit
    from told as t
    where t.only_public
)
select m.unit
from members as m
union
select u.parent as unit
from current_org_unit as u
inner join members as m on m.unit = u.id
where u.parent is not null
    and not exists (
        select 1
        from current_org_unit as other
        where other.parent = u.parent and other.id not in (select own.unit from members as own)
    )
