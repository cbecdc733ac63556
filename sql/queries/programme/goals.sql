-- Purpose: the goals with their last target and factors.
-- Grain: one row per goal.
-- Caller: di_data.reports.programme, di_data.loading.action_rows, di_data.register.cards, di_data.register.remarks.
with targets as (
    select t.goal, arg_max(t.value, t.due_on) as target, max(t.due_on) as target_due_on
    from current_goal_target as t
    where t.indicator is null
    group by t.goal
),
factors as (
    select f.goal, list(f.factor order by f.factor) as factors
    from current_goal_factor as f
    group by f.goal
),
units as (
    select
        gu.goal,
        list(o.id::varchar order by o.code) as unit_ids,
        list(o.code order by o.code) as units,
        list(o.name order by o.code) as unit_names
    from current_goal_unit as gu
    inner join current_org_unit as o on o.id = gu.unit
    group by gu.goal
),
confidence as (
    select c.goal, arg_max(c.confidence, c.checked_on) as confidence, max(c.checked_on) as checked_on
    from current_check_in as c
    group by c.goal
)
select
    g.id,
    g.version,
    g.valid_from,
    g.changed_by,
    g.title,
    g.description,
    g.theme,
    g.session as session_id,
    g.intended_outcome,
    g.indicator,
    g.direction,
    g.baseline,
    g.baseline_period,
    g.unit as unit_id,
    u.code as unit,
    u.name as unit_name,
    g.owner_role,
    g.starts_on,
    g.due_on,
    g.status,
    t.target,
    t.target_due_on,
    f.factors,
    n.unit_ids,
    n.units,
    n.unit_names,
    c.confidence,
    c.checked_on
from current_goal as g
inner join current_org_unit as u on u.id = g.unit
left join targets as t on t.goal = g.id
left join factors as f on f.goal = g.id
left join units as n on n.goal = g.id
left join confidence as c on c.goal = g.id
order by g.starts_on, g.title
