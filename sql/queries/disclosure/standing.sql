-- Purpose: the figures that stand as they stood before, because the correction is about a few people.
-- Grain: one row per indicator × unit × grain × period.
-- Caller: di_data.disclosure.standing.
select
    s.indicator,
    s.unit as unit_id,
    s.grain,
    s.period,
    s.stands_as_of
from standing_figure as s
inner join publication as p on p.id = s.publication
qualify row_number() over (
    partition by s.indicator, s.unit, s.grain, s.period
    order by p.published_at desc, s.step desc
) = 1
    and s.stands_as_of is not null
