"""The programme around the dialogue: answers to the roadmap, stakeholders, moments, scope and own instruments."""

from datetime import datetime

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store


def answers(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The questions of the roadmap that were answered or added (`code` of a known question), by phase."""
    viewer.must(Right.SEE_PROGRAMME)
    return guard_records(store.read("programme/steps", as_of=as_of))


def stakeholders(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """Who has an interest in the programme: roles and groups, most support first."""
    viewer.must(Right.SEE_PROGRAMME)
    return guard_records(store.read("programme/stakeholders", as_of=as_of))


def moments(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The moments of presenting, amending and agreeing, newest first."""
    viewer.must(Right.SEE_PROGRAMME)
    return guard_records(store.read("programme/moments", as_of=as_of))


def scope(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """How far the programme reaches: one row, or none when that was not said yet."""
    viewer.must(Right.SEE_PROGRAMME)
    return guard_records(store.read("programme/scope", as_of=as_of))


def instruments(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The instruments that this municipality added."""
    viewer.must(Right.SEE_PROGRAMME)
    return guard_records(store.read("programme/instruments", as_of=as_of))
