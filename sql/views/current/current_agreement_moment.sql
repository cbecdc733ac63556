-- Purpose: moments of presenting and agreeing as they stood at the moment `as_of`: the newest version by then, unless that took it away.
-- Grain: one row per moment.
create or replace view current_agreement_moment as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.body,
    v.step,
    v.held_on,
    v.note
from agreement_moment as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
