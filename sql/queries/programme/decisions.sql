-- Purpose: the decisions of the MT.
-- Grain: one row per decision.
-- Caller: di_data.reports.programme, di_data.register.remarks.
select
    d.id,
    d.version,
    d.quarter,
    d.text,
    d.goal as goal_id,
    g.title as goal,
    d.action as action_id,
    a.title as action,
    d.unit as unit_id,
    u.name as unit_name,
    d.owner_role,
    d.due_on,
    d.status,
    d.changed_by,
    d.valid_from
from current_decision as d
left join current_goal as g on g.id = d.goal
left join current_action as a on a.id = d.action
left join current_org_unit as u on u.id = d.unit
order by d.quarter desc, d.due_on, d.text
