-- Purpose: which units lie above which in the present structure, at any distance.
-- Grain: one row per unit × unit above it.
create or replace view present_ancestor as
with recursive above as (
    select
        p.unit,
        p.parent as ancestor
    from present_parent as p
    where p.parent is not null
    union
    select
        a.unit,
        p.parent as ancestor
    from above as a
    inner join present_parent as p on p.unit = a.ancestor
    where p.parent is not null
)
select
    above.unit,
    above.ancestor
from above
where above.unit <> above.ancestor;
