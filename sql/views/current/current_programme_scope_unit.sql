-- Purpose: the rows of `programme_scope_unit` that belong to the current version of their programme scope.
-- Grain: one row per scope × unit.
create or replace view current_programme_scope_unit as
select
    c.programme_scope,
    c.version,
    c.unit
from programme_scope_unit as c
inner join current_programme_scope as p on p.id = c.programme_scope and p.version = c.version;
