-- Purpose: the solution directions and the frames of the sessions, in the order in which they were put down.
-- Grain: one row per solution direction or frame.
-- Caller: di_data.reports.dialogue.
with lines as (
    select 'solution_direction' as kind, d.id, d.version, d.session, d.text, d.valid_from, d.changed_by, d.put_down_at
    from current_solution_direction as d
    union all
    select 'frame' as kind, f.id, f.version, f.session, f.text, f.valid_from, f.changed_by, f.put_down_at
    from current_frame as f
)
select
    l.id,
    l.version,
    l.valid_from,
    l.changed_by,
    l.kind,
    l.session as session_id,
    l.text
from lines as l
order by l.session, l.kind, l.put_down_at, l.text
