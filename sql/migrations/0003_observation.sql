-- Purpose: figures without a foreign key to their delivery, which took a third of the time of storing a large file.
-- A constraint cannot be dropped, so the table is made anew and takes the rows over; nothing of them changes.
-- See docs/decisions/0004-facts-without-keys.md.

create table observation_anew (
    delivery uuid not null,
    indicator text not null,
    unit uuid not null,
    period date not null,
    grain text not null,
    value double,
    numerator double,
    denominator double,
    group_size double,
    invited double,
    provisional boolean not null,
    check (grain in ('month', 'quarter', 'year')),
    check (value is not null or (numerator is not null and denominator > 0)),
    check (numerator is null or numerator >= 0),
    check (denominator is null or denominator >= 0),
    check (group_size is null or group_size >= 0),
    check (invited is null or invited >= 0)
);

insert into observation_anew
select
    o.delivery,
    o.indicator,
    o.unit,
    o.period,
    o.grain,
    o.value,
    o.numerator,
    o.denominator,
    o.group_size,
    o.invited,
    o.provisional
from observation as o;

drop table observation;

alter table observation_anew rename to observation;
