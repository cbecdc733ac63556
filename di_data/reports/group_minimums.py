"""The agreement on the smallest group of which a figure is shown: what is in force, what waits, and how it came about."""

from datetime import date, datetime, timedelta

from di_data.access import Right, Viewer
from di_data.analysis.group_minimums import minimum_of
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store
from di_data.vocabulary import MinimumStatus

TOLD_DAYS = 90
"""Days for which the works council is told of a number that took effect without its answer: one quarterly review."""


def agreed(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """What is in force: `indicator` (empty: all without one of their own), `minimum, agreement, agreed_on, proposed_by,
    agreed_by` (empty: it took effect at once), `in_force_from, id, version`. Raises NotAllowed."""
    viewer.must(Right.SEE_SMALL_GROUPS)
    return guard_records(store.read("organisation/group_minimums", as_of=as_of))


def newest(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The newest version of each record: `id, version, valid_from, changed_by, indicator, minimum, agreement, agreed_on,
    status`. Raises NotAllowed."""
    viewer.must(Right.SEE_SMALL_GROUPS)
    return guard_records(store.read("organisation/newest_group_minimums", as_of=as_of))


def waiting(store: Store, viewer: Viewer) -> SafeTable:
    """The proposals that wait for the answer of the works council; columns of `newest`. Raises NotAllowed."""
    return newest(store, viewer).where(status=MinimumStatus.PROPOSED.value)


def versions(store: Store, viewer: Viewer) -> SafeTable:
    """Every step ever made, newest first: the columns of `newest`, and `at_once`. Raises NotAllowed."""
    viewer.must(Right.SEE_SMALL_GROUPS)
    return guard_records(store.read("store/group_minimum_versions"))


def in_force(found: SafeTable, indicator: str | None, default: int) -> int:
    """People in a group before a figure of the indicator is shown, by what was `found` agreed; without indicator what
    holds for all that have no agreement of their own. `default` holds where nothing was agreed."""
    return minimum_of(dict(zip(found.column("indicator"), found.column("minimum"), strict=True)), indicator, default)


def took_effect_lately(found: SafeTable, today: date) -> SafeTable:
    """What took effect in the last quarter without an answer of the works council, of what was `found` agreed."""
    return found.where(agreed_by=None).between("agreed_on", today - timedelta(days=TOLD_DAYS))
