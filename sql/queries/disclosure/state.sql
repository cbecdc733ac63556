-- Purpose: the newest write on which figures and their hiding rest, and the newest publication.
-- Grain: one row.
-- Caller: di_data.disclosure.publication.
with writes as (
    select d.loaded_at as moment from delivery as d
    union all select w.withdrawn_at as moment from delivery_withdrawal as w
    union all select u.valid_from as moment from org_unit as u
    union all select i.valid_from as moment from indicator as i
    union all select m.valid_from as moment from group_minimum as m
),
newest as (
    select p.id, p.state, p.default_minimum, p.rules
    from publication as p
    qualify row_number() over (order by p.published_at desc) = 1
)
select
    max(w.moment) as state,
    max(n.id) as publication,
    max(n.state) as published_state,
    max(n.default_minimum) as default_minimum,
    max(n.rules) as rules
from writes as w
left join newest as n on true
