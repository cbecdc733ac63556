-- Purpose: all that was published, up to the moment `as_of`, of the questions and periods of which there are answers: the
-- figure of a unit in each publication in which it changed. As departments were; the figures of longer periods that are
-- made of months are left out.
-- Grain: one row per indicator × grain × period × unit × publication.
-- Parameters: $indicators a list of codes
-- Caller: di_data.disclosure.answers.
with asked as (
    select distinct a.question, a.grain, a.period
    from answer_count as a
    where list_contains($indicators::varchar[], a.question)
)
select
    f.indicator,
    f.grain,
    f.period,
    p.published_at,
    b.default_minimum,
    f.unit as unit_id,
    f.numerator,
    f.denominator,
    f.group_size,
    f.public_source,
    f.added_up,
    f.derived,
    f.delivery,
    f.reason is null and not f.gone as shown,
    f.gone
from published_figure as f
inner join current_publication as p on p.id = f.publication
inner join publication as b on b.id = p.id
semi join asked as a on a.question = f.indicator and a.grain = f.grain and a.period = f.period
where f.structure = 'as_was'
order by f.indicator, f.grain, f.period, p.published_at, f.unit
