-- Purpose: what anybody could see of some indicators right after one publication.
-- Grain: one row per structure × indicator × unit × period × grain.
-- Parameters: $published_at the moment of the publication, $indicators a list of codes
-- Caller: di_data.disclosure.auditor_reading.
with newest as (
    select
        f.structure,
        f.indicator,
        f.unit,
        f.period,
        f.grain,
        f.value,
        f.numerator,
        f.denominator,
        f.group_size,
        f.invited,
        f.reason,
        f.gone
    from published_figure as f
    inner join publication as p on p.id = f.publication
    where p.published_at <= $published_at::timestamp
        and list_contains($indicators::varchar[], f.indicator)
    qualify row_number() over (
        partition by f.structure, f.indicator, f.unit, f.period, f.grain
        order by p.published_at desc
    ) = 1
)
select
    n.structure,
    n.indicator,
    n.unit as unit_id,
    n.period,
    n.grain,
    n.value as value_then,
    n.numerator as numerator_then,
    n.denominator as denominator_then,
    n.group_size as group_size_then,
    n.invited as invited_then,
    n.reason is null as shown
from newest as n
where not n.gone
