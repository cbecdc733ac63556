"""From clean rows to observations and benchmarks: one row per indicator × unit × period."""

from collections.abc import Callable

import polars as pl

from di_data.contracts.figures import ANSWERS
from di_data.loading.cleaning.clean import Cleaned
from di_data.periods import days_in_period
from di_data.vocabulary import Kind

CELL = ("indicator", "unit", "period", "grain")
"""What a figure is about: the store has one of each."""


def _absence(rows: pl.DataFrame) -> pl.DataFrame:
    rate = rows.with_columns(
        indicator=pl.lit("absence_rate"), value=pl.col("absence_rate"), numerator=pl.col("sick_days"),
        denominator=pl.col("available_days"), group_size=pl.col("employees"),
    )  # fmt: skip
    # The frequency is per year: the denominator is the number of employee-years in the period. Counts win from a
    # delivered frequency, because departments can be added up with them only.
    counted = pl.col("new_cases").is_not_null() & pl.col("employees").is_not_null()
    frequency = rows.filter(counted | pl.col("absence_frequency").is_not_null()).with_columns(
        indicator=pl.lit("absence_frequency"),
        value=pl.when(~counted).then("absence_frequency"),
        numerator=pl.when(counted).then("new_cases"),
        denominator=pl.when(counted).then(pl.col("employees") * days_in_period() / 365),
        group_size=pl.col("employees"),
    )
    return pl.concat([rate, frequency])


def _outflow(rows: pl.DataFrame) -> pl.DataFrame:
    parts = [
        rows.with_columns(
            indicator=pl.lit(indicator), value=pl.col("outflow_rate") if direct else pl.lit(None, pl.Float64),
            numerator=pl.col(counted), denominator=pl.col("average_employees"), group_size=pl.col("average_employees"),
        ).filter(pl.col("value").is_not_null() | pl.col("numerator").is_not_null())
        for indicator, counted, direct in (
            ("outflow_rate", "leavers", True),
            ("voluntary_outflow_rate", "voluntary_leavers", False),
        )
    ]  # fmt: skip
    return pl.concat(parts)


def _survey(rows: pl.DataFrame) -> pl.DataFrame:
    return rows.with_columns(
        value=pl.col("percentage"), numerator=pl.col("positive"), denominator=pl.col("answers"),
        group_size=pl.coalesce("invited", "answers"),
    )  # fmt: skip


_BY_KIND: dict[Kind, Callable[[pl.DataFrame], pl.DataFrame]] = {
    Kind.ABSENCE: _absence,
    Kind.OUTFLOW: _outflow,
    Kind.SURVEY: _survey,
}


def is_figures(kind: Kind) -> bool:
    """Whether files of this kind hold figures (and not records)."""
    return kind in _BY_KIND


def figures(cleaned: Cleaned) -> pl.DataFrame:
    """Every figure in the file: the clean columns with `indicator`, `value`, `numerator`, `denominator`, `group_size`."""
    rows = _BY_KIND[cleaned.shaped.match.profile.kind.kind](cleaned.frame)
    if "invited" not in rows.columns:
        rows = rows.with_columns(invited=pl.lit(None, pl.Float64))
    has_counts = pl.col("numerator").is_not_null() & (pl.col("denominator") > 0)
    return rows.filter(pl.col("value").is_not_null() | has_counts).with_columns(pl.col("provisional").fill_null(False))


def added_up(figures: pl.DataFrame) -> pl.DataFrame:
    """Figures of units that are counted for one and the same other unit, together as one row.

    Counts are added. Where one of the rows has no counts nothing can be added, and the rows stay as they are.
    """
    named = pl.coalesce("moved_from", "unit")
    several = (
        pl.col("moved_from").is_not_null().any() & (pl.len() > 1) & (named.n_unique() == pl.len())
        & (pl.col("numerator").is_not_null() & pl.col("denominator").is_not_null()).all()
    )  # fmt: skip
    if not figures["moved_from"].is_not_null().any():
        return figures
    marked = figures.with_columns(together=several.over(CELL) & ~pl.col("is_reference"))
    told = [name for name in ANSWERS if name in figures.columns]
    counts = ["numerator", "denominator", "group_size", "invited", *told]
    sums = [pl.when(pl.col(name).is_not_null().all()).then(pl.col(name).sum()).alias(name) for name in counts] + [
        pl.col("provisional").any(),
        pl.lit(None, pl.Float64).alias("value"),
    ]
    rest = [pl.col(name).first() for name in figures.columns if name not in (*CELL, *counts, "provisional", "value")]
    summed = marked.filter("together").group_by(CELL, maintain_order=True).agg(*sums, *rest)
    return pl.concat([marked.filter(~pl.col("together")).drop("together"), summed.select(figures.columns)])


def observations(figures: pl.DataFrame, delivery: str) -> pl.DataFrame:
    """The rows for the table `observation`."""
    return figures.filter(~pl.col("is_reference")).select(
        pl.lit(delivery).alias("delivery"), "indicator", "unit", "period", "grain", "value", "numerator",
        "denominator", "group_size", "invited", "provisional",
    )  # fmt: skip


def answer_counts(figures: pl.DataFrame, delivery: str) -> pl.DataFrame:
    """The rows for the table `answer_count`: how many gave each answer, "1" the most negative one. Every answer of the scale
    has its row, also where nobody gave it; nothing where the file does not tell."""
    names = [name for name in ANSWERS if name in figures.columns and figures[name].null_count() < figures.height]
    if not names:
        return pl.DataFrame()
    own = figures.filter(~pl.col("is_reference"))
    filled = [pl.col(name).is_not_null().cast(pl.Int64) for name in names]
    parts = [
        own.select(
            pl.lit(delivery).alias("delivery"), pl.col("indicator").alias("question"), "unit", "period", "grain",
            pl.sum_horizontal(filled[: place + 1]).cast(pl.String).alias("answer"),
            pl.col(name).cast(pl.Int64).alias("answers"),
        ).drop_nulls("answers")
        for place, name in enumerate(names)
    ]  # fmt: skip
    return pl.concat(parts)


def references(figures: pl.DataFrame, delivery: str, source: str) -> pl.DataFrame:
    """The rows for the table `reference_value`."""
    return figures.filter(pl.col("is_reference") & pl.col("value").is_not_null()).select(
        pl.lit(delivery).alias("delivery"), "indicator", pl.coalesce("unit_code", "unit_name").alias("series"),
        pl.coalesce("unit_name", "unit_code").alias("series_name"), "period", "grain", "value", "lower", "upper",
        pl.lit(source).alias("source"), "provisional",
    )  # fmt: skip
