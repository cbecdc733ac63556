"""Rows that were typed or pasted in a table, read as actions: every cell is text, and what is not understood is told."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta

from di_data.contracts.instruments import folded
from di_data.disclosure import SafeTable
from di_data.errors import InzetwijzerError, Refused
from di_data.language import LANGUAGES, gettext, speaking
from di_data.language import mark as _
from di_data.loading.cleaning.dates import read_date
from di_data.loading.departments.directory import Directory
from di_data.register.actions import Action, action_version
from di_data.register.records import new_key
from di_data.ui.action_choices import Choices
from di_data.vocabulary import ActionStatus, Position, Term

COLUMNS = ("title", "goal", "units", "owner", "starts_on", "due_on", "status")
USUAL_DAYS = 90
"""How long an action takes when nothing else was said: a quarter."""

Row = Mapping[str, str | None]


@dataclass(frozen=True)
class Typed:
    """The actions of a table, and for every row that cannot be saved its number and what is wrong with it."""

    actions: list[Action] = field(default_factory=list)
    errors: list[tuple[int, InzetwijzerError]] = field(default_factory=list)


def read_rows(rows: Sequence[Row], choices: Choices, units: SafeTable, today: date) -> Typed:
    """Every row with something in it as an action; rows are numbered from 1, as the table shows them."""
    directory, typed = Directory(units.frame()), Typed()
    for number, row in enumerate(rows, start=1):
        cells = {name: (row.get(name) or "").strip() for name in COLUMNS}
        if not any(cells.values()):
            continue
        try:
            action = _action(cells, choices, directory, today)
            action_version(action, new_key(), 0)
        except InzetwijzerError as error:
            typed.errors.append((number, error))
        else:
            typed.actions.append(action)
    return typed


def _action(cells: Mapping[str, str], choices: Choices, directory: Directory, today: date) -> Action:
    goal = _goal(cells["goal"], choices)
    starts_on = _day(cells["starts_on"], gettext("Start")) or today
    due_on = _day(cells["due_on"], gettext("Ready on")) or max(starts_on, today) + timedelta(days=USUAL_DAYS)
    return Action(
        title=cells["title"], goal=goal, units=choices.units_for(_units(cells["units"], choices, directory), goal),
        owner_role=Position(_term(cells["owner"], Position, gettext("Who takes it up")) or Position.MANAGER),
        starts_on=starts_on, due_on=due_on,
        status=ActionStatus(_term(cells["status"], ActionStatus, gettext("Status")) or ActionStatus.PLANNED),
    )  # fmt: skip


def _goal(text: str, choices: Choices) -> str | None:
    """The goal of this title, or the only one in whose title it occurs."""
    if not text:
        return None
    titles = {key: folded(title) for key, title in choices.goal_titles.items()}
    same = [key for key, title in titles.items() if title == folded(text)]
    near = same or [key for key, title in titles.items() if folded(text) in title and key in choices.goals]
    if len(near) == 1:
        return near[0]
    if near:
        raise Refused(_("More than one goal has these words in its title. Write more of it."))
    raise Refused(_("There is no goal with this title. Copy the title from the page Goals."))


def _units(text: str, choices: Choices, directory: Directory) -> tuple[str, ...]:
    found: list[str] = []
    for part in filter(None, (part.strip() for part in text.replace("\n", ";").split(";"))):
        found += _unit(part, directory) or [
            key for one in part.split(",") for key in _unit(one.strip(), directory) or ("",)
        ]
    if not all(key in choices.units for key in found):
        raise Refused(_("A department is not known. Write its code or its name, with a semicolon between several."))
    return tuple(dict.fromkeys(found))


def _unit(text: str, directory: Directory) -> tuple[str, ...]:
    keys = directory.matches(text).keys if text else ()
    if len(keys) > 1:
        raise Refused(_("More than one department has this name. Write its code."))
    return keys


def _term(text: str, terms: type[Term], label: str) -> str | None:
    """The code of a term that was written as its code or as its label in either language."""
    if not text:
        return None
    for language in LANGUAGES:
        with speaking(language):
            words = {folded(word): term.value for term in terms for word in (term.value, term.label)}
        if found := words.get(folded(text)):
            return found
    raise Refused(
        _("“{field}” is not a word of the list. Choose one of: {choices}."),
        field=label, choices=", ".join(term.label for term in terms),
    )  # fmt: skip


def _day(text: str, label: str) -> date | None:
    if not text:
        return None
    if found := read_date(text, "day_month"):
        return found
    raise Refused(_("“{field}” is not a date. Write a date such as 31-12-2026."), field=label)
