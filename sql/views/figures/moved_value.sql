-- Purpose: the counts of a unit in the present structure, for the periods in which it held other units than now: the sum
-- of the counts of what belongs to it now. `gone` are the units that count for it in one structure only. Where counts
-- of a needed unit are missing the figure is empty: of a unit that came in; of the unit itself, where there was
-- anything of it; and of every unit below it, where a figure of its own was delivered that cannot be used.
-- A gone unit counts in periods up to its end and in later ones for which it has counts; what held it held it in the
-- period in which it ended as well. A figure delivered for a unit that did not exist yet is about the present already.
-- Grain: one row per indicator × unit × period × grain.
create or replace view moved_value as
with moved as materialized (
    select m.unit as gone, m.other as unit, m.came_in, m.starts_on, m.ends_on
    from moved_unit as m
),
changed_unit as materialized (
    select distinct m.unit from moved as m
),
held as materialized (
    select a.unit, a.ancestor from unit_ancestor as a
    union all
    select u.id as unit, u.id as ancestor from current_org_unit as u
),
holds as materialized (
    select p.unit as part, p.ancestor as unit
    from present_ancestor as p
    semi join changed_unit as c on c.unit = p.ancestor
    union all
    select c.unit as part, c.unit
    from changed_unit as c
),
near as (
    select h.part as unit from holds as h
    union
    select h.unit from held as h semi join changed_unit as c on c.unit = h.ancestor
    union
    select h.unit from held as h semi join moved as m on m.gone = h.ancestor
),
delivered as materialized (
    select
        o.unit,
        o.indicator,
        o.period,
        o.grain,
        (o.period + to_months(case o.grain when 'month' then 1 when 'quarter' then 3 else 12 end))::date - 1 as last_day,
        o.numerator,
        o.denominator,
        o.group_size,
        o.invited,
        o.provisional,
        o.public_source,
        o.from_survey,
        o.delivery,
        o.numerator is not null and o.denominator is not null as counted
    from current_observation as o
    semi join near as n on n.unit = o.unit
),
counted_gone as (
    select distinct m.gone, d.indicator, d.period, d.grain
    from delivered as d
    inner join held as h on h.unit = d.unit
    inner join (select distinct moved.gone from moved) as m on m.gone = h.ancestor
    where d.counted
),
cells as (
    select distinct d.indicator, d.period, d.grain, d.last_day
    from delivered as d
),
cell as materialized (
    select m.unit, m.gone, m.came_in, c.indicator, c.period, c.grain, c.last_day
    from moved as m
    inner join cells as c on coalesce(m.starts_on <= c.last_day, true)
    left join counted_gone as g
        on g.gone = m.gone and g.indicator = c.indicator and g.period = c.period and g.grain = c.grain
    left join (
        select d.unit, d.indicator, d.period, d.grain
        from delivered as d
        inner join current_org_unit as u on u.id = d.unit
        where u.starts_on > d.last_day
    ) as early
        on early.unit = m.unit and early.indicator = c.indicator and early.period = c.period and early.grain = c.grain
    where early.unit is null
        and (c.last_day <= m.ends_on or (not m.came_in and c.period <= m.ends_on) or g.gone is not null)
),
changed as materialized (
    select c.unit, c.indicator, c.period, c.grain, c.last_day, list(c.gone order by c.gone) as gone
    from cell as c
    group by c.unit, c.indicator, c.period, c.grain, c.last_day
),
elsewhere as (
    select w.unit, w.part, out.indicator, out.period, out.grain
    from holds as w
    inner join cell as out on out.unit = w.part and not out.came_in
    anti join holds as still on still.part = out.gone and still.unit = w.unit
),
parts as materialized (
    select
        c.unit,
        d.unit as part,
        d.indicator,
        d.period,
        d.grain,
        d.numerator,
        d.denominator,
        d.group_size,
        d.invited,
        d.provisional,
        d.public_source,
        d.from_survey,
        d.delivery
    from changed as c
    inner join holds as w on w.unit = c.unit
    inner join delivered as d
        on d.unit = w.part and d.indicator = c.indicator and d.period = c.period and d.grain = c.grain
    anti join elsewhere as e
        on e.unit = c.unit and e.part = d.unit
        and e.indicator = c.indicator and e.period = c.period and e.grain = c.grain
    where d.counted
),
within_another as (
    select distinct p.unit, p.part, p.indicator, p.period, p.grain
    from parts as p
    inner join held as h on h.unit = p.part and h.ancestor <> h.unit
    semi join parts as larger
        on larger.unit = p.unit and larger.part = h.ancestor
        and larger.indicator = p.indicator and larger.period = p.period and larger.grain = p.grain
),
summed as (
    select
        p.unit,
        p.indicator,
        p.period,
        p.grain,
        sum(p.numerator) as numerator,
        sum(p.denominator) as denominator,
        sum(p.group_size) as group_size,
        sum(p.invited) as invited,
        bool_or(p.provisional) as provisional,
        bool_and(p.public_source) as public_source,
        bool_or(p.from_survey) as from_survey,
        max(p.delivery) as delivery
    from parts as p
    anti join within_another as w
        on w.unit = p.unit and w.part = p.part
        and w.indicator = p.indicator and w.period = p.period and w.grain = p.grain
    group by p.unit, p.indicator, p.period, p.grain
),
staying as materialized (
    select u.parent as unit, u.id as child, u.starts_on, u.ends_on
    from current_org_unit as u
    semi join holds as h on h.part = u.id and h.unit = u.parent
),
there as materialized (
    select c.unit, c.indicator, c.period, c.grain, s.child
    from changed as c
    inner join staying as s on s.unit = c.unit
        and coalesce(s.starts_on <= c.last_day, true) and coalesce(s.ends_on >= c.period, true)
),
unused as (
    select c.unit, c.indicator, c.period, c.grain
    from changed as c
    semi join delivered as d
        on d.unit = c.unit and d.indicator = c.indicator and d.period = c.period and d.grain = c.grain
    anti join parts as p
        on p.unit = c.unit and p.part = c.unit
        and p.indicator = c.indicator and p.period = c.period and p.grain = c.grain
),
needed as (
    select c.unit, c.indicator, c.period, c.grain, c.gone as member
    from cell as c
    where c.came_in
    union
    select c.unit, c.indicator, c.period, c.grain, c.unit as member
    from changed as c
    inner join current_org_unit as u on u.id = c.unit
    anti join current_org_unit as child on child.parent = c.unit
    where coalesce(u.starts_on <= c.last_day, true)
    union
    select t.unit, t.indicator, t.period, t.grain, t.unit as member
    from there as t
    union
    select t.unit, t.indicator, t.period, t.grain, t.child as member
    from there as t
    semi join unused as x
        on x.unit = t.unit and x.indicator = t.indicator and x.period = t.period and x.grain = t.grain
),
covered as (
    select distinct p.unit, p.indicator, p.period, p.grain, h.ancestor as member
    from parts as p
    inner join held as h on h.unit = p.part
    union
    select distinct p.unit, p.indicator, p.period, p.grain, h.unit as member
    from parts as p
    inner join held as h on h.ancestor = p.part
    where p.part <> p.unit
),
lacking as (
    select distinct n.unit, n.indicator, n.period, n.grain
    from needed as n
    anti join covered as k
        on k.unit = n.unit and k.member = n.member
        and k.indicator = n.indicator and k.period = n.period and k.grain = n.grain
)
select
    c.indicator,
    c.unit,
    c.period,
    c.grain,
    case when l.unit is null then s.numerator end as numerator,
    case when l.unit is null then s.denominator end as denominator,
    s.group_size,
    s.invited,
    s.provisional,
    s.public_source,
    s.from_survey,
    s.delivery,
    c.gone
from changed as c
left join summed as s
    on s.unit = c.unit and s.indicator = c.indicator and s.period = c.period and s.grain = c.grain
left join lacking as l
    on l.unit = c.unit and l.indicator = c.indicator and l.period = c.period and l.grain = c.grain;
