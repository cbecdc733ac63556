-- Purpose: the instruments that were added as they stood at the moment `as_of`: the newest version by then, unless that took it away.
-- Grain: one row per instrument.
create or replace view current_instrument as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.name,
    v.purpose
from instrument as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
