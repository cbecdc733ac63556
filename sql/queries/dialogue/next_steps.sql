-- Purpose: the next steps that the sessions chose.
-- Grain: one row per next step.
-- Caller: di_data.reports.dialogue.
select
    n.id,
    n.version,
    n.valid_from,
    n.changed_by,
    n.session as session_id,
    n.text,
    n.owner_role,
    n.due_on,
    n.started,
    n.started_with
from current_next_step as n
order by n.due_on, n.text
