"""All that the quarterly review shows of figures, worked out at once so that it can be kept for the next visit."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from di_data.access import Right, Viewer
from di_data.analysis.dialogue_data import Match, held
from di_data.analysis.funnel import Chance, Funnel, funnel
from di_data.analysis.signals import Signal
from di_data.analysis.spc import Xmr
from di_data.config import PER_CENT
from di_data.disclosure import SafeTable
from di_data.periods import Period, parse
from di_data.reports import dialogue, figures, goal_review, programme
from di_data.reports.goal_review import GoalReview, Yearly
from di_data.store import Store
from di_data.vocabulary import GoalStatus, Measure

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
    departments differ; dialogue against data."""

    goals: tuple[GoalReview, ...]
    newest: SafeTable
    readings: Mapping[tuple[str, str], Xmr | Yearly]
    compared: tuple[Compared, ...]
    held: tuple[Held, ...]


def reviewed(
    store: Store, viewer: Viewer, *, minimum_group: int, quarter: str, as_of: datetime | None = None
) -> Reviewed:
    """Read everything as it stood at `as_of` (UTC; None is now), for the quarter with this code. Raises NotAllowed."""
    viewer.must(Right.SEE_REVIEW)
    at = parse(quarter)
    known = {row["code"]: row for row in figures.indicators(store, viewer, as_of=as_of).rows()}
    measures = {code: Measure(row["measure"]) for code, row in known.items()}
    goals = [goal for goal in programme.goals(store, viewer, as_of=as_of).rows()
             if goal["status"] != GoalStatus.STOPPED and goal["starts_on"] <= at.end]  # fmt: skip
    codes = sorted({goal["indicator"] for goal in goals if goal["indicator"] in measures} | _of_factors(known))
    values = figures.indicator_values(store, viewer, minimum_group=minimum_group, indicators=codes, as_of=as_of)
    with_figure = [goal for goal in goals if goal["indicator"] in measures]
    own = values.by("indicator") or {"": values}
    newest = goal_review.newest(with_figure, own, measures, at)
    return Reviewed(
        goals=tuple(
            goal_review.review(goal, own.get(goal["indicator"], values), measures[goal["indicator"]], at)
            for goal in with_figure
        ),
        newest=newest,
        readings=goal_review.by_department(with_figure, own, measures, at),
        compared=tuple(_compared(with_figure, newest.where(unit_id=goal_review.leaves(values)), measures)),
        held=tuple(_held(store, viewer, known, own, measures, at, as_of)),
    )


def _of_factors(known: Mapping[str, Mapping[str, Any]]) -> set[str]:
    """The indicators that say something of an organisation factor."""
    return {code for code, row in known.items() if row["factor"]}


def _compared(goals: Sequence[dict[str, Any]], newest: SafeTable, measures: Mapping[str, Measure]) -> list[Compared]:
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
    store: Store, viewer: Viewer, known: Mapping[str, Mapping[str, Any]], values: Mapping[str, SafeTable],
    measures: Mapping[str, Measure], quarter: Period, as_of: datetime | None,
) -> list[Held]:  # fmt: skip
    """The newest judgement of every factor in every department, with each indicator of that factor that is read there."""
    by_factor: dict[str, list[str]] = {}
    for code in sorted(_of_factors(known)):
        by_factor.setdefault(str(known[code]["factor"]), []).append(code)
    asked = [{"id": code, "indicator": code, "target": None, "direction": known[code]["direction"]} for codes in by_factor.values() for code in codes]  # fmt: skip
    readings = goal_review.by_department(asked, values, measures, quarter)
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
