-- Purpose: of every indicator the mark of the figures that were judged last.
-- Grain: one row per indicator.
-- Caller: di_data.disclosure.publication.
select
    r.indicator,
    r.fingerprint
from publication_part as r
inner join publication as p on p.id = r.publication
qualify row_number() over (partition by r.indicator order by p.published_at desc) = 1
