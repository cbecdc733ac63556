-- Purpose: the figures that a new file may replace, as they were delivered: before the privacy gate, to be compared only.
-- Grain: one row per indicator × unit × period × grain.
-- Parameters: $indicators a list of codes, $first and $last the first days of the file's first and last period
-- Caller: di_data.loading.differences.
select
    o.indicator,
    o.unit,
    o.period,
    o.grain,
    o.value,
    o.numerator,
    o.denominator,
    o.group_size,
    o.invited
from current_observation as o
where list_contains($indicators::varchar[], o.indicator)
    and o.period between $first::date and $last::date
