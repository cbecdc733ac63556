-- Purpose: whether any figure of these indicators counts now.
-- Grain: one row, or none.
-- Parameters: $indicators
-- Caller: di_data.loading.deliver.
select o.indicator
from current_observation as o
where list_contains($indicators::varchar[], o.indicator)
limit 1
