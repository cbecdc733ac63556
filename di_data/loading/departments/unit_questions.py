"""The questions about departments that a file names, and what was done on the strength of the answers."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from di_data.language import mark as _
from di_data.loading.departments.directory import Directory, Unit
from di_data.loading.findings import Answers, Choice, Finding, Question, digest
from di_data.loading.profiles import fold
from di_data.notation import day

LEAVE_OUT, AS_IS, SUCCESSOR, FOREBEAR = "leave_out", "as_is", "successor", "forebear"
NAMED = 10
"""How many rows or departments a message names."""
ASKED = 200
"""How many departments are asked about one by one; more of them point at a wrong column."""

_UNKNOWN = _("This department is not known.")
_UNKNOWN_ROWS = _("This department is not known. It stands in {count} rows: {rows}.")
_REMEDY = _("Load the departments first, or use a code from the list on the page Load data.")
_SHARED = _("Several departments have this name.")
_SHARED_ROWS = _("Several departments have this name. It stands in {count} rows: {rows}.")
_SHARED_REMEDY = _("Use the code of the department.")
_DATE = _("A spreadsheet turned this code into a date. Choose the department that was meant.")
_DATE_REMEDY = _("Choose the department, or make the column with codes a text column and export the file again.")
_DIFFERS = _("The code belongs to “{by_code}” and the name to “{by_name}”. Choose the department that was meant.")
_ENDED = _("“{unit}” ended on {day} and went on in “{heir}”. Count these figures for “{heir}”?")
_ENDED_ALONE = _("“{unit}” ended on {day}, and no department is known in which it went on.")
_NOT_YET = _("“{unit}” exists from {day}, and these rows are about a time before it.")
_MORE = _("{count} more departments in this file are not known. Check whether this is the right column.")


def _key(rule: str, *texts: str) -> str:
    """What the answer about a text, or about a code and a name, is remembered by."""
    return f"{rule}:{digest('|'.join(fold(text) for text in texts if text))}"


def listed(parts: Iterable[object]) -> str:
    """The first so many, with commas."""
    every = list(parts)
    return ", ".join(map(str, every[:NAMED])) + (", …" if len(every) > NAMED else "")


@dataclass(frozen=True)
class Place:
    """Where a text stands: sheet, header, and the rows that hold it, from the top."""

    sheet: str | None
    column: str | None
    rows: Sequence[int]

    @property
    def row(self) -> int | None:
        """The first row."""
        return self.rows[0] if self.rows else None


class UnitQuestions:
    """Makes the questions about one file; each is about one text, whatever the number of its rows."""

    def __init__(self, known: Directory, answers: Answers) -> None:
        self._known = known
        self._answers = answers

    def answer(self, question: Question) -> str | None:
        """The code that was chosen, when it is one of the choices."""
        told = self._answers.get(question.key)
        codes = {fold(choice.code): choice.code for choice in question.choices}
        return codes.get(fold(told)) if told else None

    def key_of(self, code: str) -> str | None:
        """The key of the unit that was chosen; None for leaving the rows out."""
        return None if code == LEAVE_OUT else self._known.by_code(code)

    @cached_property
    def departments(self) -> tuple[Choice, ...]:
        """Every department of one's own, and leaving the rows out."""
        return self._choices(sorted(self._known.own.values(), key=lambda unit: fold(unit.code)))

    def unknown(self, place: Place, text: str, *, is_code: bool) -> Question:
        """A text that leads to no department."""
        key = _key("unit", text)
        if is_code and (meant := self._known.as_date(text)) is not None:
            guess = self._known.units[meant[0]].code if len(meant) == 1 else None
            return _ask("unit_code_as_date", _DATE, place, key, self.departments, guess, remedy=_DATE_REMEDY)
        near = self._known.nearest(text, self._known.own)
        guess = None if near is None else self._known.units[near].code
        message = _UNKNOWN if len(place.rows) == 1 else _UNKNOWN_ROWS
        return _ask("unknown_unit", message, place, key, self.departments, guess, remedy=_REMEDY)

    def shared(self, place: Place, text: str, keys: Iterable[str]) -> Question:
        """A name that several departments bear in that time."""
        message = _SHARED if len(place.rows) == 1 else _SHARED_ROWS
        choices = self._choices([self._known.units[key] for key in keys])
        return _ask("unknown_unit", message, place, _key("unit", text), choices, None, remedy=_SHARED_REMEDY)

    def differs(self, place: Place, told: tuple[str, str], by_code: str, by_name: str) -> Question:
        """A code and a name beside one another that are of two departments."""
        units = [self._known.units[by_code], self._known.units[by_name]]
        return _ask(
            "unit_differs", _DIFFERS, place, _key("unit_differs", *told), self._choices(units), units[0].code,
            by_code=units[0].name, by_name=units[1].name,
        )  # fmt: skip

    def ended(self, place: Place, text: str, unit: Unit, heir: Unit | None) -> Question:
        """Figures about a time after the department ended."""
        key, ended = _key("unit_ended", text), day(unit.ends_on) if unit.ends_on else ""
        stay = [Choice(AS_IS, _("No, keep them with “{unit}”"), {"unit": unit.name}), _LEAVE]
        if heir is None:
            return _ask("unit_ended", _ENDED_ALONE, place, key, tuple(stay), None, unit=unit.name, day=ended)
        choices = (Choice(SUCCESSOR, _("Yes, count them for “{unit}”"), {"unit": heir.name}), *stay)
        return _ask("unit_ended", _ENDED, place, key, choices, SUCCESSOR, unit=unit.name, day=ended, heir=heir.name)

    def not_yet(self, place: Place, text: str, unit: Unit, forebears: list[Unit]) -> Question:
        """Figures about a time before the department existed; one forebear alone can take them."""
        choices = [Choice(AS_IS, _("Keep them with “{unit}”"), {"unit": unit.name}), _LEAVE]
        if len(forebears) == 1:
            choices.insert(0, Choice(FOREBEAR, _("Count them for “{unit}”"), {"unit": forebears[0].name}))
        started = day(unit.starts_on) if unit.starts_on else ""
        return _ask(
            "unit_not_yet", _NOT_YET, place, _key("unit_not_yet", text), tuple(choices), choices[0].code,
            unit=unit.name, day=started,
        )  # fmt: skip

    def _choices(self, units: Iterable[Unit]) -> tuple[Choice, ...]:
        every = [Choice(unit.code, "{code} – {name}", {"code": unit.code, "name": unit.name}) for unit in units]
        return (*every, _LEAVE)


_LEAVE = Choice(LEAVE_OUT, _("Leave these rows out"))


def _ask(
    rule: str, message: str, place: Place, key: str, choices: tuple[Choice, ...], guess: str | None,
    *, remedy: str = "", **values: object,
) -> Question:  # fmt: skip
    about = values | {"count": len(place.rows), "rows": listed(place.rows)}
    return Question(
        rule, message, remedy, sheet=place.sheet, row=place.row, column=place.column, values=about,
        key=key, choices=choices, guess=guess,
    )  # fmt: skip


def too_many(place: Place, count: int) -> Finding:
    """So many departments are unknown that the rest are not asked about."""
    return Finding(
        "unknown_unit", _MORE, _REMEDY, sheet=place.sheet, row=place.row, column=place.column, values={"count": count}
    )


def note(rule: str, message: str, place: Place, **values: object) -> Finding:
    """What was done, with the rows that it is about."""
    about = values | {"count": len(place.rows), "rows": listed(place.rows)}
    return Finding(rule, message, sheet=place.sheet, row=place.row, column=place.column, values=about)
