-- Purpose: indicators as they stood at the moment `as_of`: the newest version by then.
-- Grain: one row per indicator.
create or replace view current_indicator as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.code,
    v.name,
    v.definition,
    v.measure,
    v.direction,
    v.factor,
    v.counts_people
from indicator as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1;
