-- Purpose: how many figures of a delivery wait, because they differ by a few people from what was shown.
-- Grain: one row.
-- Parameters: $delivery
-- Caller: di_data.reports.corrections.
with newest as (
    select
        s.indicator,
        s.unit,
        s.grain,
        s.period,
        s.stands_as_of
    from standing_figure as s
    inner join publication as p on p.id = s.publication
    qualify row_number() over (
        partition by s.indicator, s.unit, s.grain, s.period
        order by p.published_at desc, s.step desc
    ) = 1
)
select count(*) as figures
from observation as o
inner join delivery as d on d.id = o.delivery
inner join newest as n
    on n.indicator = o.indicator and n.unit = o.unit and n.grain = o.grain and n.period = o.period
where o.delivery = $delivery and n.stands_as_of < d.loaded_at
