"""The outcome of the auditor in words: how many figures, and which, never what they are. Pure."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from di_data.language import gettext, ngettext
from di_data.language import mark as _
from di_data.notation import number, period
from di_data.periods import Grain, Period


class Told(StrEnum):
    """What the auditor has to say about a figure."""

    UNPROTECTED = "unprotected"
    IN_VAIN = "in_vain"
    BEFORE = "before"


KINDS = {
    "primary": _("the figure"),
    "complementary": _("the figure"),
    "rest": _("the few people directly under it"),
    "together": _("a few hidden figures under it together"),
    "difference": _("a correction about a few people"),
    "shown": _("the figure, which is shown while it is about too few people"),
}
"""What can be worked out, by the kinds of the auditor."""


def verdict(unprotected: int) -> str:
    """Can anybody be recognised, in one sentence."""
    if not unprotected:
        return gettext("No: nothing that is hidden can be worked out from all that was ever shown.")
    return ngettext(
        "Perhaps: {count} hidden figure can be worked out too precisely.",
        "Perhaps: {count} hidden figures can be worked out too precisely.",
        unprotected,
    )


def counts(shown: int, hidden: int) -> str:
    """How many figures are shown and hidden."""
    return gettext("{shown} figures are shown, {hidden} are hidden.", shown=number(shown), hidden=number(hidden))


def in_vain(count: int) -> str:
    """Figures that need not have been hidden."""
    return ngettext(
        "{count} figure is hidden in vain: it follows from what is shown. That harms nobody.",
        "{count} figures are hidden in vain: they follow from what is shown. That harms nobody.",
        count,
    )


def before(count: int) -> str:
    """Figures that were shown and are hidden now."""
    return ngettext(
        "{count} figure is hidden now and was shown before. Who saw it knows it; nothing can undo that.",
        "{count} figures are hidden now and were shown before. Who saw them knows them; nothing can undo that.",
        count,
    )


def parts_of(row: Mapping[str, Any]) -> tuple[str, str, str, str]:
    """One figure by name: department, indicator, period, and what of it."""
    indicator, what = str(row["indicator_name"] or row["indicator"]), KINDS[row["kind"]]
    told = gettext(what)
    if row["structure"] == "present":
        told = gettext("{what}, in the present structure", what=told)
    return str(row["unit_name"] or row["unit"] or ""), gettext(indicator), _period(row), told


def _period(row: Mapping[str, Any]) -> str:
    return period(Period(row["period"], Grain(row["grain"])))


def listed(rows: Sequence[Mapping[str, Any]], most: int) -> list[str]:
    """The first figures of a list, and how many more there are."""
    lines = ["; ".join(parts_of(row)) for row in rows[:most]]
    if len(rows) > most:
        lines.append(gettext("and {count} more", count=number(len(rows) - most)))
    return lines


def report(numbers: Mapping[str, int], cells: Mapping[str, Sequence[Mapping[str, Any]]]) -> list[str]:
    """All of an audit in lines; `numbers`: `publications, shown, hidden, tried`, `cells`: the figures by code of `Told`."""
    lines = [
        verdict(len(cells[Told.UNPROTECTED])),
        counts(numbers["shown"], numbers["hidden"]),
        gettext("Tried to work out: {count} numbers, from {publications} publications.",
                count=number(numbers["tried"]), publications=number(numbers["publications"])),
    ]  # fmt: skip
    for told, sentence in ((Told.IN_VAIN, in_vain), (Told.BEFORE, before)):
        if rows := cells[told]:
            lines += [sentence(len(rows)), *("  " + line for line in listed(rows, _LISTED))]
    if rows := cells[Told.UNPROTECTED]:
        lines += [gettext("Not protected:"), *("  " + "; ".join(parts_of(row)) for row in rows)]
    return lines


_LISTED = 20
"""Figures that are named of a list that harms nobody."""
