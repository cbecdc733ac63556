-- Purpose: in what each indicator is expressed.
-- Grain: one row per indicator.
-- Caller: di_data.loading.batch, di_data.loading.differences, di_data.loading.action_rows, di_data.register.indicators, di_data.register.group_minimums, di_data.reports.corrections, di_data.reports.privacy_audit, di_data.register.remarks.
select
    i.code as indicator,
    i.name as indicator_name,
    i.measure
from current_indicator as i
order by i.code
