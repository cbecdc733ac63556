-- Purpose: the quarters that the MT has closed.
-- Grain: one row per quarter.
-- Caller: di_data.loading.differences.
select q.quarter
from quarter_close as q
order by q.quarter
