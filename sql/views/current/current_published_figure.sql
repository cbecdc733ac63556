-- Purpose: what anybody could see at the moment `as_of`: of every figure the newest publication by then.
-- Grain: one row per structure × indicator × unit × period × grain.
create or replace view current_published_figure as
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
    f.provisional,
    f.public_source,
    f.added_up,
    f.derived,
    f.delivery,
    f.reason,
    f.instead_unit,
    f.instead_period,
    f.instead_grain
from published_figure as f
inner join current_publication as p on p.id = f.publication
qualify row_number() over (
    partition by f.structure, f.indicator, f.unit, f.period, f.grain
    order by p.published_at desc
) = 1
    and not f.gone;
