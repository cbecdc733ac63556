"""Figures of indicators, and the benchmarks beside them."""

from collections.abc import Sequence
from datetime import datetime

from di_data.access import Right, Viewer
from di_data.disclosure import Minimums, SafeTable, guard_figures, guard_records
from di_data.store import Store


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
) -> SafeTable:
    """Every figure of these indicators (or of all), of every unit and period, hidden where it must be.

    Columns: `unit_id, unit, unit_name, period, grain, indicator, value, numerator, denominator, group_size, invited,
    provisional, public_source, added_up, derived, delivery, hidden, reason`. The gate always sees all units.
    """
    viewer.must(Right.SEE_INDICATORS)
    frame = store.read(
        "figures/indicator_values", as_of=as_of, indicators=None if indicators is None else list(indicators)
    )
    tree = dict(store.read("organisation/units", as_of=as_of).select("id", "parent_id").rows())
    return guard_figures(frame, Minimums(minimum_group), tree)


def reference_values(
    store: Store, viewer: Viewer, *, indicator: str | None = None, as_of: datetime | None = None
) -> SafeTable:
    """Benchmarks: `indicator, series, series_name, period, grain, value, lower, upper, source, provisional, delivery`."""
    viewer.must(Right.SEE_INDICATORS)
    return guard_records(store.read("figures/reference_values", as_of=as_of, indicator=indicator))
