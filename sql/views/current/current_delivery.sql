-- Purpose: deliveries that counted at the moment `as_of`: loaded by then and not withdrawn by then.
-- Grain: one row per delivery.
create or replace view current_delivery as
select
    d.id,
    d.kind,
    d.profile,
    d.file_name,
    d.sha256,
    d.loaded_at,
    d.source,
    d.public_source
from delivery as d
left join delivery_withdrawal as w
    on w.delivery = d.id
    and w.withdrawn_at <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
where d.loaded_at <= coalesce(getvariable('as_of'), timestamp '9999-12-31')
    and w.delivery is null;
