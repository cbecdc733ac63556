-- Purpose: what was asked and answered in each round of the remarks that count, as it stood at the moment `as_of`: of each
-- round its newest version. A round after the present one was undone, so it is left out.
-- Grain: one row per remark of the works council and round.
create or replace view current_remark_round as
select
    v.id,
    coalesce(v.round, 1) as round,
    v.follow_up,
    v.answer,
    v.answered_by,
    v.asked_by,
    v.asked_at,
    v.answered_as,
    v.answered_at,
    v.valid_from,
    v.changed_by
from remark as v
inner join current_remark as c on c.id = v.id and c.round >= coalesce(v.round, 1) and c.version >= v.version
qualify row_number() over (partition by v.id, coalesce(v.round, 1) order by v.version desc) = 1;
