-- Purpose: the newest version of a record of any versioned kind.
-- Grain: one row (version null when there is none).
-- Parameters: $id the record
-- Caller: di_data.register.records.
with versions as (
    select id, version from goal
    union all select id, version from goal_target
    union all select id, version from action
    union all select id, version from check_in
    union all select id, version from evaluation
    union all select id, version from decision
    union all select id, version from remark
    union all select id, version from dialogue_session
    union all select id, version from next_step
    union all select id, version from goal_proposal
    union all select id, version from solution_direction
    union all select id, version from frame
    union all select id, version from photo
    union all select id, version from programme_step
    union all select id, version from org_unit
    union all select id, version from indicator
    union all select id, version from user_role
)
select max(v.version) as version
from versions as v
where v.id = $id
