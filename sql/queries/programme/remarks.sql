-- Purpose: what the works council asked or remarked, and the answer; of a question that was asked again the last round.
-- Grain: one row per remark.
-- Caller: di_data.reports.voice, di_data.register.remarks.
with first_round as (
    select r.id, coalesce(r.asked_by, r.changed_by) as asked_by, coalesce(r.asked_at, r.valid_from) as asked_at
    from current_remark_round as r
    where r.round = 1
)
select
    r.id,
    r.version,
    r.about_kind,
    r.about,
    r.text,
    r.round,
    r.follow_up,
    r.answer,
    r.answered_by,
    r.answered_as,
    r.answered_at,
    coalesce(r.asked_by, f.asked_by) as asked_by,
    coalesce(r.asked_at, f.asked_at) as asked_at,
    f.asked_by as first_asked_by,
    f.asked_at as first_asked_at,
    r.changed_by,
    r.valid_from
from current_remark as r
inner join first_round as f on f.id = r.id
order by f.asked_at, r.id
