-- Purpose: the newest publication.
-- Grain: one row, or none when nothing was published.
-- Caller: di_data.disclosure.auditor_reading.
select
    p.id,
    p.published_at
from publication as p
qualify row_number() over (order by p.published_at desc) = 1
