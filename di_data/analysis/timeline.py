"""A series with a place for every period, so that one without a figure is a gap and no statistic steps over it. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from di_data.disclosure import SafeTable
from di_data.periods import Grain, Period, next_period


@dataclass(frozen=True, slots=True)
class Step:
    """A period of a series. `row`: its figure as the gate let it through, which may be hidden; None where there is none."""

    period: Period
    row: Mapping[str, Any] | None

    @property
    def value(self) -> float | None:
        """The figure; None for a gap, whether hidden or not there."""
        return None if self.row is None or self.row["value"] is None else float(self.row["value"])

    @property
    def is_hidden(self) -> bool:
        """Whether there is a figure that may not be shown."""
        return self.row is not None and bool(self.row.get("reason"))


def timeline(series: SafeTable) -> tuple[Step, ...]:
    """The figures of one unit at one grain (`period, grain, value` and `reason` where some are hidden) in the order of time,
    with a step for every period between the first and the last. Years follow each other as they come: surveys are held once
    in so many years. Raises ValueError for two grains or for a period that comes twice."""
    rows = {Period(row["period"], Grain(row["grain"])): row for row in series.rows()}
    if len({period.grain for period in rows}) > 1 or len(rows) < len(series):
        raise ValueError("a series has one grain and every period once")
    steps: list[Step] = []
    for period in sorted(rows):
        while steps and period.grain != Grain.YEAR and (missing := next_period(steps[-1].period)) < period:
            steps.append(Step(missing, None))
        steps.append(Step(period, rows[period]))
    return tuple(steps)
