-- Purpose: which publications say something of which indicators, the oldest first. Minimum: the one of the setting then.
-- Grain: one row per publication × indicator.
-- Caller: di_data.reports.privacy_audit.
select
    p.id as publication,
    p.published_at,
    p.default_minimum,
    r.indicator
from publication as p
inner join publication_part as r on r.publication = p.id
order by p.published_at, r.indicator
