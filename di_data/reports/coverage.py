"""Coverage: which figures are in, provisional, missing or late, and which are expected next and by when."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from di_data.access import Right, Viewer
from di_data.analysis.coverage import calendar
from di_data.disclosure import SafeTable, guard_records
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day, period
from di_data.periods import Grain, Period
from di_data.store import Store
from di_data.vocabulary import Presence

IS_IN = (Presence.IN.value, Presence.PROVISIONAL.value)
NAMED_AT_MOST = 3
"""Sentences and names that fit above a page; the table below them has the rest."""


def coverage(
    store: Store, viewer: Viewer, *, today: date, delivery_days: int, within: Period | None = None,
    as_of: datetime | None = None,
) -> SafeTable:  # fmt: skip
    """The calendar of all series, one row per department and period in which something is in or asked for.

    Columns: `indicator, indicator_name, grain, unit_id, unit, unit_name, place, public_source, period, state`
    (a code of `vocabulary.Presence`), `due_on`. It holds no figure and no size of a group, only whether there is a
    figure, so there is nothing that a small group would need to be hidden for. `within`: only periods that end in it.
    """
    viewer.must(Right.SEE_INDICATORS)
    return guard_records(calendar(store.read("figures/coverage", as_of=as_of), today, delivery_days, within))


@dataclass(frozen=True)
class Standing:
    """Where a series (an indicator in one grain) stands. `last` is the newest period that is in, `next` the first one
    that is not in yet and not late; the numbers count departments × periods."""

    indicator: str
    name: str
    grain: Grain
    last: Period
    next: Period | None
    due_on: date | None
    provisional: int
    missing: int
    late: int


def standings(table: SafeTable) -> list[Standing]:
    """Where every series of a coverage table stands, those with something late or missing first."""
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for row in table.rows():
        found.setdefault((row["indicator"], row["grain"]), []).append(row)
    every = [_standing(rows) for rows in found.values()]
    return sorted(every, key=lambda one: (-one.late, -one.missing, one.indicator, one.grain))


def _standing(rows: list[dict[str, Any]]) -> Standing:
    grain = Grain(rows[0]["grain"])

    def count(state: Presence) -> int:
        return sum(row["state"] == state.value for row in rows)

    last = max(row["period"] for row in rows if row["state"] in IS_IN)
    expected = sorted((row["period"], row["due_on"]) for row in rows if row["state"] == Presence.EXPECTED.value)
    upcoming, due_on = expected[0] if expected else (None, None)
    return Standing(
        rows[0]["indicator"], rows[0]["indicator_name"], grain, Period(last, grain),
        Period(upcoming, grain) if upcoming else None, due_on,
        count(Presence.PROVISIONAL), count(Presence.MISSING), count(Presence.LATE),
    )  # fmt: skip


def sentences(table: SafeTable, today: date) -> list[str]:
    """What a coverage table says about one's own departments: what is late, missing, and to come."""
    own = standings(table.where(public_source=False))
    if not own:
        return []
    total = len({one.indicator for one in own})
    told = [*_late(own, total), *_missing(own), *_awaited(own, total, today)]
    if not told:
        told.append(_("All figures of the periods that have ended are in."))
    return told + ([] if any(one.next and one.next.end < today for one in own) else _next(own))


def _late(own: list[Standing], total: int) -> list[str]:
    late = {one.indicator: _(one.name) for one in own if one.late}
    if not late:
        return []
    names = ", ".join(list(late.values())[:NAMED_AT_MOST])
    if len(late) > NAMED_AT_MOST:
        names = _("{names} and others", names=names)
    return [ngettext("{count} of {total} indicators has late figures: {names}.",
                     "{count} of {total} indicators have late figures: {names}.", len(late), total=total, names=names)]  # fmt: skip


def _missing(own: list[Standing]) -> list[str]:
    count = sum(one.missing for one in own)
    if not count:
        return []
    return [ngettext("{count} figure of a department is missing, while others of the same series are in.",
                     "{count} figures of departments are missing, while others of the same series are in.", count)]  # fmt: skip


def _awaited(own: list[Standing], total: int, today: date) -> list[str]:
    """A sentence per period that has ended and is not in yet, though still in time; the first to be due first."""
    awaited: dict[tuple[date, Period], set[str]] = {}
    for one in own:
        if one.next and one.due_on and one.next.end < today:
            awaited.setdefault((one.due_on, one.next), set()).add(one.indicator)
    return [
        _(
            "For {count} of {total} indicators the figures of {period} are not all in yet; expected by {day}.",
            count=len(indicators), total=total, period=period(which), day=day(due_on),
        )
        for (due_on, which), indicators in sorted(awaited.items())[:NAMED_AT_MOST]
    ]  # fmt: skip


def _next(own: list[Standing]) -> list[str]:
    """The first period to come, where none is awaited that has ended."""
    to_come = sorted((one.due_on, one.next) for one in own if one.next and one.due_on)
    if not to_come:
        return []
    due_on, which = to_come[0]
    return [_("The next figures are those of {period}, expected by {day}.", period=period(which), day=day(due_on))]


def years(table: SafeTable) -> list[int]:
    """The years that a coverage table is about, newest first."""
    return sorted({start.year for start in table.column("period")}, reverse=True)


def window(table: SafeTable, year: int | None, at_most: int) -> SafeTable:
    """The part of one series to look at: a year, or its newest periods."""
    if year is not None:
        return table.between("period", date(year, 1, 1), date(year, 12, 31))
    periods = sorted(set(table.column("period")))[-at_most:]
    return table.between("period", periods[0]) if periods else table
