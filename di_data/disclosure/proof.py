"""The auditor tries what the gate decided, together with all that was published before, and what it narrows down is taken
back.

The gate's own reasoning looks at sums of one publication. A reorganisation across clusters, a unit of which only a part
of the year is there, and a correction that shows again what protected an older figure make corners that linear
programming sees better. A large first publication is left to the audit itself: it takes a second for every ten thousand
figures.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

import polars as pl

from di_data.disclosure.auditor import Publication, audit
from di_data.disclosure.cells import TABLE, Organisation
from di_data.disclosure.rules import Minimums
from di_data.vocabulary import Hidden

MOST_FIGURES = 6_000
"""Figures of one indicator that are tried at its first publication: some sixty departments over three years by month."""

_TRIES = 3

_YEAR = ["indicator", "year"]

Histories = Mapping[str, Sequence[Publication]]
"""By indicator what was published before, the oldest first."""


def proven(
    told: pl.DataFrame, organisation: Organisation, minimums: Minimums, known: pl.Series, histories: Histories
) -> pl.DataFrame:
    """The same figures with their `reason`; of an indicator and year in which the auditor finds anything only what is
    `known` from earlier publications is still shown.

    `told`: figures of all structures with `reason`. `known`: per row whether it was shown before with this value.
    """
    rows = told
    for _try in range(_TRIES):
        wrong = doubtful(rows, organisation, minimums, known, histories)
        if wrong.is_empty():
            break
        rows = _only_known(rows, known, wrong)
    return rows


def doubtful(
    told: pl.DataFrame, organisation: Organisation, minimums: Minimums, known: pl.Series, histories: Histories
) -> pl.DataFrame:
    """In which years of which indicators something could be worked out that could not before: `indicator, year`."""
    rows = told.with_columns(known=known, year=pl.col("period").dt.year())
    found = [pl.DataFrame(schema={"indicator": pl.String, "year": pl.Int32})]
    for (code,), own in rows.partition_by("indicator", as_dict=True).items():
        history = list(histories.get(str(code), ()))
        for before, now in _tried(own, organisation, history):
            findings = audit([*before, now], minimums.of, minimums.group).findings
            if findings.height and history:
                old = audit(before, minimums.of, minimums.group).findings
                cell = ["kind", "structure", "unit_id", "grain", "period"]
                findings = findings.join(old, on=cell, how="anti")
            found.append(findings.select("indicator", year=pl.col("period").dt.year()))
    return pl.concat(found).unique()


def _tried(
    own: pl.DataFrame, organisation: Organisation, history: Sequence[Publication]
) -> Iterator[tuple[list[Publication], Publication]]:
    """What to give the auditor of one indicator: all of a first publication, later on every year in which something is
    shown that was not."""
    as_was, present = dict(organisation.as_was), dict(organisation.present)
    shown = pl.col("reason").is_null() | pl.col("known")
    if not history:
        if own.height <= MOST_FIGURES:
            parts = [Publication(part, as_was, present) for part in _one_after_another(own.with_columns(shown=shown))]
            yield parts[:-1], parts[-1]
        return
    now = Publication(own.with_columns(shown=shown).drop("known", "year"), as_was, present)
    news = own.filter(pl.col("reason").is_null() & ~pl.col("known"))["year"].unique().sort().to_list()
    spans = [news] if own.height <= MOST_FIGURES and news else [[year] for year in news]
    for years in spans:
        inside = pl.col("period").dt.year().is_in(sorted(with_neighbours(years)))
        every = [replace(one, figures=one.figures.filter(inside)) for one in (*history, now)]
        yield [one for one in every[:-1] if one.figures.height], every[-1]


def with_neighbours(years: Iterable[int]) -> set[int]:
    """Years, and those into which a moving year reaches that has a part in them."""
    return {year + step for year in years for step in (-1, 0, 1)}


def _one_after_another(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """What was shown before of the periods that there were then, and what would be shown now."""
    told, known = rows.drop("known", "year"), rows["known"]
    was_there = rows.select(pl.col("known").any().over(TABLE)).to_series()
    before = told.with_columns(shown=known).filter(was_there)
    return [before, told] if before.height else [told]


def _only_known(told: pl.DataFrame, known: pl.Series, wrong: pl.DataFrame) -> pl.DataFrame:
    """Hide what is not known in these years, with the moving years that reach into them."""
    near = pl.concat([wrong, wrong.with_columns(pl.col("year") - 1)]).unique()
    rows = told.with_columns(year=pl.col("period").dt.year())
    is_wrong, is_near = (
        rows.join(years.with_columns(found=pl.lit(True)), on=_YEAR, how="left", maintain_order="left")["found"]
        for years in (wrong, near)
    )
    is_moving = told["grain"] == "moving_year"
    takes_back = is_wrong.fill_null(False) | (is_moving & is_near.fill_null(False))
    is_taken = takes_back & ~known & ~told["public_source"].fill_null(False)
    return told.with_columns(
        reason=pl.when(is_taken).then(pl.coalesce("reason", pl.lit(Hidden.PROTECTS_ANOTHER.value))).otherwise("reason")
    )
