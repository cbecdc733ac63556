-- Purpose: the goals that participants proposed, in the order in which they were put down.
-- Grain: one row per proposal.
-- Caller: di_data.reports.dialogue, di_data.register.cards.
select
    p.id,
    p.version,
    p.valid_from,
    p.changed_by,
    p.session as session_id,
    p.text,
    p.theme,
    p.role,
    p.chosen_goal,
    g.title as goal
from current_goal_proposal as p
left join current_goal as g on g.id = p.chosen_goal
order by p.session, p.theme nulls last, p.put_down_at, p.text
