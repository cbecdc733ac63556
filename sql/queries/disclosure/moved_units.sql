-- Purpose: which units that are gone count in which units' present figures, or no longer count there.
-- Grain: one row per unit × unit that is gone.
-- Caller: di_data.disclosure.publication.
select distinct
    m.unit as unit_id,
    unnest(m.gone) as gone
from moved_value as m
