-- Purpose: the publications that counted at the moment `as_of`. The first one of a state of the store counts from that
-- state on, because nobody saw the figures before it; a later one of the same state (another minimum in the settings,
-- another rule, a department that ended meanwhile) from the moment it was made.
-- Grain: one row per publication.
create or replace view current_publication as
with moments as (
    select
        p.id,
        p.published_at,
        case
            when row_number() over (partition by p.state order by p.published_at) = 1 then p.state
            else p.published_at
        end as counts_from
    from publication as p
)
select
    m.id,
    m.published_at
from moments as m
where m.counts_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31');
