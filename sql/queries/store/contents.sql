-- Purpose: how many rows the main tables hold.
-- Grain: one row per table.
-- Caller: di_data.reports.health.
select 'org_unit' as name, count(*) as rows from current_org_unit
union all select 'delivery' as name, count(*) as rows from current_delivery
union all select 'observation' as name, count(*) as rows from observation
union all select 'reference_value' as name, count(*) as rows from reference_value
union all select 'dialogue_session' as name, count(*) as rows from current_dialogue_session
union all select 'goal' as name, count(*) as rows from current_goal
union all select 'action' as name, count(*) as rows from current_action
union all select 'evaluation' as name, count(*) as rows from current_evaluation
