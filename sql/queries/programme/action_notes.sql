-- Purpose: the dated notes of an action, newest first.
-- Grain: one row per note.
-- Parameters: $action the key of the action
-- Caller: di_data.reports.programme.
select
    n.id,
    n.version,
    n.valid_from,
    n.changed_by,
    n.noted_on,
    n.text
from current_action_note as n
where n.action = $action::uuid
order by n.noted_on desc, n.valid_from desc
