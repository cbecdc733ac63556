-- Purpose: at which tables the foreign keys of each table point, to copy a store in an order that they allow.
-- Grain: one row per table.
-- Caller: di_data.store.rewriting.
with keys as (
    select c.table_name, list(distinct c.referenced_table) as referenced
    from duckdb_constraints() as c
    where c.database_name = 'store'
        and c.constraint_type = 'FOREIGN KEY'
    group by c.table_name
)
select
    t.table_name,
    coalesce(k.referenced, []) as referenced
from duckdb_tables() as t
left join keys as k on k.table_name = t.table_name
where t.database_name = 'store'
