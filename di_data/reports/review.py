"""What the quarterly review shows, worked out from safe tables: where goals and departments stand in a quarter."""

from dataclasses import dataclass
from typing import Any

from di_data.analysis.progress import progress
from di_data.disclosure import SafeTable
from di_data.periods import MONTHS_IN, Grain, Period
from di_data.reports.figures import nearest
from di_data.vocabulary import Measure

GRAINS = (Grain.MOVING_YEAR, Grain.YEAR, Grain.QUARTER, Grain.MONTH)
"""A review holds a figure against a yearly baseline, so the moving year comes first: a third quarter is always low.
Where a file has no counts to add up, the year, and else what there is."""


@dataclass(frozen=True)
class Standing:
    """A goal in a quarter. `series` is its figure up to then; `latest` its last row (with `value` or `reason`).
    `instead`: the shown figure nearest to a latest one that is hidden."""

    goal: dict[str, Any]
    measure: Measure
    series: SafeTable
    latest: dict[str, Any] | None
    year_before: float | None
    progress: float | None
    instead: dict[str, Any] | None = None

    @property
    def period(self) -> Period | None:
        """The period of the latest figure."""
        return None if self.latest is None else _period(self.latest)


def _period(row: dict[str, Any]) -> Period:
    return Period(row["period"], Grain(str(row["grain"])))


def _at_review_grain(values: SafeTable, quarter: Period) -> SafeTable:
    """The figures at the grain that a review uses, of the periods that ended by the end of the quarter."""
    grains = values.distinct("grain")
    grain = next((grain for grain in GRAINS if grain in grains), Grain.YEAR)
    chosen = values.where(grain=grain.value)
    last = max((start for start in chosen.distinct("period") if Period(start, grain).end <= quarter.end), default=None)
    return chosen.between("period", high=last) if last is not None else chosen.where(period=None)


def standing(goal: dict[str, Any], values: SafeTable, measure: Measure, quarter: Period) -> Standing:
    """Where a goal stands at the end of a quarter, for the unit that it is about; `values` are of its indicator."""
    series = _at_review_grain(values.where(unit_id=goal["unit_id"]), quarter).sorted("period")
    rows = list(series.rows())
    latest = rows[-1] if rows else None
    before = _period(latest).shifted(-_a_year(latest)) if latest else None
    year_before = next((row["value"] for row in rows if before and row["period"] == before.start), None)
    share = progress(latest["value"] if latest else None, goal["baseline"], goal["target"])
    instead = nearest(values, latest) if latest else None
    return Standing(goal, measure, series, latest, year_before, share, instead)


def _a_year(row: dict[str, Any]) -> int:
    """How many of its own lengths a period's year has."""
    return 12 // MONTHS_IN[Grain(row["grain"])]


def department_values(values: SafeTable, quarter: Period) -> SafeTable:
    """The newest figure of every department at the end of a quarter, one period for all; `values` of one indicator."""
    chosen = _at_review_grain(values, quarter)
    periods = chosen.distinct("period")
    return chosen.where(period=max(periods)) if periods else chosen
