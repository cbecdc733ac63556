-- Purpose: which files were loaded of each kind and source, withdrawn ones left out.
-- Grain: one row per kind × source × public source or not.
-- Caller: di_data.reports.oversight.
select
    d.kind,
    d.source,
    d.public_source,
    count(*) as deliveries,
    min(d.loaded_at) as first_loaded_at,
    max(d.loaded_at) as last_loaded_at,
    list(d.first_period) filter (where d.first_period is not null) as first_periods,
    list(d.last_period) filter (where d.last_period is not null) as last_periods
from delivery as d
left join delivery_withdrawal as w on w.delivery = d.id
where w.delivery is null
group by d.kind, d.source, d.public_source
order by d.kind, d.public_source, d.source
