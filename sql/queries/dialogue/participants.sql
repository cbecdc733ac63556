-- Purpose: who took part in the sessions: roles and counts.
-- Grain: one row per session × role.
-- Caller: di_data.reports.dialogue.
select
    p.session as session_id,
    p.role,
    p.participants
from current_participant_count as p
order by p.session, p.role
