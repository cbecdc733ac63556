-- Purpose: the rows of `factor_rating` that belong to the current version of their dialogue session.
-- Grain: one row per session × factor.
create or replace view current_factor_rating as
select
    c.session,
    c.version,
    c.factor,
    c.rating,
    c.reason
from factor_rating as c
inner join current_dialogue_session as p on p.id = c.session and p.version = c.version;
