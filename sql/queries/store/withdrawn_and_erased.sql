-- Purpose: how often a delivery was withdrawn and a text was erased, and when that was the last time.
-- Grain: one row per thing that can be done: `withdrawn`, `erased`.
-- Caller: di_data.reports.oversight.
select
    'withdrawn' as done,
    count(*) as times,
    max(w.withdrawn_at) as last_at
from delivery_withdrawal as w
union all
select
    'erased' as done,
    count(*) as times,
    max(e.erased_at) as last_at
from erasure as e
order by done
