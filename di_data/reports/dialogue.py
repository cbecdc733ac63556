"""Dialogue sessions: how they judged the factors, who took part (roles and counts), what they started."""

from datetime import datetime

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store


def sessions(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The sessions, newest first, with the number of participants and whether the works council was there."""
    viewer.must(Right.SEE_SESSIONS)
    return guard_records(store.read("dialogue/sessions", as_of=as_of))


def ratings(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The judgement of every session on every factor, with its reason."""
    viewer.must(Right.SEE_SESSIONS)
    return guard_records(store.read("dialogue/ratings", as_of=as_of))


def participants(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """How many took part in each session, by role."""
    viewer.must(Right.SEE_SESSIONS)
    return guard_records(store.read("dialogue/participants", as_of=as_of))


def next_steps(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The next steps that sessions chose, and whether they were started."""
    viewer.must(Right.SEE_SESSIONS)
    return guard_records(store.read("dialogue/next_steps", as_of=as_of))
