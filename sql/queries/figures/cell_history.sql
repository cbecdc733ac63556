-- Purpose: every delivery that ever gave one figure, withdrawn ones too. No values: those pass the privacy gate.
-- Grain: one row per delivery.
-- Parameters: $indicator its code, $unit its key, $period its first day, $grain
-- Caller: di_data.reports.corrections.
select
    d.id as delivery,
    d.file_name,
    d.loaded_at,
    d.loaded_by,
    o.provisional,
    w.withdrawn_at,
    w.withdrawn_by,
    w.delivery is null
        and d.loaded_at = max(case when w.delivery is null then d.loaded_at end) over () as counts
from observation as o
inner join delivery as d on d.id = o.delivery
left join delivery_withdrawal as w on w.delivery = d.id
where o.indicator = $indicator
    and o.unit = $unit::uuid
    and o.period = $period::date
    and o.grain = $grain
order by d.loaded_at desc
