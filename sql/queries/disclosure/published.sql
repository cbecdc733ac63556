-- Purpose: the figures of some indicators as they are published, to be held against what is true now.
-- Grain: one row per structure × indicator × unit × period × grain.
-- Parameters: $indicators a list of codes
-- Caller: di_data.disclosure.publication.
select
    f.structure,
    f.indicator,
    f.unit as unit_id,
    f.period,
    f.grain,
    f.value,
    f.numerator,
    f.denominator,
    f.group_size,
    f.invited,
    f.provisional,
    f.public_source,
    f.added_up,
    f.derived,
    f.delivery,
    f.reason,
    f.instead_unit,
    f.instead_period,
    f.instead_grain
from current_published_figure as f
where list_contains($indicators::varchar[], f.indicator)
