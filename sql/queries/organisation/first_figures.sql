-- Purpose: from when some units have figures of their own.
-- Grain: one row per unit.
-- Parameters: $units their keys
-- Caller: di_data.register.organisation.
select
    o.unit,
    min(o.period) as first_period
from current_observation as o
where list_contains($units::uuid[], o.unit)
group by o.unit
