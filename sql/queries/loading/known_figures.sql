-- Purpose: the figures of one indicator that count now, to hold those of a new file against.
-- Grain: one row per unit × period × grain.
-- Parameters: $indicator
-- Caller: di_data.loading.batch.
select
    o.indicator,
    u.code as unit_code,
    o.period,
    o.grain,
    o.value,
    o.numerator,
    o.denominator
from current_observation as o
inner join current_org_unit as u on u.id = o.unit
where o.indicator = $indicator
