-- Purpose: the instruments that this municipality added to the library.
-- Grain: one row per instrument.
-- Caller: di_data.reports.roadmap.
select
    i.id,
    i.version,
    i.valid_from,
    i.changed_by,
    i.name,
    i.purpose
from current_instrument as i
order by i.name
