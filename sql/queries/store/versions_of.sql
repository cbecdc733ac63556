-- Purpose: the highest version of records of any versioned kind, to number the next one, and the version that counts,
-- to tell whether somebody saved in the meantime. They differ after a file was withdrawn.
-- Grain: one row per record that has a version; present is null where none counts.
-- Parameters: $ids a list of records
-- Caller: di_data.register.records.
with every as (
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
    union all select id, version from action_note
    union all select id, version from stakeholder
    union all select id, version from agreement_moment
    union all select id, version from programme_scope
    union all select id, version from instrument
    union all select id, version from group_minimum
    union all select id, version from consultation
),
counting as (
    select id, version from current_goal
    union all select id, version from current_goal_target
    union all select id, version from current_action
    union all select id, version from current_check_in
    union all select id, version from current_evaluation
    union all select id, version from current_decision
    union all select id, version from current_remark
    union all select id, version from current_dialogue_session
    union all select id, version from current_next_step
    union all select id, version from current_goal_proposal
    union all select id, version from current_solution_direction
    union all select id, version from current_frame
    union all select id, version from current_photo
    union all select id, version from current_programme_step
    union all select id, version from current_org_unit
    union all select id, version from current_indicator
    union all select id, version from current_user_role
    union all select id, version from current_action_note
    union all select id, version from current_stakeholder
    union all select id, version from current_agreement_moment
    union all select id, version from current_programme_scope
    union all select id, version from current_instrument
    union all select id, version from current_group_minimum
    union all select id, version from current_consultation
)
select
    e.id,
    max(e.version) as highest,
    max(c.version) as present
from every as e
left join counting as c on c.id = e.id
where e.id in (select unnest($ids::uuid[]))
group by e.id
