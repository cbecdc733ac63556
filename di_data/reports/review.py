"""What the quarterly review shows: where each goal stands in a quarter, and where each department stands on it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from di_data.access import Right, Viewer
from di_data.analysis.progress import progress
from di_data.disclosure import SafeTable
from di_data.periods import MONTHS_IN, Grain, Period
from di_data.reports import figures, programme
from di_data.store import Store
from di_data.vocabulary import Measure

GRAINS = (Grain.MOVING_YEAR, Grain.YEAR, Grain.QUARTER, Grain.MONTH)
"""A review holds a figure against a yearly baseline, so the moving year comes first: a third quarter is always low.
Where a file has no counts to add up, the year, and else what there is."""


@dataclass(frozen=True)
class Standing:
    """A goal in a quarter. `series` is its figure up to then; `latest` its last row (with `value` or `reason`)."""

    goal: dict[str, Any]
    measure: Measure
    series: SafeTable
    latest: dict[str, Any] | None
    year_before: float | None
    progress: float | None

    @property
    def period(self) -> Period | None:
        """The period of the latest figure."""
        return None if self.latest is None else _period(self.latest)


def _period(row: dict[str, Any]) -> Period:
    return Period(row["period"], Grain(str(row["grain"])))


def _at_review_grain(values: SafeTable, quarter: Period) -> SafeTable:
    """The figures at the grain that a review uses, of the periods that ended by the end of the quarter."""
    grains = set(values.column("grain"))
    grain = next((grain for grain in GRAINS if grain in grains), Grain.YEAR)
    last = max((start for start in set(values.where(grain=grain.value).column("period"))
                if Period(start, grain).end <= quarter.end), default=None)  # fmt: skip
    chosen = values.where(grain=grain.value)
    return chosen.between("period", high=last) if last is not None else chosen.where(period=None)


def standings(
    store: Store, viewer: Viewer, *, quarter: Period, minimum_group: int, as_of: datetime | None = None
) -> list[Standing]:
    """Where each goal stands at the end of a quarter, for the unit that the goal is about."""
    viewer.must(Right.SEE_GOALS)
    measures = {
        row["code"]: Measure(str(row["measure"])) for row in figures.indicators(store, viewer, as_of=as_of).rows()
    }
    found = []
    for goal in programme.goals(store, viewer, as_of=as_of).rows():
        values = figures.indicator_values(
            store, viewer, minimum_group=minimum_group, indicator=str(goal["indicator"]), as_of=as_of
        )
        series = _at_review_grain(values, quarter).where(unit_id=goal["unit_id"]).sorted("period")
        rows = list(series.rows())
        latest = rows[-1] if rows else None
        before = _period(latest).shifted(-_a_year(latest)) if latest else None
        year_before = next((row["value"] for row in rows if before and row["period"] == before.start), None)
        value = latest["value"] if latest else None
        share = progress(value, goal["baseline"], goal["target"])
        found.append(
            Standing(goal, measures.get(goal["indicator"], Measure.PERCENT), series, latest, year_before, share)
        )
    return found


def _a_year(row: dict[str, Any]) -> int:
    grain = Grain(str(row["grain"]))
    return 12 // MONTHS_IN[grain]


def department_values(
    store: Store, viewer: Viewer, *, indicator: str, quarter: Period, minimum_group: int, as_of: datetime | None = None
) -> SafeTable:
    """The newest figure of every department for an indicator at the end of a quarter (one period for all)."""
    values = figures.indicator_values(store, viewer, minimum_group=minimum_group, indicator=indicator, as_of=as_of)
    chosen = _at_review_grain(values, quarter)
    periods = [start for start in chosen.column("period") if start is not None]
    return chosen.where(period=max(periods)) if periods else chosen
