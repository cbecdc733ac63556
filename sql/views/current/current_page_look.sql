-- Purpose: how often each page was looked at, of what was written by the moment `as_of`.
-- Grain: one row per day × page × role.
create or replace view current_page_look as
select
    l.day,
    l.page,
    l.role,
    sum(l.looks)::bigint as looks
from page_look as l
where l.counted_at <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
group by l.day, l.page, l.role;
