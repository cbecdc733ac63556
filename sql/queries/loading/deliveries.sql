-- Purpose: all deliveries, withdrawn ones too.
-- Grain: one row per delivery.
-- Caller: di_data.reports.deliveries.
select
    d.id,
    d.kind,
    d.profile,
    d.file_name,
    d.loaded_at,
    d.loaded_by,
    d.rows_read,
    d.rows_loaded,
    d.first_period,
    d.last_period,
    d.source,
    d.public_source,
    d.sha256,
    w.withdrawn_at,
    w.withdrawn_by
from delivery as d
left join delivery_withdrawal as w on w.delivery = d.id
order by d.loaded_at desc
