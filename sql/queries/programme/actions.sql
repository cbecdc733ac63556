-- Purpose: the actions with their goal, units, factors and latest evaluation.
-- Grain: one row per action.
-- Caller: di_data.reports.programme.
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
evaluations as (
    select
        e.action,
        count(*) as evaluations,
        max(e.evaluated_on) as evaluated_on,
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
    a.owner_role,
    a.level,
    a.behaviour_phase,
    a.employee_domain,
    a.instrument,
    a.participation_ladder,
    a.starts_on,
    a.due_on,
    a.status,
    a.expectation,
    u.units,
    u.unit_names,
    u.unit_ids,
    f.factors,
    coalesce(e.evaluations, 0) as evaluations,
    e.evaluated_on,
    e.result
from current_action as a
left join current_goal as g on g.id = a.goal
left join units as u on u.action = a.id
left join factors as f on f.action = a.id
left join evaluations as e on e.action = a.id
order by a.due_on, a.title
