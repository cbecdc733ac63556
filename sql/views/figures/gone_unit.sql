-- Purpose: the units that ended and went on in another one, at the day on which one looks: they are no part of the
-- present structure.
-- Grain: one row per such unit.
create or replace view gone_unit as
select
    u.id as unit,
    u.successor,
    u.starts_on,
    u.ends_on
from current_org_unit as u
where u.successor is not null
    and u.ends_on < coalesce(cast(getvariable('as_of') as date), current_date);
