"""Het Goede Gesprek: how many employees had one in twelve months, as a state at the end of a period. Behind the gate."""

from collections.abc import Iterator
from typing import Any

from di_data import gaps
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day, measured
from di_data.periods import Grain, Period
from di_data.ui.reading import indicator_values
from di_data.ui.session import Session
from di_data.vocabulary import Measure

INDICATOR = "good_conversation"

EVERYONE = 100.0
"""At least once a year means: all employees, in percent."""


def values(session: Session) -> SafeTable:
    """The figures as they were handed in, and added up to the level above."""
    return indicator_values(session, INDICATOR).where(derived=False, public_source=False)


def period_of(row: dict[str, Any]) -> Period:
    """The period at the end of which a figure stands."""
    return Period(row["period"], Grain(str(row["grain"])))


def periods(table: SafeTable) -> list[Period]:
    """The periods of which there are figures, the newest first."""
    return sorted({period_of(row) for row in table.rows()}, key=lambda period: period.end, reverse=True)


def at(table: SafeTable, period: Period) -> SafeTable:
    """The figures of one period."""
    return table.where(period=period.start, grain=period.grain.value)


def whole(table: SafeTable) -> dict[str, Any] | None:
    """The row of the whole organisation in a table of one period; None where no single unit is above the others."""
    tops = [row for row in table.rows() if row["parent_id"] is None]
    return tops[0] if len(tops) == 1 else None


def leaves(table: SafeTable) -> list[dict[str, Any]]:
    """The rows of the departments that have no other one below them."""
    above = set(table.column("parent_id"))
    return [row for row in table.rows() if row["unit_id"] not in above]


def sentences(table: SafeTable, today_period: Period) -> Iterator[str]:
    """What the state at the end of a period says."""
    until = day(today_period.end)
    shown = at(table, today_period)
    total, own = whole(shown), leaves(shown)
    if total is not None:
        yield _total(total, until)
    told = [row for row in own if not row["hidden"]]
    yield ngettext(
        "{count} department handed in its numbers; of {shown} the figure can be shown.",
        "{count} departments handed in their numbers; of {shown} the figure can be shown.", len(own), shown=len(told),
    )  # fmt: skip
    behind = [row for row in told if row["value"] < EVERYONE / 2]
    if behind:
        yield ngettext(
            "In {count} department fewer than half of the employees had one.",
            "In {count} departments fewer than half of the employees had one.", len(behind),
        )  # fmt: skip
    before = next((period for period in periods(table) if period.end.year == today_period.end.year - 1
                   and period.end.month == today_period.end.month), None)  # fmt: skip
    earlier = whole(at(table, before)) if before else None
    if total and earlier and not total["hidden"] and not earlier["hidden"]:
        yield _("A year before it was {value}.", value=measured(earlier["value"], Measure.PERCENT))


def _total(row: dict[str, Any], until: str) -> str:
    if row["hidden"]:
        return _("How many employees had Het Goede Gesprek is not shown: {reason}.", reason=gaps.why(row))
    share = measured(row["value"], Measure.PERCENT)
    if row["value"] >= EVERYONE:
        return _("Everyone had Het Goede Gesprek in the twelve months up to {day}.", day=until)
    return _(
        "{share} of the employees had Het Goede Gesprek in the twelve months up to {day}; at least once a year is 100%.",
        share=share, day=until,
    )  # fmt: skip
