-- Purpose: facts whose unit, indicator or delivery does not exist, and facts that stand twice in one delivery.
-- Grain: one row per problem.
-- Caller: di_data.reports.health.
select
    'unit' as problem,
    count(*) as rows
from observation as o
where o.unit not in (select u.id from org_unit as u)
union all
select
    'indicator' as problem,
    count(*) as rows
from observation as o
where o.indicator not in (select i.code from indicator as i)
union all
select
    'delivery' as problem,
    count(*) as rows
from observation as o
where o.delivery not in (select d.id from delivery as d)
union all
select
    'twice' as problem,
    count(*) as rows
from (
    select o.delivery
    from observation as o
    group by o.delivery, o.indicator, o.unit, o.period, o.grain
    having count(*) > 1
) as twice
