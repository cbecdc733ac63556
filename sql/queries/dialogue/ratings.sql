-- Purpose: how the sessions judged the five factors.
-- Grain: one row per session × factor.
-- Caller: di_data.reports.dialogue.
select
    s.id as session_id,
    s.reference,
    s.held_on,
    s.round,
    s.unit as unit_id,
    u.code as unit,
    u.name as unit_name,
    r.factor,
    r.rating,
    r.reason
from current_factor_rating as r
inner join current_dialogue_session as s on s.id = r.session
inner join current_org_unit as u on u.id = s.unit
order by s.held_on, u.name, r.factor
