-- Purpose: the goals, targets, actions and decisions with all their columns and the rows that belong to them, as JSON:
-- what a review is made of, to hold two moments against each other.
-- Grain: one row per record.
-- Caller: di_data.reports.quarters.
with records as (
    select 'goal' as kind, v.id, v.version, v.id as goal, v.title, to_json(v)::varchar as content from current_goal as v
    union all select 'goal_target' as kind, v.id, v.version, v.goal, g.title, to_json(v)::varchar as content from current_goal_target as v inner join current_goal as g on g.id = v.goal
    union all select 'action' as kind, v.id, v.version, v.goal, v.title, to_json(v)::varchar as content from current_action as v
    union all select 'decision' as kind, v.id, v.version, v.goal, v.text as title, to_json(v)::varchar as content from current_decision as v
),
parts as (
    select 'goal' as kind, c.goal as id, 'goal_factor' as part, to_json(list(c order by c.factor))::varchar as content from current_goal_factor as c group by c.goal
    union all select 'goal' as kind, c.goal as id, 'goal_unit' as part, to_json(list(c order by c.unit))::varchar as content from current_goal_unit as c group by c.goal
    union all select 'goal' as kind, c.goal as id, 'goal_indicator' as part, to_json(list(c order by c.indicator))::varchar as content from current_goal_indicator as c group by c.goal
    union all select 'action' as kind, c.action as id, 'action_unit' as part, to_json(list(c order by c.unit))::varchar as content from current_action_unit as c group by c.action
    union all select 'action' as kind, c.action as id, 'action_factor' as part, to_json(list(c order by c.factor))::varchar as content from current_action_factor as c group by c.action
    union all select 'action' as kind, c.action as id, 'action_phase' as part, to_json(list(c order by c.phase))::varchar as content from current_action_phase as c group by c.action
    union all select 'action' as kind, c.action as id, 'action_step' as part, to_json(list(c order by c.position))::varchar as content from current_action_step as c group by c.action
),
together as (
    select p.kind, p.id, list(p.part order by p.part) as parts, list(p.content order by p.part) as contents
    from parts as p
    group by p.kind, p.id
)
select
    r.kind,
    r.id,
    r.version,
    r.goal as goal_id,
    r.title,
    r.content,
    t.parts,
    t.contents
from records as r
left join together as t on t.kind = r.kind and t.id = r.id
order by r.kind, r.title, r.id
