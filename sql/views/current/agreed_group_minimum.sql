-- Purpose: minimum groups in force at the moment `as_of`: the newest version by then that was agreed, whatever was
-- proposed, declined or taken back after it. A version that answers a proposal was agreed by who saved it and proposed
-- by who saved the one before it; any other took effect at once, because it is not lower than what stood before.
-- Grain: one row per indicator that has an agreement of its own, and one for all others.
create or replace view agreed_group_minimum as
with versions as (
    select
        v.id,
        v.version,
        v.valid_from,
        v.changed_by,
        v.indicator,
        v.minimum,
        v.agreement,
        v.agreed_on,
        v.status,
        v.removed,
        lag(v.status) over by_version as status_before,
        lag(v.changed_by) over by_version as changed_by_before
    from group_minimum as v
    where v.valid_from <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
    window by_version as (partition by v.id order by v.version)
)
select
    v.id,
    v.version,
    v.valid_from,
    v.indicator,
    v.minimum,
    v.agreement,
    v.agreed_on,
    case when v.status_before = 'proposed' then v.changed_by_before else v.changed_by end as proposed_by,
    case when v.status_before = 'proposed' then v.changed_by end as agreed_by
from versions as v
where v.status = 'agreed'
    and not coalesce(v.removed, false)
qualify row_number() over (partition by v.id order by v.version desc) = 1;
