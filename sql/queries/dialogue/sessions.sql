-- Purpose: the dialogue sessions with how many took part.
-- Grain: one row per session.
-- Caller: di_data.reports.dialogue.
with participants as (
    select p.session, sum(p.participants) as participants, bool_or(p.role = 'works_council' and p.participants > 0) as works_council_present
    from current_participant_count as p
    group by p.session
),
steps as (
    select n.session, count(*) as next_steps, count(*) filter (where n.started) as started_steps
    from current_next_step as n
    group by n.session
)
select
    s.id,
    s.version,
    s.reference,
    s.held_on,
    s.round,
    u.code as unit,
    u.name as unit_name,
    s.experiences,
    s.future_vision,
    s.reflection,
    p.participants,
    coalesce(p.works_council_present, false) as works_council_present,
    coalesce(n.next_steps, 0) as next_steps,
    coalesce(n.started_steps, 0) as started_steps
from current_dialogue_session as s
inner join current_org_unit as u on u.id = s.unit
left join participants as p on p.session = s.id
left join steps as n on n.session = s.id
order by s.held_on desc, u.name
