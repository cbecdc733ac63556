"""Figures that went through the gate, as reports and charts get them."""

from typing import Any

import polars as pl

from di_data.config import MINIMUM_GROUP
from di_data.disclosure import Minimums, SafeTable, guard_figures

SECRET = 7.6543
"""The figure of a group that is too small, for tests that look for it in what is made."""

_SCHEMA: dict[str, Any] = {
    "unit_id": pl.String, "parent_id": pl.String, "unit_name": pl.String, "period": pl.Date, "grain": pl.String,
    "indicator": pl.String, "value": pl.Float64, "numerator": pl.Float64, "denominator": pl.Float64,
    "group_size": pl.Float64, "invited": pl.Float64, "public_source": pl.Boolean, "counts_people": pl.Boolean,
    "from_survey": pl.Boolean,
}  # fmt: skip


def guarded(rows: list[dict[str, Any]]) -> SafeTable:
    """The figures (columns that a row does not name are empty), hidden where the group is below the usual minimum."""
    return guard_figures(pl.DataFrame(rows, schema=_SCHEMA), Minimums(MINIMUM_GROUP))
