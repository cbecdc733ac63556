"""The chain of a goal, agreed → did → saw → learned, worked out from safe tables: which links are broken, where its
figure stands, and what actions expected against what was seen. Nothing here says that one thing caused another."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any

from di_data.config import CHECK_IN_DAYS
from di_data.disclosure import SafeTable
from di_data.periods import Grain, Period
from di_data.reports.figures import nearest
from di_data.reports.review import GRAINS
from di_data.vocabulary import ActionStatus, Direction, GoalStatus, Way

BASELINE_GRAINS = (Grain.YEAR, Grain.QUARTER, Grain.MONTH)
"""What a baseline is read from: a whole year where there is one. A moving year has no code that a person would write."""

Row = Mapping[str, Any]


class Gap(StrEnum):
    """A broken link of a goal."""

    NO_INDICATOR = "no_indicator"
    NO_TARGET = "no_target"
    NO_ACTION_RUNNING = "no_action_running"
    NO_CHECK_IN = "no_check_in"


@dataclass(frozen=True)
class Progress:
    """The actions of a goal, counted: by status, past their date, steps and those done, done without an evaluation."""

    by_status: Mapping[ActionStatus, int]
    overdue: int = 0
    steps: int = 0
    steps_done: int = 0
    unevaluated: int = 0

    @property
    def actions(self) -> int:
        """All of them."""
        return sum(self.by_status.values())


def progress(actions: Iterable[Row], today: date) -> Progress:
    """The actions of one goal, counted."""
    own = list(actions)
    unfinished = (ActionStatus.PLANNED, ActionStatus.RUNNING)
    return Progress(
        by_status=Counter(ActionStatus(row["status"]) for row in own),
        overdue=sum(row["status"] in unfinished and row["due_on"] < today for row in own),
        steps=sum(len(row["steps"] or ()) for row in own),
        steps_done=sum(sum(row["steps_done"] or ()) for row in own),
        unevaluated=sum(row["status"] == ActionStatus.DONE and not row["evaluations"] for row in own),
    )


def by_goal(actions: SafeTable) -> dict[str, list[dict[str, Any]]]:
    """The actions of every goal, by the key of the goal."""
    found: dict[str, list[dict[str, Any]]] = {}
    for row in actions.rows():
        if row["goal_id"] is not None:
            found.setdefault(row["goal_id"], []).append(row)
    return found


def gaps(goal: Row, done: Progress, today: date) -> list[Gap]:
    """The broken links of a chosen goal; a goal that was reached or stopped has none. A check-in is missed some time
    after the last one, or after the start where there was none yet."""
    if goal["status"] != GoalStatus.CHOSEN:
        return []
    seen_on = goal["checked_on"] or goal["starts_on"]
    broken = {
        Gap.NO_INDICATOR: goal["indicator"] is None,
        Gap.NO_TARGET: goal["indicator"] is not None and goal["target"] is None,
        Gap.NO_ACTION_RUNNING: not done.by_status[ActionStatus.RUNNING],
        Gap.NO_CHECK_IN: today - seen_on >= timedelta(days=CHECK_IN_DAYS),
    }
    return [gap for gap, is_broken in broken.items() if is_broken]


# What was seen ---------------------------------------------------------------------------------


@dataclass(frozen=True)
class Seen:
    """The figures of one indicator of one unit at one grain, oldest first. `latest` is the newest row, with a value or
    the reason why there is none; `shown` the newest with a value; `instead` what to look at where nothing is shown."""

    series: SafeTable
    latest: dict[str, Any] | None
    shown: dict[str, Any] | None
    instead: dict[str, Any] | None = None


def period_of(row: Row) -> Period:
    """The period of a figure."""
    return Period(row["period"], Grain(str(row["grain"])))


def seen(values: SafeTable, unit: str, indicator: str, grains: Iterable[Grain] = GRAINS) -> Seen:
    """The figures of an indicator for a unit (its key), at the first grain that shows any, or else at the first that has
    any: a moving year before a year, so that seasons do not count."""
    own = values.where(unit_id=unit, indicator=indicator)
    found: Seen | None = None
    for grain in grains:
        series = own.where(grain=grain.value).sorted("period")
        if not len(series):
            continue
        rows = list(series.rows())
        shown = next((row for row in reversed(rows) if row["value"] is not None), None)
        if shown is not None:
            return Seen(series, rows[-1], shown)
        found = found or Seen(series, rows[-1], None, nearest(values, rows[-1]))
    return found or Seen(own.where(grain=None), None, None)


def known_baseline(values: SafeTable, unit: str, indicator: str, by: date) -> dict[str, Any] | None:
    """The newest figure that is shown of a period that ended before a day (the start of a goal), to take as its baseline."""
    before = (
        row
        for grain in BASELINE_GRAINS
        for row in reversed(list(seen(values, unit, indicator, (grain,)).series.rows()))
        if row["value"] is not None and period_of(row).end < by
    )
    return next(before, None)


def way_of(goal: Row) -> Direction | None:
    """Which way a goal should go: as it says, or else from its baseline to its last target."""
    if goal["direction"]:
        return Direction(goal["direction"])
    if None in (goal["baseline"], goal["target"]) or goal["baseline"] == goal["target"]:
        return None
    return Direction.HIGHER if goal["target"] > goal["baseline"] else Direction.LOWER


@dataclass(frozen=True)
class HeldTarget:
    """A target against the figure: the newest that is shown of a period that ended by its day (or by today, for a target
    to come). `reached` is None where there is no figure or no direction."""

    due_on: date
    value: float
    figure: dict[str, Any] | None
    reached: bool | None
    is_past: bool


def held_targets(targets: SafeTable, figures: Seen, way: Direction | None, today: date) -> list[HeldTarget]:
    """The targets of one goal (`due_on, value`) against its figures, oldest first."""
    rows = [row for row in figures.series.rows() if row["value"] is not None]
    told = []
    for target in targets.sorted("due_on").rows():
        last_day = min(target["due_on"], today)
        figure = next((row for row in reversed(rows) if period_of(row).end <= last_day), None)
        if figure is None or way is None:
            reached = None
        elif way == Direction.LOWER:
            reached = figure["value"] <= target["value"]
        else:
            reached = figure["value"] >= target["value"]
        told.append(HeldTarget(target["due_on"], target["value"], figure, reached, target["due_on"] < today))
    return told


@dataclass(frozen=True)
class Expectation:
    """What an action expected of a figure, and that figure before its start and since. Both are None where there is
    none; `hidden` is the newest figure that is not shown. `open`: the day on which it should show is still to come."""

    action: dict[str, Any]
    indicator: str
    direction: Way | None
    change: float | None
    by: date | None
    unit: str
    unit_name: str
    before: dict[str, Any] | None
    since: dict[str, Any] | None
    hidden: dict[str, Any] | None
    open: bool


def expectations(goal: Row, actions: Iterable[dict[str, Any]], values: SafeTable, today: date) -> list[Expectation]:
    """What the actions of a goal expected of a figure, against what was seen. An action of one department is held
    against the figure of that department, another against that of the goal's. The figure before is the newest of a
    period that ended before the start; the one since ends after the start, and no later than the day it is expected by."""
    wanted = [row for row in actions if row["expected_indicator"]]
    codes = {row["expected_indicator"] for row in wanted}
    where = {goal["unit_id"]} | {row["unit_ids"][0] for row in wanted if len(row["unit_ids"] or ()) == 1}
    own = values.where(indicator=codes, unit_id=where)
    found: dict[tuple[str, str], Seen] = {}
    told = []
    for row in wanted:
        alone = len(row["unit_ids"] or ()) == 1
        unit, name = (row["unit_ids"][0], row["unit_names"][0]) if alone else (goal["unit_id"], goal["unit_name"])
        at = (unit, row["expected_indicator"])
        if at not in found:
            found[at] = seen(own, *at)
        told.append(_held_against(row, unit, name, found[at], today))
    return told


def _held_against(row: dict[str, Any], unit: str, name: str, figures: Seen, today: date) -> Expectation:
    by = row["expected_by"]
    series = list(figures.series.rows())
    before = [one for one in series if period_of(one).end < row["starts_on"]]
    last_day = today if by is None else min(by, today)
    since = [one for one in series if row["starts_on"] <= period_of(one).end <= last_day]
    hidden = next((one for one in (*since[::-1], *before[::-1]) if one["value"] is None), None)
    return Expectation(
        action=row,
        indicator=row["expected_indicator"],
        direction=Way(row["expected_direction"]) if row["expected_direction"] else None,
        change=row["expected_change"],
        by=by,
        unit=unit,
        unit_name=name,
        before=_newest_shown(before),
        since=_newest_shown(since),
        hidden=hidden,
        open=by is not None and by > today,
    )


def _newest_shown(rows: list[dict[str, Any]]) -> dict[str, Any] | None:
    return next((row for row in reversed(rows) if row["value"] is not None), None)


def starts(actions: Iterable[Row]) -> dict[date, list[str]]:
    """Which actions started in which month (its first day), oldest first. Planned ones did not start."""
    months: dict[date, list[str]] = {}
    for row in actions:
        if row["status"] != ActionStatus.PLANNED:
            months.setdefault(row["starts_on"].replace(day=1), []).append(row["title"])
    return dict(sorted(months.items()))
