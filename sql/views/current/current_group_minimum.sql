-- Purpose: minimum groups that were proposed or agreed as they stood at the moment `as_of`: the newest version by then, unless that took it away.
-- Grain: one row per indicator that has one of its own, and one for all others.
create or replace view current_group_minimum as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.indicator,
    v.minimum,
    v.agreement,
    v.agreed_on,
    v.status
from group_minimum as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
