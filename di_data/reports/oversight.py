"""What happens with the data, for the works council: what is collected, who looked, the last audit, what was withdrawn."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.periods import parse
from di_data.reports import group_minimums
from di_data.store import Store
from di_data.vocabulary import Kind

LOOKS_DAYS = 365
"""Days of which looks at pages are added up: of one day they could tell what one person did, where a desk is one person."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Collected:
    """The files of one kind from one source: `first` and `last` are the ends of their span (a period's code or a day)."""

    kind: Kind
    source: str | None
    is_public: bool
    deliveries: int
    first: str | None
    last: str | None
    last_loaded_at: datetime


@dataclass(frozen=True)
class Oversight:
    """All of it. `agreed`: the minimum groups in force, where `minimum` holds for what has none of its own; `audit`: the
    last one, None before the first; `undone`: `done, times, last_at`; `looks`: `page, role, looks, first_on`."""

    collected: tuple[Collected, ...]
    agreed: SafeTable
    minimum: int
    audit: Row | None
    undone: SafeTable
    looks: SafeTable
    today: date


def oversight(store: Store, viewer: Viewer, *, minimum_group: int, today: date) -> Oversight:
    """Read it all as it is now. `minimum_group`: the setting where nothing was agreed. Raises NotAllowed."""
    viewer.must(Right.SEE_WORKS_COUNCIL)
    agreed = group_minimums.agreed(store, viewer)
    return Oversight(
        collected=collected(store, viewer),
        agreed=agreed,
        minimum=group_minimums.in_force(agreed, None, minimum_group),
        audit=last_audit(store, viewer),
        undone=undone(store, viewer),
        looks=looks(store, viewer, today=today),
        today=today,
    )


def collected(store: Store, viewer: Viewer) -> tuple[Collected, ...]:
    """The files that count, by kind in the order of `Kind` and then by source; own files first. Raises NotAllowed."""
    viewer.must(Right.SEE_WORKS_COUNCIL)
    rows = guard_records(store.read("store/collected")).rows()
    found = [
        Collected(
            kind=Kind(row["kind"]), source=row["source"], is_public=row["public_source"], deliveries=row["deliveries"],
            first=_first(row["first_periods"]), last=_last(row["last_periods"]), last_loaded_at=row["last_loaded_at"],
        )
        for row in rows
    ]  # fmt: skip
    return tuple(sorted(found, key=lambda one: (list(Kind).index(one.kind), one.is_public, one.source or "")))


def last_audit(store: Store, viewer: Viewer) -> Row | None:
    """When the auditor ran last, how many figures were `shown, hidden, unprotected`, and whether figures were
    `published_since`; None before it ran. Raises NotAllowed."""
    viewer.must(Right.SEE_WORKS_COUNCIL)
    return guard_records(store.read("store/newest_audit")).without("audited_by").first()


def undone(store: Store, viewer: Viewer) -> SafeTable:
    """How often a file was `withdrawn` and a text `erased` (`done`), with `times` and `last_at`. Raises NotAllowed."""
    viewer.must(Right.SEE_WORKS_COUNCIL)
    return guard_records(store.read("store/withdrawn_and_erased"))


def looks(store: Store, viewer: Viewer, *, today: date) -> SafeTable:
    """Which desk looked at which page in the last year, as far as it was written: `page, role, looks, first_on`.

    Raises NotAllowed.
    """
    viewer.must(Right.SEE_WORKS_COUNCIL)
    return guard_records(store.read("access/page_looks", since=today - timedelta(days=LOOKS_DAYS)))


def _first(codes: Iterable[str] | None) -> str | None:
    """The code of what begins first."""
    return min(codes or (), key=lambda code: _span(code)[0], default=None)


def _last(codes: Iterable[str] | None) -> str | None:
    """The code of what ends last."""
    return max(codes or (), key=lambda code: _span(code)[1], default=None)


def _span(code: str) -> tuple[date, date]:
    """The first and the last day of an end of a delivery's span, which is kept as a day or as a period."""
    if len(code) == len("2025-01-31"):
        day = date.fromisoformat(code)
        return day, day
    period = parse(code)
    return period.start, period.end
