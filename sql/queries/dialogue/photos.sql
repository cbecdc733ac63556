-- Purpose: the photos of the paper card of a session.
-- Grain: one row per photo.
-- Parameters: $session the key of the session
-- Caller: di_data.reports.dialogue.
select
    p.id,
    p.version,
    p.media_type,
    p.content,
    p.changed_by,
    p.valid_from
from current_photo as p
where p.session = $session::uuid
order by p.valid_from
