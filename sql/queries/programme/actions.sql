-- Purpose: the actions with their goal, units, factors, phases, steps and latest evaluation; what is unfinished first.
-- Grain: one row per action.
-- Caller: di_data.reports.programme, di_data.reports.blind_spots, di_data.loading.action_rows, di_data.register.remarks.
with units as (
    select
        au.action,
        list(u.code order by u.code) as units,
        list(u.name order by u.code) as unit_names,
        list(u.id::varchar order by u.code) as unit_ids
    from current_action_unit as au
    inner join current_org_unit as u on u.id = au.unit
    group by au.action
),
factors as (
    select af.action, list(af.factor order by af.factor) as factors
    from current_action_factor as af
    group by af.action
),
phases as (
    select ap.action, list(ap.phase order by ap.phase) as phases
    from current_action_phase as ap
    group by ap.action
),
steps as (
    select
        s.action,
        list(s.text order by s.position) as steps,
        list(s.done order by s.position) as steps_done
    from current_action_step as s
    group by s.action
),
notes as (
    select n.action, count(*) as notes, max(n.valid_from) as noted_at
    from current_action_note as n
    group by n.action
),
evaluations as (
    select
        e.action,
        count(*) as evaluations,
        max(e.evaluated_on) as evaluated_on,
        max(e.valid_from) as evaluated_at,
        arg_max(e.result, e.evaluated_on) as result
    from current_evaluation as e
    group by e.action
)
select
    a.id,
    a.version,
    a.valid_from,
    a.changed_by,
    a.reference,
    a.title,
    a.goal as goal_id,
    g.title as goal,
    a.session as session_id,
    a.solution_direction,
    a.frame,
    a.owner_role,
    a.level,
    p.phases,
    a.employee_domain,
    a.instrument,
    a.participation_ladder,
    a.starts_on,
    a.due_on,
    a.status,
    a.expectation,
    a.expected_indicator,
    a.expected_direction,
    a.expected_change,
    a.expected_by,
    u.units,
    u.unit_names,
    u.unit_ids,
    f.factors,
    s.steps,
    s.steps_done,
    coalesce(n.notes, 0) as notes,
    greatest(a.valid_from, n.noted_at, e.evaluated_at) as touched_at,
    coalesce(e.evaluations, 0) as evaluations,
    e.evaluated_on,
    e.result
from current_action as a
left join current_goal as g on g.id = a.goal
left join units as u on u.action = a.id
left join factors as f on f.action = a.id
left join phases as p on p.action = a.id
left join steps as s on s.action = a.id
left join notes as n on n.action = a.id
left join evaluations as e on e.action = a.id
order by a.status in ('done', 'stopped'), a.due_on, a.title
