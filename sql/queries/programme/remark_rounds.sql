-- Purpose: every round of question and answer, oldest first: what was asked again, by whom and when, and what was answered.
-- Grain: one row per remark and round.
-- Caller: di_data.reports.voice.
select
    r.id,
    r.round,
    r.follow_up,
    coalesce(r.asked_by, r.changed_by) as asked_by,
    coalesce(r.asked_at, r.valid_from) as asked_at,
    r.answer,
    r.answered_by,
    r.answered_as,
    r.answered_at
from current_remark_round as r
order by r.id, r.round
