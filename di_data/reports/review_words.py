"""Sentences of a quarterly review that the page and the paper share: how complete it is, its decisions, its dialogue."""

from collections.abc import Iterable, Mapping
from typing import Any

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day, number, period
from di_data.periods import parse
from di_data.reports import reading_words
from di_data.reports.reviewed import Held
from di_data.vocabulary import Factor, Position

NAMED_AT_MOST = 3
"""Indicators that a sentence names."""

Row = Mapping[str, Any]


def complete(table: SafeTable) -> list[str]:
    """How complete the figures of a quarter are, of `quarters.completeness`."""
    counted = list(table.rows())
    asked, there, provisional = (sum(row[name] for row in counted) for name in ("asked", "is_in", "provisional"))
    if not asked:
        return [_("There are no figures of this quarter yet.")]
    told = _("{count} of the {total} figures of this quarter are in.", count=number(there), total=number(asked))
    if provisional:
        told += " " + ngettext("{count} of them is provisional.", "{count} of them are provisional.", provisional)
    lacking = [(row["indicator_name"], row["is_in"], row["asked"]) for row in counted if row["is_in"] < row["asked"]]
    return [told, _("Not complete: {names}.", names=_named(lacking))] if lacking else [told]


def _named(lacking: list[tuple[str, int, int]]) -> str:
    named = ", ".join(
        _("{indicator} ({count} of {total})", indicator=_(name), count=number(count), total=number(total))
        for name, count, total in lacking[:NAMED_AT_MOST]
    )
    return _("{names} and others", names=named) if len(lacking) > NAMED_AT_MOST else named


def dialogue(held: Iterable[Held], known: Mapping[str, Row]) -> list[str]:
    """What was said where a figure says the opposite, a sentence each; `known`: the indicators by code."""
    return [
        reading_words.dialogue_message(
            one.match, one.rating, department=one.unit_name, factor=Factor(one.factor).label,
            indicator=_(known[one.indicator]["name"]),
        ) + "."
        for one in held
        if one.match.is_worth_talking
    ]  # fmt: skip


def nothing_opposite(held: int) -> str:
    """What is said where no judgement contradicts its figure; `held`: how many were held against one."""
    if not held:
        return _("There are no judgements yet of which a figure says something as well.")
    return ngettext(
        "{count} judgement was held against a figure; they do not contradict each other.",
        "{count} judgements were held against figures; none contradicts its figure.", held,
    )  # fmt: skip


def decision_standing(row: Row) -> list[str]:
    """Who a decision is for, by when, in which review it was taken, and what it is about."""
    facts = [Position(row["owner_role"]).label]
    if row["due_on"]:
        facts.append(_("by {day}", day=day(row["due_on"])))
    about = " · ".join(filter(None, (row["goal"], row["action"], row["unit_name"])))
    return [*facts, period(parse(row["quarter"])), *filter(None, [about])]
