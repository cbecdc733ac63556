-- Purpose: the figures as they stood at the moment `as_of`: from the newest delivery that counts. A correction about so
-- few people that it waits does not count yet: there the figure stands as it stood before (see standing_figure).
-- Grain: one row per indicator × unit × period × grain.
create or replace view current_observation as
select
    o.delivery,
    o.indicator,
    o.unit,
    o.period,
    o.grain,
    o.value,
    o.numerator,
    o.denominator,
    o.group_size,
    o.invited,
    o.provisional,
    d.public_source,
    d.kind = 'survey' as from_survey
from observation as o
inner join delivery as d on d.id = o.delivery
left join delivery_withdrawal as w on w.delivery = o.delivery
left join current_standing_figure as s
    on s.indicator = o.indicator and s.unit = o.unit and s.grain = o.grain and s.period = o.period
where d.loaded_at <= coalesce(s.stands_as_of, getvariable('as_of'), timestamp '9999-12-31')
    and coalesce(w.withdrawn_at > coalesce(s.stands_as_of, getvariable('as_of'), timestamp '9999-12-31'), true)
qualify row_number() over (partition by o.indicator, o.unit, o.period, o.grain order by d.loaded_at desc) = 1;
