"""Hidden figures in words: why there is a gap, and where to look instead. The same on pages, in charts and downloads."""

from collections.abc import Iterable, Mapping
from typing import Any

from di_data.language import gettext as _
from di_data.language import mark, ngettext
from di_data.notation import measured, period
from di_data.periods import Grain, Period
from di_data.vocabulary import Hidden, Measure

SIGN = "⊘"
"""Stands wherever a figure is not shown: in a cell of a table and in a chart."""

PLACES_AT_MOST = 3
"""Places to look instead that a caption names: more is no longer read."""

_SHORT = {
    Hidden.SMALL_GROUP: mark("small group"),
    Hidden.FEW_ANSWERS: mark("few answers"),
    Hidden.LOW_RESPONSE: mark("low response"),
    Hidden.UNKNOWN_SIZE: mark("size not known"),
    Hidden.FEW_PEOPLE: mark("few people"),
}
"""The reasons that leave the gate, as short as a cell of a table."""

Row = Mapping[str, Any]
"""A figure: `hidden` or `reason`, and where it is known `instead_unit`, `instead_unit_name`, `instead_grain`,
`instead_period`, beside its own `unit_id`."""


def cell(row: Row) -> str:
    """A hidden figure in a cell of a table, with its reason in two words; the caption below the table explains."""
    return f"{SIGN} {_(_SHORT[Hidden(row['reason'])])}"


def place(row: Row) -> str:
    """Where to look instead: the period, after the department where that is another one; nothing for nowhere."""
    if row.get("instead_period") is None:
        return ""
    when = period(Period(row["instead_period"], Grain(row["instead_grain"])))
    return when if row["instead_unit"] == row.get("unit_id") else f"{row['instead_unit_name']}, {when}"


def why(row: Row, nearest: Row | None = None, measure: Measure | None = None) -> str:
    """Why a figure is hidden and where to look instead, to stand in a sentence before its full stop.

    `nearest`: the row to look at, of an indicator in `measure`; then its figure is told as well.
    """
    reason = Hidden(row["reason"]).label
    where = place(row)
    if not where:
        return reason
    if nearest is not None and measure is not None:
        where += f" ({measured(nearest['value'], measure)})"
    return _("{reason}. Look instead at: {place}", reason=reason, place=where)


def summary(rows: Iterable[Row]) -> str:
    """What is not shown of a table or a chart, in one caption: how many figures, why, and where to look instead.

    Nothing where no row is hidden. A department to look at is named once, with its newest period.
    """
    gaps = sorted((row for row in rows if row["reason"]), key=_newest_first, reverse=True)
    if not gaps:
        return ""
    told = ngettext(
        "{sign} {count} figure is not shown, so that nobody can be recognised: {words}.",
        "{sign} {count} figures are not shown, so that nobody can be recognised: {words}.", len(gaps),
        sign=SIGN, words="; ".join(dict.fromkeys(Hidden(row["reason"]).label for row in gaps)),
    )  # fmt: skip
    nearest: dict[str, str] = {}
    for row in gaps:
        if told_place := _named(row):
            nearest.setdefault(row["instead_unit_name"], told_place)
    if nearest:
        told += " " + _("Look instead at: {place}", place="; ".join(list(nearest.values())[:PLACES_AT_MOST]))
        told += "." if len(nearest) <= PLACES_AT_MOST else "; …"
    elif "instead_period" in gaps[0]:
        told += " " + _("Nothing near them can be shown either.")
    return told


def _newest_first(row: Row) -> tuple[Any, ...]:
    return (row["period"],) if row.get("period") else ()


def _named(row: Row) -> str:
    """The place with its department: a caption is about several of them."""
    return place({**row, "unit_id": None})
