"""The last look before publishing: the auditor tries what the gate decided, and what it can narrow down is taken back.

The gate's own reasoning holds without this. It looks at sums; a reorganisation across clusters and a unit of which only
a part of the year is there make corners that linear programming sees better. Large tables are left to the audit
itself, because it takes a second for every ten thousand figures.
"""

import polars as pl

from di_data.disclosure.auditor import Publication, audit
from di_data.disclosure.rules import Minimums
from di_data.vocabulary import Hidden

MOST_FIGURES = 6_000
"""Figures of one indicator that are tried at every publication: some sixty departments over three years by month."""

_TRIES = 3


def proven(
    told: pl.DataFrame, as_was: dict[str, str | None], present: dict[str, str | None], minimums: Minimums,
    known: pl.Series,
) -> pl.DataFrame:  # fmt: skip
    """The same figures with their `reason`; of an indicator and year in which the auditor finds anything only what is
    `known` from earlier publications is still shown.

    `told`: figures of all structures with `reason`. `known`: per row whether it was shown before with this value.
    """
    sizes = told.group_by("indicator").len().filter(pl.col("len") <= MOST_FIGURES)["indicator"].to_list()
    rows = told.with_columns(known=known, year=pl.col("period").dt.year())
    for _try in range(_TRIES):
        tried = rows.filter(pl.col("indicator").is_in(sizes))
        if tried.is_empty():
            break
        publications = [Publication(figures, as_was, present) for figures in _one_after_another(tried)]
        found = audit(publications, minimums.of, minimums.group).findings
        if found.is_empty():
            break
        sizes = found["indicator"].unique().to_list()
        wrong = found.select("indicator", year=pl.col("period").dt.year()).unique().with_columns(is_wrong=pl.lit(True))
        last = pl.col("grain") == "moving_year"
        touched = pl.concat([wrong, wrong.with_columns(pl.col("year") - 1)]).unique().rename({"is_wrong": "is_near"})
        rows = (
            rows.join(wrong, on=["indicator", "year"], how="left", maintain_order="left")
            .join(touched, on=["indicator", "year"], how="left", maintain_order="left")
            .with_columns(
                reason=pl.when(
                    (pl.col("is_wrong") | (last & pl.col("is_near"))) & ~pl.col("known") & ~pl.col("public_source")
                )
                .then(pl.coalesce("reason", pl.lit(Hidden.PROTECTS_ANOTHER.value)))
                .otherwise("reason")
            )
            .drop("is_wrong", "is_near")
        )
    return rows.drop("known", "year")


def _one_after_another(rows: pl.DataFrame) -> list[pl.DataFrame]:
    """What was shown before of the periods that there were then, and what would be shown now."""
    told, known = rows.drop("known", "year"), rows["known"]
    was_there = rows.select(pl.col("known").any().over("structure", "indicator", "grain", "period")).to_series()
    before = told.with_columns(shown=known).filter(was_there)
    now = told.with_columns(shown=pl.col("reason").is_null() | known)
    return [before, now] if before.height else [now]
