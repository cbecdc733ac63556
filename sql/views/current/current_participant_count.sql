-- Purpose: the rows of `participant_count` that belong to the current version of their dialogue session.
-- Grain: one row per session × role.
create or replace view current_participant_count as
select
    c.session,
    c.version,
    c.role,
    c.participants
from participant_count as c
inner join current_dialogue_session as p on p.id = c.session and p.version = c.version;
