-- Purpose: the figures that stand as they stood before, because the correction is about a few people.
-- Grain: one row per indicator × unit × grain × period.
create or replace view current_standing_figure as
with newest as (
    select
        s.indicator,
        s.unit,
        s.grain,
        s.period,
        s.stands_as_of
    from standing_figure as s
    inner join current_publication as p on p.id = s.publication
    qualify row_number() over (
        partition by s.indicator, s.unit, s.grain, s.period
        order by p.published_at desc, s.step desc
    ) = 1
)
select
    n.indicator,
    n.unit,
    n.grain,
    n.period,
    n.stands_as_of
from newest as n
where n.stands_as_of is not null;
