-- Purpose: the newest write on which figures and their hiding rest, and the newest publication. `reorganised`: whether a
-- department ended since and went on in another one, which moves its figures there without a write.
-- Grain: one row.
-- Parameters: $today the day (UTC)
-- Caller: di_data.disclosure.publication.
with writes as (
    select d.loaded_at as moment from delivery as d
    union all select w.withdrawn_at as moment from delivery_withdrawal as w
    union all select u.valid_from as moment from org_unit as u
    union all select i.valid_from as moment from indicator as i
    union all select m.valid_from as moment from group_minimum as m
),
newest as (
    select p.id, p.published_at, p.state, p.default_minimum, p.rules
    from publication as p
    qualify row_number() over (order by p.published_at desc) = 1
)
select
    max(w.moment) as state,
    max(n.id) as publication,
    max(n.state) as published_state,
    max(n.default_minimum) as default_minimum,
    max(n.rules) as rules,
    exists (
        select 1
        from current_org_unit as u
        inner join newest as before on u.ends_on >= before.published_at::date
        where u.successor is not null and u.ends_on < $today::date
    ) as reorganised
from writes as w
left join newest as n on true
