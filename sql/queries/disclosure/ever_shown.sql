-- Purpose: every version of a figure that was ever shown: who saw it knows it.
-- `state`: up to which moment the newest publication with that version goes.
-- Grain: one row per structure × indicator × unit × period × grain × figures shown.
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
    max(p.state) as state
from published_figure as f
inner join publication as p on p.id = f.publication
where list_contains($indicators::varchar[], f.indicator)
    and f.reason is null
    and not f.gone
group by f.structure, f.indicator, f.unit, f.period, f.grain, f.value, f.numerator, f.denominator, f.group_size
