-- Purpose: how many figures of a delivery wait, because they differ by a few people from what was shown.
-- Grain: one row.
-- Parameters: $delivery
-- Caller: di_data.reports.corrections.
select count(*) as figures
from observation as o
inner join delivery as d on d.id = o.delivery
inner join current_standing_figure as s
    on s.indicator = o.indicator and s.unit = o.unit and s.grain = o.grain and s.period = o.period
where o.delivery = $delivery and s.stands_as_of < d.loaded_at
