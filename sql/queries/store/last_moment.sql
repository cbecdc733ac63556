-- Purpose: the moment of the newest write that orders versions or deliveries.
-- Grain: one row.
-- Caller: di_data.store.connection.
select max(moment) as moment
from (
    select max(d.loaded_at) as moment from delivery as d
    union all
    select max(w.withdrawn_at) as moment from delivery_withdrawal as w
) as moments
