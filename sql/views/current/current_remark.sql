-- Purpose: remark of the works councils as they stood at the moment `as_of`: the newest version by then, unless that took it away.
-- Grain: one row per remark of the works council.
create or replace view current_remark as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.about_kind,
    v.about,
    v.text,
    v.answer,
    v.answered_by,
    coalesce(v.round, 1) as round,
    v.follow_up,
    v.asked_by,
    v.asked_at,
    v.answered_as,
    v.answered_at
from remark as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
