"""How each goal is read at the end of a quarter: its figure by statistical process control or by the change between two
rounds, its status with the reason, and the same reading for every department. Worked out from safe tables."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from operator import itemgetter
from typing import Any

from di_data.analysis.signals import Signal
from di_data.analysis.spc import Variation, Xmr, variation, xmr
from di_data.analysis.special_causes import Cause, Label
from di_data.analysis.status import Status, status
from di_data.analysis.survey import Change, Share, change
from di_data.analysis.timeline import timeline
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
    reading of months; `change`: that of the last two years, where there are no months."""

    series: SafeTable
    chart: Xmr | None
    change: Change | None
    signal: Signal


@dataclass(frozen=True)
class GoalReview:
    """A goal at the end of a quarter: where its figure stands, how that is read, and its status with the reason."""

    standing: Standing
    reading: Reading
    status: Status


@dataclass(frozen=True)
class Yearly:
    """The reading of a figure that comes once a year, in the form of a chart's: there is no assurance without limits."""

    variation: Variation | None
    assurance: None = None


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
        return Reading(months, chart, None, chart.signal)
    years = _ended(own, Grain.YEAR, quarter)
    moved = _change(list(years.rows()), measure)
    return Reading(years, None, moved, Signal.TOO_FEW if moved is None else moved.signal(goal["direction"]))


def _ended(own: SafeTable, grain: Grain, quarter: Period) -> SafeTable:
    """The figures at one grain of the periods that ended by the end of the quarter, oldest first."""
    if grain == Grain.MONTH:
        return own.where(grain=grain.value).between("period", high=quarter.end).sorted("period")
    last = quarter.end.year if quarter.end.month == MONTHS_IN[Grain.YEAR] else quarter.end.year - 1
    return own.where(grain=grain.value).between("period", high=date(last, 1, 1)).sorted("period")


def _change(years: Sequence[Row], measure: Measure) -> Change | None:
    """The change between the last two years; None where one of them is not shown, or is no share of a count."""
    last = years[-2:]
    if (
        measure != Measure.PERCENT
        or len(last) < 2
        or any(row["value"] is None or not row["denominator"] for row in last)
    ):
        return None
    before, after = (_share(row) for row in last)
    return change(before, after)


def _share(row: Row) -> Share:
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
    above = set(values.column("parent_id"))
    return sorted(set(values.column("unit_id")) - above)


def by_department(
    goals: Iterable[Row], values: Mapping[str, SafeTable], measures: Mapping[str, Measure], quarter: Period
) -> dict[tuple[str, str], Xmr | Yearly]:
    """The reading of every unit on the indicator of every goal, by unit and goal; only where there are figures. `values`:
    the figures by indicator."""
    found: dict[tuple[str, str], Xmr | Yearly] = {}
    for goal in goals:
        own = values.get(goal["indicator"])
        if own is None:
            continue
        target, direction = goal["target"], goal["direction"]
        for unit, series in _months_by_unit(_ended(own, Grain.MONTH, quarter)):
            found[unit, goal["id"]] = xmr(series, target=target, direction=direction)
        for unit, rows in _years_by_unit(_ended(own, Grain.YEAR, quarter)):
            if (unit, goal["id"]) not in found:
                moved = _change(rows, measures[goal["indicator"]])
                found[unit, goal["id"]] = Yearly(None if moved is None else _variation(moved, direction))
    return found


def _months_by_unit(months: SafeTable) -> Iterable[tuple[str, list[float | None]]]:
    """The months of every unit from its first to its last, None where there is no figure or it is not shown."""
    units, days, values = (months.sorted("unit_id", "period").column(name) for name in ("unit_id", "period", "value"))
    numbered = zip(units, (day.year * MONTHS_IN[Grain.YEAR] + day.month for day in days), values, strict=True)
    for unit, rows in groupby(numbered, key=itemgetter(0)):
        known = {month: value for _unit, month, value in rows}
        first, last = min(known), max(known)
        whole = len(known) == last - first + 1
        yield unit, list(known.values()) if whole else [known.get(month) for month in range(first, last + 1)]


def _years_by_unit(years: SafeTable) -> Iterable[tuple[str, list[dict[str, Any]]]]:
    ordered = years.sorted("unit_id", "period")
    for unit, rows in groupby(ordered.rows(), key=lambda row: row["unit_id"]):
        yield str(unit), list(rows)


def _variation(moved: Change, direction: str | None) -> Variation:
    """A change between two rounds as the reading of a point: upwards or downwards, and which of these is better."""
    cause = Cause(Label.OUTSIDE, 1 if moved.difference > 0 else -1) if moved.is_real else None
    return variation(cause, direction)
