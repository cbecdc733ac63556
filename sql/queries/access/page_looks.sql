-- Purpose: which desk looked at which page, and how often, from a day on. Of no single day: a desk can be one person.
-- Grain: one row per page × role.
-- Parameters: $since the first day that counts
-- Caller: di_data.reports.oversight.
select
    l.page,
    l.role,
    sum(l.looks)::bigint as looks,
    min(l.day) as first_on
from current_page_look as l
where l.day >= $since
group by l.page, l.role
order by l.page, l.role
