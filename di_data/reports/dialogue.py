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


def proposals(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The goals that were proposed in the sessions, with their group (`theme`) and the goal that came of them."""
    viewer.must(Right.SEE_SESSIONS)
    return guard_records(store.read("dialogue/proposals", as_of=as_of))


def lines(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The solution directions and frames of the sessions (`kind`)."""
    viewer.must(Right.SEE_SESSIONS)
    return guard_records(store.read("dialogue/lines", as_of=as_of))


def photos(store: Store, viewer: Viewer, *, session: str) -> SafeTable:
    """The photos of the paper card of a session (its key). For who logs sessions: people write names on paper."""
    viewer.must(Right.LOG_ACTIONS)
    return guard_records(store.read("dialogue/photos", session=session))
