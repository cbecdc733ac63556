-- Purpose: the questions of the roadmap that were answered or added.
-- Grain: one row per question.
-- Caller: di_data.reports.roadmap.
select
    s.id,
    s.version,
    s.valid_from,
    s.changed_by,
    s.code,
    s.phase,
    s.question,
    s.answer,
    s.owner_role,
    s.due_on,
    s.status
from current_programme_step as s
order by s.phase, s.valid_from
