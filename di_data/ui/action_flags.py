"""What asks for attention about an action: a date that passed, nothing heard, an evaluation that is not there."""

from collections.abc import Mapping
from datetime import date
from enum import Enum
from typing import Any

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import day, moment
from di_data.reports.broken_links import unseen
from di_data.reports.waiting import overdue, stale, unevaluated
from di_data.ui.goal_fields import amount
from di_data.vocabulary import Way


class Flag(Enum):
    """One thing that asks for attention."""

    OVERDUE = "overdue"
    STALE = "stale"
    UNEVALUATED = "unevaluated"
    UNSEEN = "unseen"
    """The day on which the expectation should show has passed and nobody looked."""


def flagged(actions: SafeTable, today: date) -> dict[str, list[Flag]]:
    """By the key of an action what asks for attention; nothing for those that are in order."""
    by_flag = {
        Flag.OVERDUE: set(overdue(actions, today).column("id")),
        Flag.STALE: set(stale(actions, today).column("id")),
        Flag.UNEVALUATED: set(unevaluated(actions).column("id")),
        Flag.UNSEEN: set(unseen(actions, today).column("id")),
    }
    return {
        key: [flag for flag, keys in by_flag.items() if key in keys] for key in set().union(*by_flag.values())
    }  # fmt: skip


def in_brief(flag: Flag) -> str:
    """The flag in a cell of a table."""
    return {
        Flag.OVERDUE: _("past its date"),
        Flag.STALE: _("nothing heard for long"),
        Flag.UNEVALUATED: _("not evaluated yet"),
        Flag.UNSEEN: _("expectation not looked at"),
    }[flag]


def sentence(flag: Flag, row: Mapping[str, Any]) -> str:
    """The flag as a sentence at the top of a sheet, with what can be done."""
    if flag == Flag.OVERDUE:
        return _("This action should have been ready on {day}. Is it done, or does it need another date?", day=day(row["due_on"]))  # fmt: skip
    if flag == Flag.STALE:
        return _("Nothing was changed or noted since {moment}. Is it still running?", moment=moment(row["touched_at"]))
    if flag == Flag.UNEVALUATED:
        return _("This action is done, but nobody wrote down what came of it.")
    if row["evaluated_on"]:
        return _(
            "The evaluation of {day} came before the expectation could show. Look again.", day=day(row["evaluated_on"])
        )
    return _("What was expected should show by {day}, and nobody has looked yet.", day=day(row["evaluate_on"]))


def expected(row: Mapping[str, Any], indicators: Mapping[str, str]) -> list[str]:
    """What was expected of an action, in its own words and as a figure; a line each."""
    lines = [row["expectation"]] if row["expectation"] else []
    if row["expected_indicator"]:
        parts = [
            indicators.get(row["expected_indicator"], row["expected_indicator"]),
            Way(row["expected_direction"]).label.lower() if row["expected_direction"] else "",
            _("by {amount}", amount=amount(row["expected_change"])) if row["expected_change"] is not None else "",
        ]
        lines.append(" ".join(filter(None, parts)))
    if lines and row["expected_by"]:
        lines.append(_("To be seen on {day}.", day=day(row["expected_by"])))
    return lines
