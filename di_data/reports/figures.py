"""Figures of indicators, and the benchmarks beside them."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Literal

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records, publish, published_figures, published_months
from di_data.store import Store

Structure = Literal["as_was", "present"]
"""Every department in its own time, or what is gone counted for the department in which it went on."""


def indicators(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The indicators: `code, name, definition, measure, direction, factor, figures, last_period, benchmarks`."""
    viewer.must(Right.SEE_HOME)
    return guard_records(store.read("figures/indicators", as_of=as_of))


def catalogue(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The indicators without how many figures they have: `code, name, definition, measure, direction, factor`."""
    viewer.must(Right.SEE_HOME)
    return guard_records(store.read("figures/catalogue", as_of=as_of))


def indicator_values(
    store: Store,
    viewer: Viewer,
    *,
    minimum_group: int,
    indicators: Sequence[str] | None = None,
    as_of: datetime | None = None,
    structure: Structure = "as_was",
    since: date | None = None,
    whole: Sequence[str] = (),
) -> SafeTable:
    """Every figure of these indicators (or of all), of every unit and period, hidden where it must be.

    Columns: `unit_id, unit, unit_name, period, grain, indicator, value, numerator, denominator, group_size, invited,
    provisional, public_source, added_up, derived, delivery, hidden, reason, instead_unit, instead_unit_name,
    instead_grain, instead_period` (where a hidden figure can be looked at instead). The gate always sees all units.
    `minimum_group`: people in a group where no agreement with the works council names another number. `as_of`: what
    was shown at that moment. `since`: only periods that began then or later, years, and those of the units in `whole`.
    In the structure "present" a unit that is gone has no rows; its counts belong to the unit in which it went on, and
    `parent_id` is the unit above in that structure.
    """
    viewer.must(Right.SEE_INDICATORS)
    publish(store, minimum_group)
    codes = None if indicators is None else list(indicators)
    return published_figures(store, structure, codes, as_of, since=since, whole=whole)


def monthly_values(
    store: Store, viewer: Viewer, *, minimum_group: int, indicators: Sequence[str], as_of: datetime | None = None
) -> SafeTable:
    """The months of these indicators of every unit, to read many series at once: `indicator, unit_id, period, value`, in no
    order; no value where it is hidden."""
    viewer.must(Right.SEE_INDICATORS)
    publish(store, minimum_group)
    return published_months(store, list(indicators), as_of)


def nearest(values: SafeTable, row: Mapping[str, Any]) -> dict[str, Any] | None:
    """The shown figure to look at instead of a hidden one, from the figures of the same indicators; None for none."""
    if row.get("instead_period") is None:
        return None
    return values.where(
        indicator=row["indicator"], unit_id=row["instead_unit"], grain=row["instead_grain"],
        period=row["instead_period"], hidden=False,
    ).first()  # fmt: skip


def reference_values(
    store: Store, viewer: Viewer, *, indicator: str | None = None, as_of: datetime | None = None
) -> SafeTable:
    """Benchmarks: `indicator, series, series_name, period, grain, value, lower, upper, source, provisional, delivery`."""
    viewer.must(Right.SEE_INDICATORS)
    return guard_records(store.read("figures/reference_values", as_of=as_of, indicator=indicator))
