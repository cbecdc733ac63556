-- Purpose: the months of some indicators in the structure as it was, of every unit, to read many series at once.
-- Grain: one row per indicator × unit × month; no value where it is hidden.
-- Parameters: $indicators a list of codes
-- Caller: di_data.disclosure.publication.
select
    f.indicator,
    f.unit as unit_id,
    f.period,
    f.value
from current_published_figure as f
where f.structure = 'as_was'
    and f.grain = 'month'
    and list_contains($indicators::varchar[], f.indicator)
