"""A delivered quarter or year of which only some months were delivered tells the others together."""

import polars as pl

from di_data.config import SMALL_COUNT
from di_data.disclosure.cells import MONTHS_IN
from di_data.periods import Grain
from di_data.vocabulary import Hidden

_KEY = ["structure", "indicator", "unit_id"]
_WITHIN = (
    (Grain.QUARTER.value, Grain.MONTH.value, "1q"), (Grain.YEAR.value, Grain.QUARTER.value, "1y"),
    (Grain.YEAR.value, Grain.MONTH.value, "1y"),
)  # fmt: skip


def with_missing_parts(rows: pl.DataFrame) -> pl.DataFrame:
    """Count a longer period as hidden by itself where what it counts in the parts that nobody delivered is a few people.

    `rows`: as `rules.judged` gives them.
    """
    few = [_of_few(rows, *pair) for pair in _WITHIN]
    found = pl.concat(few).unique().with_columns(tells_few=pl.lit(True))
    if found.height == 0:
        return rows
    reason = pl.when(pl.col("tells_few") & ~pl.col("public_source")).then(pl.lit(Hidden.SMALL_COUNT.value))
    return (
        rows.join(found, on=found.columns[:-1], how="left", maintain_order="left")
        .with_columns(primary=pl.coalesce("primary", reason))
        .drop("tells_few")
    )


def _of_few(rows: pl.DataFrame, longer: str, shorter: str, length: str) -> pl.DataFrame:
    """The longer periods of which some but not all parts are there, and the rest is about a few people."""
    parts = (
        rows.filter(pl.col("grain") == shorter)
        .group_by(*_KEY, period=pl.col("period").dt.truncate(length))
        .agg(pl.col("x").sum().alias("told"), pl.len().alias("parts"))
    )
    rest = pl.col("x") - pl.col("told")
    return (
        rows.filter(pl.col("grain") == longer, "counts_people")
        .join(parts, on=[*_KEY, "period"])
        .filter(pl.col("parts") < MONTHS_IN[longer] // MONTHS_IN[shorter], rest > 0, rest < SMALL_COUNT + 1)
        .select(*_KEY, "grain", "period")
    )
