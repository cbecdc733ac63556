-- Purpose: the requests to the works council for advice or consent, those that wait first, then the newest.
-- Grain: one row per request.
-- Caller: di_data.reports.voice.
select
    c.id,
    c.version,
    c.valid_from,
    c.changed_by,
    c.kind,
    c.subject,
    c.article,
    c.requested_on,
    c.due_on,
    c.outcome,
    c.outcome_on,
    c.note
from current_consultation as c
order by c.outcome is not null, coalesce(c.outcome_on, c.requested_on) desc, c.subject, c.id
