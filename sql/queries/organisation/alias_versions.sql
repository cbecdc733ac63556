-- Purpose: the newest version of every alias, also of those that were withdrawn.
-- Grain: one row per alias.
-- Caller: di_data.register.aliases.
select
    a.alias,
    a.version,
    a.unit,
    a.active
from current_unit_alias as a
order by a.alias
