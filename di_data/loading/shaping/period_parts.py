"""A period that a sheet tells in two columns: a year beside a month, a quarter or a number."""

import re

import polars as pl

from di_data.loading.mapping.match import Match

_NUMBER = r"^\d{1,2}$"
_WITHIN = r"(?:19|20)\d\d|['’]\d\d\b|[- ]\d\d$"
"""A year within the text of a period."""
_QUARTER, _MONTH = re.compile(r"kwartaal|quarter|\bkw"), re.compile(r"maand|month|mnd")


def in_one_period(rows: pl.DataFrame, match: Match) -> pl.DataFrame:
    """The column `period` made of the columns year and month, or of a year beside a period without one.

    What a bare number counts is told by its header; under a header such as "periode" it stays open (P3).
    """
    if "year" not in rows.columns:
        return rows
    beside = next((name for name in ("month", "period") if name in rows.columns), None)
    if beside is None:
        return rows.with_columns(period=pl.col("year")).drop("year")
    header = match.headers[match.columns[beside]].lower()
    number = pl.col(beside).str.zfill(2)
    if beside == "period" and _QUARTER.search(header):
        counted = pl.format("{}-Q{}", "year", beside)
    elif beside == "period" and not _MONTH.search(header):
        counted = pl.format("{}-P{}", "year", number)
    else:
        counted = pl.format("{}-{}", "year", number)
    said = pl.when(pl.col(beside).str.contains(_NUMBER)).then(counted).otherwise(pl.format("{} {}", beside, "year"))
    whole = pl.when(pl.col(beside).str.contains(_WITHIN)).then(beside).otherwise(said)
    return rows.with_columns(period=whole).drop("year", "month", strict=False)
