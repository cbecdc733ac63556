-- Purpose: the moments on which the programme was presented, amended or agreed, newest first.
-- Grain: one row per moment.
-- Caller: di_data.reports.roadmap.
select
    m.id,
    m.version,
    m.valid_from,
    m.changed_by,
    m.body,
    m.step,
    m.held_on,
    m.note
from current_agreement_moment as m
order by m.held_on desc, m.body
