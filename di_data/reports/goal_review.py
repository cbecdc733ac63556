"""How each goal is read at the end of a quarter: its figure by statistical process control or by the change between two
rounds, its status with the reason, and the same reading for every department. Worked out from safe tables."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, NamedTuple

from di_data.analysis.signals import Signal
from di_data.analysis.spc import Newest, Variation, Xmr, variation, xmr
from di_data.analysis.spc import newest as newest_of
from di_data.analysis.special_causes import Cause, Label
from di_data.analysis.status import Status, status
from di_data.analysis.survey import Change, Share, change
from di_data.analysis.timeline import Step, timeline
from di_data.config import PER_CENT
from di_data.disclosure import SafeTable
from di_data.disclosure.safe_table import join_rows
from di_data.periods import MONTHS_IN, Grain, Period
from di_data.reports.review import Standing, department_values, standing
from di_data.vocabulary import Measure

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Reading:
    """What the figures of one unit say up to the end of a quarter. `series`: its months, or else its years; `chart`: the
    reading of months; `change`: that of the last two years, where there are no months. `steps`: the timeline of the series."""

    series: SafeTable
    steps: Sequence[Step]
    chart: Xmr | None
    change: Change | None
    signal: Signal


@dataclass(frozen=True)
class GoalReview:
    """A goal at the end of a quarter: where its figure stands, how that is read, and its status with the reason."""

    standing: Standing
    reading: Reading
    status: Status


def review(
    goal: dict[str, Any], values: SafeTable, measure: Measure, quarter: Period, rebase: Sequence[date] = ()
) -> GoalReview:
    """Read one goal with the figures of its indicator (all units).

    `rebase`: first days of months at which the process changed; those outside the series are passed over.
    """
    stands = standing(goal, values, measure, quarter)
    reading = _reading(goal, values.where(unit_id=goal["unit_id"]), measure, quarter, rebase)
    seen_on = None if stands.period is None or stands.progress is None else stands.period.end
    told = status(
        progress=stands.progress,
        starts_on=goal["starts_on"],
        due_on=goal["due_on"],
        seen_on=seen_on,
        signal=reading.signal,
    )
    return GoalReview(stands, reading, told)


def _reading(goal: Row, own: SafeTable, measure: Measure, quarter: Period, rebase: Sequence[date]) -> Reading:
    """Months are read by statistical process control, and years by whether the last two differ by more than chance. A
    quarterly series is strongly seasonal, and read by neither."""
    months = _ended(own, Grain.MONTH, quarter)
    if len(months):
        steps = timeline(months)
        places = {step.period.start: index for index, step in enumerate(steps)}
        begins = sorted(places[day] for day in set(rebase) if places.get(day, 0) > 0)
        chart = xmr([step.value for step in steps], target=goal["target"], direction=goal["direction"], rebase=begins)
        return Reading(months, steps, chart, None, chart.signal)
    years = _ended(own, Grain.YEAR, quarter)
    moved = round_change(list(years.rows()), measure)
    return Reading(
        years, timeline(years), None, moved, Signal.TOO_FEW if moved is None else moved.signal(goal["direction"])
    )


def _ended(own: SafeTable, grain: Grain, quarter: Period) -> SafeTable:
    """The figures at one grain of the periods that ended by the end of the quarter, oldest first."""
    if grain == Grain.MONTH:
        return own.where(grain=grain.value).between("period", high=quarter.end).sorted("period")
    last = quarter.end.year if quarter.end.month == MONTHS_IN[Grain.YEAR] else quarter.end.year - 1
    return own.where(grain=grain.value).between("period", high=date(last, 1, 1)).sorted("period")


def round_change(years: Sequence[Row], measure: Measure) -> Change | None:
    """The change between the last two years; None where one of them is not shown, or is no share of a count."""
    last = [share(row) for row in years[-2:]] if measure == Measure.PERCENT else []
    if len(last) < 2 or last[0] is None or last[1] is None:
        return None
    return change(last[0], last[1])


def share(row: Row) -> Share | None:
    """A percentage as the share of those who answered, of those who were invited; None without a figure or a count."""
    if row["value"] is None or not row["denominator"]:
        return None
    answers = max(round(row["denominator"]), 1)
    people = None if row["invited"] is None else max(round(row["invited"]), answers)
    return Share(min(max(row["value"] / PER_CENT, 0.0), 1.0), answers, people)


# The departments --------------------------------------------------------------------------------


def newest(
    goals: Iterable[Row], values: Mapping[str, SafeTable], measures: Mapping[str, Measure], quarter: Period
) -> SafeTable:
    """The newest figure of every unit on the indicator of every goal at the end of the quarter: `unit_id, unit_name,
    goal_id, measure, period, grain, value, reason, group_size`. `values`: the figures by indicator, of at least one."""
    columns = ("unit_id", "unit_name", "period", "grain", "value", "reason", "group_size")
    found = [
        department_values(values[goal["indicator"]], quarter)
        .select(*columns)
        .labelled(goal_id=goal["id"], measure=measures[goal["indicator"]].value)
        for goal in goals
        if goal["indicator"] in values
    ]
    if not found:
        found = [one.where(period=None).select(*columns).labelled(goal_id="", measure="") for one in values.values()]
    return join_rows(found)


def leaves(values: SafeTable) -> list[str]:
    """The units with figures that have no unit with figures below them."""
    return sorted(values.distinct("unit_id") - values.distinct("parent_id"))


class Months(NamedTuple):
    """The months of one unit from the first to the last, None where there is no figure or it is not shown."""

    first: date
    values: list[float | None]

    def place(self, day: date) -> int:
        """The index of the month of a day, whether it is in the series or not."""
        return _number(day) - _number(self.first)


def monthly_series(months: SafeTable, quarter: Period) -> dict[tuple[str, str], Months]:
    """The months of every unit up to the end of a quarter, by indicator and unit; `months`: `figures.monthly_values`."""
    found = {}
    ended = months.between("period", high=quarter.end).sorted("period")
    for (indicator, unit), (days, known) in ended.gathered("indicator", "unit_id", of=("period", "value")):
        first, last = _number(days[0]), _number(days[-1])
        if len(days) <= last - first:
            by_month = {_number(day): value for day, value in zip(days, known, strict=True)}
            known = [by_month.get(month) for month in range(first, last + 1)]
        found[indicator, unit] = Months(days[0], known)
    return found


def by_department(
    goals: Iterable[Row], series: Mapping[tuple[str, str], Months], values: SafeTable, measures: Mapping[str, Measure],
    quarter: Period,
) -> dict[tuple[str, str], Newest]:  # fmt: skip
    """The reading of every unit on the indicator of every goal, by unit and goal; only where there are figures. `series`:
    `monthly_series`; `values`: the other figures, with every year."""
    asked: dict[str, list[Row]] = {}
    for goal in goals:
        asked.setdefault(goal["indicator"], []).append(goal)
    found: dict[tuple[str, str], Newest] = {}
    for (indicator, unit), months in series.items():
        for goal in asked.get(indicator, ()):
            found[unit, goal["id"]] = newest_of(months.values, target=goal["target"], direction=goal["direction"])
    for indicator, unit, rows in _years(values.where(indicator=list(asked)), quarter):
        for goal in asked[indicator]:
            if (unit, goal["id"]) not in found:
                moved = round_change(rows, measures[indicator])
                found[unit, goal["id"]] = Newest(None if moved is None else _variation(moved, goal["direction"]))
    return found


def _number(day: date) -> int:
    return day.year * MONTHS_IN[Grain.YEAR] + day.month


def _years(values: SafeTable, quarter: Period) -> Iterator[tuple[str, str, list[Row]]]:
    """Per indicator and unit the last two years, oldest first."""
    counted = ("value", "denominator", "invited")
    ended = _ended(values, Grain.YEAR, quarter)
    for (indicator, unit), columns in ended.gathered("indicator", "unit_id", of=counted):
        last = zip(*(column[-2:] for column in columns), strict=True)
        yield indicator, unit, [dict(zip(counted, row, strict=True)) for row in last]


def _variation(moved: Change, direction: str | None) -> Variation:
    """A change between two rounds as the reading of a point: upwards or downwards, and which of these is better."""
    cause = Cause(Label.OUTSIDE, 1 if moved.difference > 0 else -1) if moved.is_real else None
    return variation(cause, direction)
