-- Purpose: benchmarks as they stood at the moment `as_of`: from the newest delivery that counts.
-- Grain: one row per indicator × series × period × grain × source.
create or replace view current_reference_value as
select
    r.delivery,
    r.indicator,
    r.series,
    r.series_name,
    r.period,
    r.grain,
    r.value,
    r.lower,
    r.upper,
    r.source,
    r.provisional
from reference_value as r
inner join current_delivery as d on d.id = r.delivery
qualify row_number() over (
    partition by r.indicator, r.series, r.period, r.grain, r.source order by d.loaded_at desc
) = 1;
