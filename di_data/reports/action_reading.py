"""What the figure did since an action started, beside the departments that did not have the action. Nothing about why."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from di_data.analysis.before_after import BeforeAfter, before_after
from di_data.analysis.signals import Signal
from di_data.periods import Grain, Period
from di_data.reports.goal_review import Months
from di_data.vocabulary import ActionStatus

Row = Mapping[str, Any]

SIGNALS = (Signal.IMPROVEMENT, Signal.CONCERN)


@dataclass(frozen=True)
class ActionReading:
    """The reading of an action that started. `month`: of the figure that gave the signal, if any. `beside`: how the same
    months are read in the departments without the action, by signal; only beside a signal, and for some departments."""

    action: Row
    reading: BeforeAfter
    month: Period | None
    beside: Mapping[Signal, int]


def action_readings(
    actions: Iterable[Row], goals: Mapping[str, Row], series: Mapping[tuple[str, str], Months], departments: Iterable[str],
    quarter: Period,
) -> Iterator[ActionReading]:  # fmt: skip
    """Every action that started by the end of a quarter, in the order given, with the reading of its goal's monthly figures:
    of its own department where it has one, or else of the goal's.

    `goals`: by key, with `unit_id, indicator, direction`; an action of another goal, or whose figure does not come by the
    month or has no better way, is left out. `series`: `goal_review.monthly_series`; `departments`: those that have none
    below them.
    """
    leaves = frozenset(departments)
    for action in actions:
        goal = goals.get(action["goal_id"])
        if goal is None or action["status"] == ActionStatus.PLANNED or action["starts_on"] > quarter.end:
            continue
        units = frozenset(action["unit_ids"] or ())
        unit = next(iter(units)) if len(units) == 1 else goal["unit_id"]
        months, start, way = series.get((goal["indicator"], unit)), action["starts_on"], goal["direction"]
        if months is None or way is None:
            continue
        reading = _read(months, start, way)
        month = None if reading.at is None else Period(months.first, Grain.MONTH).shifted(reading.at)
        without = leaves - units if units and reading.signal in SIGNALS else ()
        others = [series[goal["indicator"], one] for one in without if (goal["indicator"], one) in series]
        beside = Counter(_read(one, start, way).signal for one in others)
        del beside[Signal.TOO_FEW]
        yield ActionReading(action, reading, month, beside)


def _read(months: Months, start: date, way: str) -> BeforeAfter:
    """The month in which an action started counts as after it."""
    return before_after(months.values, min(max(months.place(start), 0), len(months.values)), direction=way)
