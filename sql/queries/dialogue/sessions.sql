-- Purpose: the dialogue sessions with their card, how many took part, and what they started.
-- Grain: one row per session.
-- Caller: di_data.reports.dialogue, di_data.register.cards, di_data.register.remarks.
with participants as (
    select p.session, sum(p.participants) as participants, bool_or(p.role = 'works_council' and p.participants > 0) as works_council_present
    from current_participant_count as p
    group by p.session
),
steps as (
    select n.session, count(*) as next_steps, count(*) filter (where n.started) as started_steps
    from current_next_step as n
    group by n.session
),
proposals as (
    select p.session, count(*) as proposals
    from current_goal_proposal as p
    group by p.session
),
goals as (
    select g.session, count(*) as goals
    from current_goal as g
    group by g.session
),
actions as (
    select a.session, count(*) as actions
    from current_action as a
    group by a.session
)
select
    s.id,
    s.version,
    s.valid_from,
    s.changed_by,
    s.reference,
    s.held_on,
    s.round,
    s.unit as unit_id,
    u.code as unit,
    u.name as unit_name,
    coalesce(s.status, 'finished') as status,
    s.step,
    s.meaning,
    s.experiences,
    s.results,
    s.success_reasons,
    s.future_vision,
    s.choice_reason,
    s.reflection,
    s.take_along,
    s.intentions,
    p.participants,
    coalesce(p.works_council_present, false) as works_council_present,
    coalesce(n.next_steps, 0) as next_steps,
    coalesce(n.started_steps, 0) as started_steps,
    coalesce(r.proposals, 0) as proposals,
    coalesce(g.goals, 0) as goals,
    coalesce(a.actions, 0) as actions
from current_dialogue_session as s
inner join current_org_unit as u on u.id = s.unit
left join participants as p on p.session = s.id
left join steps as n on n.session = s.id
left join proposals as r on r.session = s.id
left join goals as g on g.session = s.id
left join actions as a on a.session = s.id
order by s.held_on desc, u.name
