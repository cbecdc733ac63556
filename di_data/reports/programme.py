"""Goals, actions, evaluations and decisions. `as_of` (UTC) gives them as they stood at a moment."""

from datetime import datetime

import polars as pl

from di_data.access import Right, Viewer
from di_data.config import EVALUATION_DAYS
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store


def goals(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The goals with indicator, baseline, last target, factors and the owner's latest confidence."""
    viewer.must(Right.SEE_GOALS)
    return guard_records(store.read("programme/goals", as_of=as_of))


def goal_targets(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The targets of the goals over time; `indicator` is empty for the goal's own."""
    viewer.must(Right.SEE_GOALS)
    return guard_records(store.read("programme/goal_targets", as_of=as_of))


def goal_indicators(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The indicators that are followed beside a goal's own, with their baseline."""
    viewer.must(Right.SEE_GOALS)
    return guard_records(store.read("programme/goal_indicators", as_of=as_of))


def check_ins(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """How the owners looked at their goals: confidence 0–10 and a note, newest first."""
    viewer.must(Right.SEE_GOALS)
    return guard_records(store.read("programme/check_ins", as_of=as_of))


def actions(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The actions with goal, units, factors, phases, steps, when they were last touched, how often and when they were
    evaluated, and `evaluate_on`: the day on which the expectation should show, or else some time after they are ready."""
    viewer.must(Right.SEE_ACTIONS)
    after = pl.col("due_on").dt.offset_by(f"{EVALUATION_DAYS}d")
    frame = store.read("programme/actions", as_of=as_of)
    return guard_records(frame.with_columns(evaluate_on=pl.coalesce("expected_by", after)))


def action_notes(store: Store, viewer: Viewer, *, action: str) -> SafeTable:
    """The dated notes of an action (its key), newest first."""
    viewer.must(Right.SEE_ACTIONS)
    return guard_records(store.read("programme/action_notes", action=action))


def evaluations(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The evaluations, newest first."""
    viewer.must(Right.SEE_ACTIONS)
    return guard_records(store.read("programme/evaluations", as_of=as_of))


def decisions(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The decisions of the MT, newest quarter first."""
    viewer.must(Right.SEE_REVIEW)
    return guard_records(store.read("programme/decisions", as_of=as_of))
