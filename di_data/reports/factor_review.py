"""How one organisation factor develops: what the survey says of it per department, what the sessions said of it, and the two
held against each other."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from di_data.access import Right, Viewer
from di_data.analysis.dialogue_data import Transitions, held, transitions
from di_data.analysis.signals import Signal
from di_data.analysis.survey import Change
from di_data.disclosure import SafeTable
from di_data.periods import Grain, Period, parse
from di_data.reports import figures, programme
from di_data.reports.goal_review import GoalReview, leaves, newest, review, round_change
from di_data.reports.reviewed import Compared, Held, compared
from di_data.store import Store
from di_data.vocabulary import ActionStatus, GoalStatus, Measure

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Moved:
    """The last two rounds of a department, and how they differ. `change` is None where one of them is not shown, or has no
    count of answers. `before` is None after one round."""

    newest: Row
    before: Row | None
    change: Change | None

    @property
    def period(self) -> Period:
        """The round of the newest figure."""
        return Period(self.newest["period"], Grain(self.newest["grain"]))

    @property
    def earlier(self) -> Period | None:
        """The round before it."""
        return None if self.before is None else Period(self.before["period"], Grain(self.before["grain"]))


@dataclass(frozen=True)
class FactorReview:
    """A factor by its survey indicator. `indicator`: its row of `figures.catalogue`; `rounds`: the yearly figures of every
    unit; `moved`: by unit (its key) its last two rounds; `compared`: the departments beside one another in the newest round, as
    in the review of the MT (None where there are too few); `goals`: the chosen goals on this figure, read as there."""

    indicator: Row
    rounds: SafeTable
    moved: Mapping[str, Moved]
    compared: Compared | None
    goals: tuple[GoalReview, ...]

    def signal(self, unit: str) -> Signal:
        """Whether the figure of a unit really changed, and which way is better."""
        one = self.moved.get(unit)
        return Signal.TOO_FEW if one is None or one.change is None else one.change.signal(self.indicator["direction"])


def factor_review(
    store: Store, viewer: Viewer, *, minimum_group: int, factor: str, quarter: str, as_of: datetime | None = None
) -> FactorReview | None:
    """The survey of a factor (its code) with what really changed, and its goals at the end of a quarter (its code); None where
    no survey asks for it. Raises NotAllowed."""
    viewer.must(Right.SEE_WORKS_COUNCIL)
    indicator = figures.catalogue(store, viewer, as_of=as_of).where(code=factor).first()
    if indicator is None:
        return None
    values = figures.indicator_values(store, viewer, minimum_group=minimum_group, indicators=[factor], as_of=as_of)
    rounds = values.where(grain=Grain.YEAR.value).sorted("unit_name", "period")
    measure, at = Measure(indicator["measure"]), parse(quarter)
    moved = {unit: _moved(list(table.rows()), measure) for unit, table in rounds.by("unit_id").items()}
    goals = programme.goals(store, viewer, as_of=as_of).where(indicator=factor, status=GoalStatus.CHOSEN.value).rows()
    read = tuple(review(goal, values, measure, at) for goal in goals if goal["starts_on"] <= at.end)
    return FactorReview(indicator, rounds, moved, _beside(indicator, values, measure, at), read)


def _beside(indicator: Row, values: SafeTable, measure: Measure, quarter: Period) -> Compared | None:
    asked = {"id": indicator["code"], "indicator": indicator["code"], "direction": indicator["direction"]}
    measures = {indicator["code"]: measure}
    table = newest([asked], {indicator["code"]: values}, measures, quarter).where(unit_id=leaves(values))
    return next(iter(compared([asked], table, measures)), None)


def _moved(rows: list[dict[str, Any]], measure: Measure) -> Moved:
    before = rows[-2] if len(rows) > 1 else None
    return Moved(rows[-1], before, round_change(rows, measure))


# The sessions -----------------------------------------------------------------------------------


def judged(ratings: SafeTable, factor: str) -> dict[int, dict[str, str]]:
    """By round the judgement of every department on a factor: that of its newest session of the round."""
    rounds: dict[int, dict[str, str]] = {}
    for row in ratings.where(factor=factor).sorted("round", "held_on").rows():
        if row["rating"] is not None:
            rounds.setdefault(row["round"], {})[row["unit_id"]] = row["rating"]
    return rounds


def last_transitions(rounds: Mapping[int, Mapping[str, str]]) -> tuple[int, int, Transitions] | None:
    """The last two rounds with judgements, and how these moved between them; None with one round."""
    last = sorted(rounds)[-2:]
    if len(last) < 2:
        return None
    return last[0], last[1], transitions(rounds[last[0]], rounds[last[1]])


def against_figures(found: FactorReview, ratings: SafeTable, factor: str) -> list[Held]:
    """The newest judgement of every department on a factor beside what its figure says; only where there is a reading."""
    newest = {row["unit_id"]: row for row in ratings.where(factor=factor).sorted("held_on").rows() if row["rating"]}
    told = []
    for unit, row in newest.items():
        signal = found.signal(unit)
        if signal != Signal.TOO_FEW:
            told.append(Held(factor, row["unit_name"], row["session_id"], row["rating"], found.indicator["code"], signal, held(row["rating"], signal)))  # fmt: skip
    return told


# What happens with it ---------------------------------------------------------------------------


@dataclass(frozen=True)
class Delivered:
    """The actions of a department against their dates: `promised` by now, of which `done`, and of these `evaluated`."""

    unit_name: str
    promised: int
    done: int
    evaluated: int


def delivered(actions: Iterable[Row], today: date) -> list[Delivered]:
    """Promise against delivery per department, of the actions that were due by `today`; an action of several departments
    counts for each. Stopped ones are no longer promised. Departments by name: there is no order among them."""
    counts: dict[str, list[int]] = {}
    for action in actions:
        if action["status"] == ActionStatus.STOPPED or action["due_on"] is None or action["due_on"] > today:
            continue
        is_done = action["status"] == ActionStatus.DONE
        for name in action["unit_names"] or ():
            own = counts.setdefault(name, [0, 0, 0])
            own[0] += 1
            own[1] += is_done
            own[2] += is_done and action["evaluations"] > 0
    return [Delivered(name, *counts[name]) for name in sorted(counts)]


def without_start(sessions: SafeTable) -> list[dict[str, Any]]:
    """The sessions after which nothing started: no step, no action; newest first."""
    return [row for row in sessions.rows() if not row["started_steps"] and not row["actions"]]
