-- Purpose: the quarters that the MT closed, when and by whom; the oldest closing first.
-- Grain: one row per closed quarter.
-- Caller: di_data.reports.quarters, di_data.register.quarters.
select
    q.quarter,
    q.as_of,
    q.closed_by
from quarter_close as q
order by q.as_of
