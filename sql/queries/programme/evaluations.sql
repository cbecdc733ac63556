-- Purpose: the evaluations with the action that they are about.
-- Grain: one row per evaluation.
-- Caller: di_data.reports.programme.
select
    e.id,
    e.action as action_id,
    a.title as action,
    e.evaluated_on,
    e.result,
    e.behaviour_phase,
    e.learned,
    e.next_move,
    e.changed_by,
    e.valid_from
from current_evaluation as e
inner join current_action as a on a.id = e.action
order by e.evaluated_on desc, a.title
