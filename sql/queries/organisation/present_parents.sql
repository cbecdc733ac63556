-- Purpose: what lies above every unit in the present structure; above a unit that is gone, the one in which it went on.
-- Grain: one row per unit.
-- Caller: di_data.disclosure.publication, di_data.disclosure.auditor_reading.
select
    p.unit,
    p.parent,
    exists (select 1 from gone_unit as g where g.unit = p.unit) as gone
from present_parent as p
order by p.unit
