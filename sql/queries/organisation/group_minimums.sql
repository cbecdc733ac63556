-- Purpose: the minimum groups in force; an indicator without one of its own has the one without indicator, and without
-- that one the setting counts. `agreed_by` is empty where it took effect at once, because it is not lower.
-- Grain: one row per indicator that has an agreement of its own, and one without indicator for all others.
-- Caller: di_data.reports.group_minimums, di_data.register.group_minimums, di_data.disclosure.auditor_reading, di_data.disclosure.answers.
select
    m.indicator,
    m.minimum,
    m.agreement,
    m.agreed_on,
    m.proposed_by,
    m.agreed_by,
    m.valid_from as in_force_from,
    m.id,
    m.version
from agreed_group_minimum as m
order by m.indicator nulls first
