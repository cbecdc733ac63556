"""All that the quarterly review shows of figures, worked out at once so that it can be kept for the next visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any

from di_data.access import Right, Viewer
from di_data.analysis.dialogue_data import Match, held
from di_data.analysis.funnel import Chance, Funnel, funnel
from di_data.analysis.signals import Signal
from di_data.analysis.spc import Newest
from di_data.config import PER_CENT
from di_data.disclosure import SafeTable
from di_data.periods import Period, parse
from di_data.reports import dialogue, figures, goal_review, programme
from di_data.reports.action_reading import ActionReading, action_readings
from di_data.reports.goal_review import GoalReview
from di_data.store import Store
from di_data.vocabulary import GoalStatus, Measure

RECENT = 6
"""Quarters of which a review reads every department; of years and of the goals' own departments it reads all."""

FEWEST_DEPARTMENTS = 5
"""With fewer departments a funnel has no middle to hold them against."""


@dataclass(frozen=True)
class Compared:
    """The departments on the indicator of one goal: `table` (newest figures; hidden ones too) and the `funnel` of those with
    a figure, in the order of the table."""

    goal: Mapping[str, Any]
    table: SafeTable
    funnel: Funnel


@dataclass(frozen=True)
class Held:
    """A session's judgement of a factor in a department beside what a figure of that factor says."""

    factor: str
    unit_name: str
    session_id: str
    rating: str
    indicator: str
    signal: Signal
    match: Match


@dataclass(frozen=True)
class Reviewed:
    """The goals with their readings; the newest figure of every department for every goal and how it is read; where
    departments differ; what the figures did since actions started (`worked`); dialogue against data."""

    goals: tuple[GoalReview, ...]
    newest: SafeTable
    readings: Mapping[tuple[str, str], Newest]
    compared: tuple[Compared, ...]
    worked: tuple[ActionReading, ...]
    held: tuple[Held, ...]


def reviewed(
    store: Store, viewer: Viewer, *, minimum_group: int, quarter: str, as_of: datetime | None = None
) -> Reviewed:
    """Read everything as it stood at `as_of` (UTC; None is now), for the quarter with this code. Raises NotAllowed."""
    viewer.must(Right.SEE_REVIEW)
    at = parse(quarter)
    known = {row["code"]: row for row in figures.catalogue(store, viewer, as_of=as_of).rows()}
    measures = {code: Measure(row["measure"]) for code, row in known.items()}
    goals = [goal for goal in programme.goals(store, viewer, as_of=as_of).rows()
             if goal["status"] != GoalStatus.STOPPED and goal["starts_on"] <= at.end]  # fmt: skip
    with_figure = [goal for goal in goals if goal["indicator"] in measures]
    by_factor = _by_factor(known)
    # What a factor is held against is asked for as a goal without a target is.
    asked = [
        {"id": code, "indicator": code, "target": None, "direction": known[code]["direction"]}
        for codes in by_factor.values() for code in codes
    ]  # fmt: skip
    codes = sorted({goal["indicator"] for goal in (*with_figure, *asked)})
    months = figures.monthly_values(store, viewer, minimum_group=minimum_group, indicators=codes, as_of=as_of)
    series = goal_review.monthly_series(months, at)
    values = figures.indicator_values(
        store, viewer, minimum_group=minimum_group, indicators=codes, as_of=as_of, since=at.shifted(-RECENT).start,
        whole=sorted({goal["unit_id"] for goal in with_figure}),
    )  # fmt: skip
    own = values.by("indicator") or {"": values}
    newest = goal_review.newest(with_figure, own, measures, at)
    leaves = goal_review.leaves(values)
    actions = programme.actions(store, viewer, as_of=as_of)
    read = partial(goal_review.by_department, series=series, values=values, measures=measures, quarter=at)
    return Reviewed(
        goals=tuple(
            goal_review.review(goal, own.get(goal["indicator"], values), measures[goal["indicator"]], at)
            for goal in with_figure
        ),
        newest=newest,
        readings=read(with_figure),
        compared=tuple(compared(with_figure, newest.where(unit_id=leaves), measures)),
        worked=tuple(action_readings(actions.rows(), {goal["id"]: goal for goal in with_figure}, series, leaves, at)),
        held=tuple(_held(store, viewer, by_factor, read(asked), at, as_of)),
    )


def _by_factor(known: Mapping[str, Mapping[str, Any]]) -> dict[str, list[str]]:
    """The indicators that say something of an organisation factor, by factor."""
    found: dict[str, list[str]] = {}
    for code in sorted(code for code, row in known.items() if row["factor"]):
        found.setdefault(str(known[code]["factor"]), []).append(code)
    return found


def compared(goals: Sequence[Mapping[str, Any]], newest: SafeTable, measures: Mapping[str, Measure]) -> list[Compared]:
    """The departments with a figure of the same period, once per indicator. `newest`: of those without others below them."""
    found: dict[str, Compared] = {}
    for goal in goals:
        measure = measures[goal["indicator"]]
        if goal["indicator"] in found or measure not in (Measure.PERCENT, Measure.PER_YEAR):
            continue
        table = newest.where(goal_id=goal["id"])
        shown = [row for row in table.rows() if row["value"] is not None and row["group_size"]]
        if len(shown) < FEWEST_DEPARTMENTS or len(shown) < sum(row["value"] is not None for row in table.rows()):
            continue
        is_share = measure == Measure.PERCENT
        rates = [row["value"] / PER_CENT if is_share else row["value"] for row in shown]
        chance = Chance.PROPORTION if is_share else Chance.RATE
        found[goal["indicator"]] = Compared(
            goal, table, funnel(rates, [row["group_size"] for row in shown], chance=chance)
        )
    return list(found.values())


def _held(
    store: Store, viewer: Viewer, by_factor: Mapping[str, Sequence[str]], readings: Mapping[tuple[str, str], Newest],
    quarter: Period, as_of: datetime | None,
) -> list[Held]:  # fmt: skip
    """The newest judgement of every factor in every department, with each indicator of that factor that is read there."""
    judged: dict[tuple[str, str], dict[str, Any]] = {}
    for row in (
        dialogue.ratings(store, viewer, as_of=as_of).between("held_on", high=quarter.end).sorted("held_on").rows()
    ):
        if row["rating"] is not None:
            judged[row["unit_id"], row["factor"]] = row
    found = []
    for (unit, factor), row in judged.items():
        for code in by_factor.get(factor, ()):
            reading = readings.get((unit, code))
            if reading is not None and reading.variation is not None:
                signal = reading.variation.signal
                found.append(
                    Held(
                        factor,
                        row["unit_name"],
                        row["session_id"],
                        row["rating"],
                        code,
                        signal,
                        held(row["rating"], signal),
                    )
                )
    return found
