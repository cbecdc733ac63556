-- Purpose: what the works council asked or remarked, and the answer.
-- Grain: one row per remark.
-- Caller: di_data.reports.programme.
select
    r.id,
    r.version,
    r.about_kind,
    r.about,
    r.text,
    r.answer,
    r.answered_by,
    r.changed_by,
    r.valid_from
from current_remark as r
order by r.valid_from
