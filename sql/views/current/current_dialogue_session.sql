-- Purpose: dialogue sessions as they stood at the moment `as_of`: the newest version by then, unless that took it away, withdrawn deliveries left out.
-- Grain: one row per dialogue session.
create or replace view current_dialogue_session as
select
    v.id,
    v.version,
    v.valid_from,
    v.changed_by,
    v.delivery,
    v.reference,
    v.held_on,
    v.round,
    v.unit,
    v.experiences,
    v.future_vision,
    v.reflection,
    v.status,
    v.step,
    v.meaning,
    v.results,
    v.success_reasons,
    v.choice_reason,
    v.take_along,
    v.intentions
from dialogue_session as v
where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
    and (v.delivery is null or v.delivery in (select d.id from current_delivery as d))
qualify row_number() over (partition by v.id order by v.version desc) = 1
    and not coalesce(v.removed, false);
