-- Purpose: who has an interest in the programme, most support first.
-- Grain: one row per stakeholder.
-- Caller: di_data.reports.roadmap.
select
    s.id,
    s.version,
    s.valid_from,
    s.changed_by,
    s.who,
    s.interest,
    s.support,
    s.ambassador
from current_stakeholder as s
order by s.support desc, s.who
