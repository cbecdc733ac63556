-- Purpose: every version of a record with all its columns, and the rows of the tables that belong to it, as JSON: for
-- the trace of changes, for undoing the last one, and for taking a record away with its content.
-- Grain: one row per version.
-- Parameters: $kind the table of the record, $id its key
-- Caller: di_data.register.history, di_data.reports.trace.
with versions as (
    select 'goal' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from goal as v
    union all select 'goal_target' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from goal_target as v
    union all select 'check_in' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from check_in as v
    union all select 'action' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from action as v
    union all select 'action_note' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from action_note as v
    union all select 'evaluation' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from evaluation as v
    union all select 'decision' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from decision as v
    union all select 'remark' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from remark as v
    union all select 'dialogue_session' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from dialogue_session as v
    union all select 'goal_proposal' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from goal_proposal as v
    union all select 'solution_direction' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from solution_direction as v
    union all select 'frame' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from frame as v
    union all select 'next_step' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from next_step as v
    union all select 'programme_step' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from programme_step as v
    union all select 'stakeholder' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from stakeholder as v
    union all select 'agreement_moment' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from agreement_moment as v
    union all select 'programme_scope' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from programme_scope as v
    union all select 'instrument' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from instrument as v
    union all select 'consultation' as kind, v.id, v.version, v.valid_from, v.changed_by, to_json(v)::varchar as content from consultation as v
),
parts as (
    select 'goal' as kind, c.goal as id, c.version, 'goal_factor' as part, to_json(list(c order by c.factor))::varchar as content from goal_factor as c where c.goal = $id::uuid group by c.goal, c.version
    union all select 'goal' as kind, c.goal as id, c.version, 'goal_unit' as part, to_json(list(c order by c.unit))::varchar as content from goal_unit as c where c.goal = $id::uuid group by c.goal, c.version
    union all select 'goal' as kind, c.goal as id, c.version, 'goal_indicator' as part, to_json(list(c order by c.indicator))::varchar as content from goal_indicator as c where c.goal = $id::uuid group by c.goal, c.version
    union all select 'action' as kind, c.action as id, c.version, 'action_unit' as part, to_json(list(c order by c.unit))::varchar as content from action_unit as c where c.action = $id::uuid group by c.action, c.version
    union all select 'action' as kind, c.action as id, c.version, 'action_factor' as part, to_json(list(c order by c.factor))::varchar as content from action_factor as c where c.action = $id::uuid group by c.action, c.version
    union all select 'action' as kind, c.action as id, c.version, 'action_phase' as part, to_json(list(c order by c.phase))::varchar as content from action_phase as c where c.action = $id::uuid group by c.action, c.version
    union all select 'action' as kind, c.action as id, c.version, 'action_step' as part, to_json(list(c order by c.position))::varchar as content from action_step as c where c.action = $id::uuid group by c.action, c.version
    union all select 'dialogue_session' as kind, c.session as id, c.version, 'participant_count' as part, to_json(list(c order by c.role))::varchar as content from participant_count as c where c.session = $id::uuid group by c.session, c.version
    union all select 'dialogue_session' as kind, c.session as id, c.version, 'factor_rating' as part, to_json(list(c order by c.factor))::varchar as content from factor_rating as c where c.session = $id::uuid group by c.session, c.version
    union all select 'programme_scope' as kind, c.programme_scope as id, c.version, 'programme_scope_unit' as part, to_json(list(c order by c.unit))::varchar as content from programme_scope_unit as c where c.programme_scope = $id::uuid group by c.programme_scope, c.version
),
together as (
    select p.kind, p.id, p.version, list(p.part order by p.part) as parts, list(p.content order by p.part) as contents
    from parts as p
    group by p.kind, p.id, p.version
)
select
    v.version,
    v.valid_from,
    v.changed_by,
    v.content,
    t.parts,
    t.contents
from versions as v
left join together as t on t.kind = v.kind and t.id = v.id and t.version = v.version
where v.kind = $kind
    and v.id = $id::uuid
order by v.version
