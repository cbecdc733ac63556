-- Purpose: the figures that stand as they stood before, because the correction is about a few people.
-- Grain: one row per indicator × unit × grain × period.
-- Caller: di_data.disclosure.standing.
select
    s.indicator,
    s.unit as unit_id,
    s.grain,
    s.period,
    s.stands_as_of
from current_standing_figure as s
