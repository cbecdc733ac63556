-- Purpose: the moment of the newest write, which the next one has to follow.
-- Grain: one row.
-- Caller: di_data.store.connection.
with moments as (
    select d.loaded_at as moment from delivery as d
    union all select w.withdrawn_at as moment from delivery_withdrawal as w
    union all select goal.valid_from as moment from goal
    union all select goal_target.valid_from as moment from goal_target
    union all select action.valid_from as moment from action
    union all select check_in.valid_from as moment from check_in
    union all select evaluation.valid_from as moment from evaluation
    union all select decision.valid_from as moment from decision
    union all select remark.valid_from as moment from remark
    union all select dialogue_session.valid_from as moment from dialogue_session
    union all select next_step.valid_from as moment from next_step
    union all select goal_proposal.valid_from as moment from goal_proposal
    union all select solution_direction.valid_from as moment from solution_direction
    union all select frame.valid_from as moment from frame
    union all select photo.valid_from as moment from photo
    union all select programme_step.valid_from as moment from programme_step
    union all select org_unit.valid_from as moment from org_unit
    union all select indicator.valid_from as moment from indicator
    union all select user_role.valid_from as moment from user_role
    union all select action_note.valid_from as moment from action_note
    union all select stakeholder.valid_from as moment from stakeholder
    union all select agreement_moment.valid_from as moment from agreement_moment
    union all select programme_scope.valid_from as moment from programme_scope
    union all select instrument.valid_from as moment from instrument
    union all select group_minimum.valid_from as moment from group_minimum
    union all select consultation.valid_from as moment from consultation
    union all select erasure.erased_at as moment from erasure
    union all select publication.published_at as moment from publication
    union all select quarter_close.as_of as moment from quarter_close
    union all select privacy_audit.audited_at as moment from privacy_audit
    union all select page_look.counted_at as moment from page_look
)
select max(m.moment) as moment
from moments as m
