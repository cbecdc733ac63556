-- Purpose: which publications are about which indicators, the oldest first: where figures were judged anew, and where rows
-- stand, whatever was noted of them. `default_minimum` is the group minimum of the setting then.
-- Grain: one row per publication × indicator.
-- Caller: di_data.disclosure.auditor_reading.
with about as (
    select r.publication, r.indicator from publication_part as r
    union
    select f.publication, f.indicator from published_figure as f
)
select
    p.id as publication,
    p.published_at,
    p.default_minimum,
    a.indicator
from publication as p
inner join about as a on a.publication = p.id
order by p.published_at, a.indicator
