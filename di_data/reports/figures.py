"""Figures of indicators, and the benchmarks beside them."""

from collections.abc import Sequence
from datetime import datetime
from typing import Literal

import polars as pl

from di_data.access import Right, Viewer
from di_data.disclosure import Minimums, SafeTable, guard_figures, guard_records
from di_data.store import Store
from di_data.vocabulary import Hidden

Structure = Literal["as_was", "present"]
"""Every department in its own time, or what is gone counted for the department in which it went on."""

_CELL = ["indicator", "grain", "period", "unit_id"]
_SAME = 1e-9
"""How much two sums of the same numbers may differ by the order of adding."""


def indicators(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The indicators: `code, name, definition, measure, direction, factor, figures, last_period, benchmarks`."""
    viewer.must(Right.SEE_HOME)
    return guard_records(store.read("figures/indicators", as_of=as_of))


def indicator_values(
    store: Store,
    viewer: Viewer,
    *,
    minimum_group: int,
    indicators: Sequence[str] | None = None,
    as_of: datetime | None = None,
    structure: Structure = "as_was",
) -> SafeTable:
    """Every figure of these indicators (or of all), of every unit and period, hidden where it must be.

    Columns: `unit_id, unit, unit_name, period, grain, indicator, value, numerator, denominator, group_size, invited,
    provisional, public_source, added_up, derived, delivery, hidden, reason`. The gate always sees all units.
    In the structure "present" a unit that is gone has no rows; its counts belong to the unit in which it went on, and
    `parent_id` is the unit above in that structure.
    """
    viewer.must(Right.SEE_INDICATORS)
    codes = None if indicators is None else list(indicators)
    frame = store.read("figures/indicator_values", as_of=as_of, indicators=codes, structure="as_was")
    tree = dict(store.read("organisation/units", as_of=as_of).select("id", "parent_id").rows())
    minimums = Minimums(minimum_group)
    as_was = guard_figures(frame, minimums, tree)
    parents = store.read("organisation/present_parents", as_of=as_of)
    if structure == "as_was" or not parents["gone"].any():
        return as_was
    present = store.read("figures/indicator_values", as_of=as_of, indicators=codes, structure="present")
    moved = store.read("figures/moved_cells", as_of=as_of).explode("gone").select("unit_id", "gone").unique()
    gone = frame.join(parents.filter("gone"), left_on="unit_id", right_on="unit", how="semi")
    settled = _settled(present, frame, as_was.frame(), moved)
    told = guard_figures(pl.concat([present, gone]), minimums, dict(parents.select("unit", "parent").rows()), settled)
    return told.where(unit_id=parents.filter(~pl.col("gone"))["unit"].to_list())


def _settled(present: pl.DataFrame, frame: pl.DataFrame, as_was: pl.DataFrame, moved: pl.DataFrame) -> pl.DataFrame:
    """What the figures as they were decide about those in the present structure: cells with their `reason`.

    A figure that is the same in both, and one of a unit that is gone, is hidden here when it is hidden there. Where
    the two differ, their difference is the figure of what moved (`moved`: `unit_id, gone`): the present one is hidden
    when any of them is.
    """
    reasons = as_was.select(*_CELL, "reason")
    both = present.join(frame.join(reasons, on=_CELL), on=_CELL, how="left", suffix="_was")
    found = both.filter(pl.col("unit_was").is_not_null())
    same = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(f"{name}_was"))
        | ((pl.col(name) - pl.col(f"{name}_was")).abs() <= _SAME * pl.col(name).abs()).fill_null(False)
        for name in ("value", "numerator", "denominator", "group_size", "invited")
    )
    unchanged = found.filter(same).select(*_CELL, "reason")
    hidden = reasons.filter(pl.col("reason").is_not_null())
    beside = hidden.join(moved, left_on="unit_id", right_on="gone").select(
        "indicator", "grain", "period", unit_id="unit_id_right"
    )
    told = pl.concat([beside, hidden.select("indicator", "grain", "period", "unit_id")]).unique()
    differing = found.filter(~same).join(told, on=_CELL, how="semi")
    gone = reasons.join(present.select("unit_id").unique(), on="unit_id", how="anti")
    return pl.concat([unchanged, differing.select(*_CELL, reason=pl.lit(Hidden.PROTECTS_ANOTHER.value)), gone]).unique(
        subset=_CELL, keep="first"
    )


def reference_values(
    store: Store, viewer: Viewer, *, indicator: str | None = None, as_of: datetime | None = None
) -> SafeTable:
    """Benchmarks: `indicator, series, series_name, period, grain, value, lower, upper, source, provisional, delivery`."""
    viewer.must(Right.SEE_INDICATORS)
    return guard_records(store.read("figures/reference_values", as_of=as_of, indicator=indicator))
