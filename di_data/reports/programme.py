"""Goals, actions, evaluations and decisions. `as_of` (UTC) gives them as they stood at a moment."""

from datetime import datetime

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store


def goals(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The goals with indicator, baseline, last target, factors and the owner's latest confidence."""
    viewer.must(Right.SEE_GOALS)
    return guard_records(store.read("programme/goals", as_of=as_of))


def actions(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The actions with goal, units, factors, and how often and when they were evaluated."""
    viewer.must(Right.SEE_ACTIONS)
    return guard_records(store.read("programme/actions", as_of=as_of))


def evaluations(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The evaluations, newest first."""
    viewer.must(Right.SEE_ACTIONS)
    return guard_records(store.read("programme/evaluations", as_of=as_of))


def decisions(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The decisions of the MT, newest quarter first."""
    viewer.must(Right.SEE_REVIEW)
    return guard_records(store.read("programme/decisions", as_of=as_of))
