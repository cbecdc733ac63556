-- Purpose: the figures of one indicator that everybody may see, to hold those of a new file against. Hidden ones are left
-- out, because a question would tell them.
-- Grain: one row per unit × period × grain.
-- Parameters: $indicator
-- Caller: di_data.loading.batch.
select
    f.indicator,
    u.code as unit_code,
    f.period,
    f.grain,
    f.value,
    f.numerator,
    f.denominator
from current_published_figure as f
inner join current_org_unit as u on u.id = f.unit
where f.indicator = $indicator
    and f.structure = 'as_was'
    and f.reason is null
    and not f.added_up
    and not f.derived
