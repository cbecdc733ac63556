-- Purpose: the evaluations with the action that they are about, to look up what worked.
-- Grain: one row per evaluation.
-- Caller: di_data.reports.programme.
with units as (
    select
        au.action,
        list(u.code order by u.code) as units,
        list(u.name order by u.code) as unit_names
    from current_action_unit as au
    inner join current_org_unit as u on u.id = au.unit
    group by au.action
),
factors as (
    select af.action, list(af.factor order by af.factor) as factors
    from current_action_factor as af
    group by af.action
)
select
    e.id,
    e.version,
    e.action as action_id,
    a.title as action,
    a.goal as goal_id,
    g.title as goal,
    a.instrument,
    a.expectation,
    a.status,
    u.units,
    u.unit_names,
    f.factors,
    e.evaluated_on,
    e.result,
    e.behaviour_phase,
    e.learned,
    e.next_move,
    e.changed_by,
    e.valid_from
from current_evaluation as e
inner join current_action as a on a.id = e.action
left join current_goal as g on g.id = a.goal
left join units as u on u.action = a.id
left join factors as f on f.action = a.id
order by e.evaluated_on desc, a.title
