-- Purpose: every version of a figure that was ever shown: who saw it knows it.
-- Grain: one row per structure × indicator × unit × period × grain × figures shown.
-- Parameters: $indicators a list of codes
-- Caller: di_data.disclosure.publication.
select distinct
    f.structure,
    f.indicator,
    f.unit as unit_id,
    f.period,
    f.grain,
    f.value,
    f.numerator,
    f.denominator,
    f.group_size
from published_figure as f
where list_contains($indicators::varchar[], f.indicator)
    and f.reason is null
    and not f.gone
