-- Purpose: the figures as they stood at the moment `as_of`: from the newest delivery that counts.
-- Grain: one row per indicator × unit × period × grain.
create or replace view current_observation as
select
    o.delivery,
    o.indicator,
    o.unit,
    o.period,
    o.grain,
    o.value,
    o.numerator,
    o.denominator,
    o.group_size,
    o.invited,
    o.provisional,
    d.public_source,
    d.kind = 'survey' as from_survey
from observation as o
inner join current_delivery as d on d.id = o.delivery
qualify row_number() over (partition by o.indicator, o.unit, o.period, o.grain order by d.loaded_at desc) = 1;
