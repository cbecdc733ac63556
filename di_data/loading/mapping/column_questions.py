"""What is asked, and told, about the columns of a file. Samples stand beside the questions on the page, not in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from di_data.contracts.fields import NUMBERS, DeliveryKind
from di_data.contracts.figures import ANSWERS, MEASURED
from di_data.indicator_catalogue import NAMES
from di_data.language import mark as _
from di_data.loading.findings import NONE_OF_THESE, Answers, Choice, Finding, Question, Translated
from di_data.loading.lettering import letter
from di_data.loading.mapping.match import Wide
from di_data.loading.mapping.synonyms import (
    PLACING,
    bare,
    likely_field,
    likely_indicator,
    survey_words,
    value_fields,
    words_of,
)
from di_data.periods import parse_or_none
from di_data.vocabulary import Kind

if TYPE_CHECKING:
    from di_data.loading.mapping.columns import Sheet

NOT_USED = Choice(NONE_OF_THESE, _("not used"))
_MOST_TOLD = 12

OWN_VALUES = {
    Kind.ABSENCE: ("absence_rate", "sick_days", "available_days", "new_cases", "absence_frequency"),
    Kind.OUTFLOW: ("outflow_rate", "leavers", "voluntary_leavers"),
    Kind.SURVEY: ("percentage", "positive", "answers", "invited", *ANSWERS),
}
"""The fields of figures that no other kind has: what tells the kinds apart."""


def label_of(kind: DeliveryKind, name: str) -> str:
    """The words for a field, or for one of the columns that together make a period; to be translated."""
    return PLACING[name] if name in PLACING else kind.field(name).header


def column_choice(code: str, place: int, header: str) -> Choice:
    """A column as an answer: its letter and header."""
    return Choice(code, "{letter}: {header}", {"letter": letter(place), "header": header})


def column_named(place: int, header: str) -> str:
    """A column as a message names it: D (Verzuim %)."""
    return f"{letter(place)} ({header})"


def _ask_field(
    sheet: Sheet, name: str, message: str, places: list[int], guess: int | None, *, optional: bool
) -> Question:
    shown = places if guess is None else [guess]
    return Question(
        "which_column", message, sheet=sheet.table.sheet, row=sheet.header.row + sheet.table.first_row,
        column=sheet.header.texts[shown[0]] if len(shown) == 1 else None,
        values={"field": Translated(label_of(sheet.kind, name))},
        key=f"field:{name}",
        choices=(*(column_choice(sheet.keys[place], place, sheet.header.texts[place]) for place in places),
                 *((NOT_USED,) if optional else ())),
        guess=None if guess is None else sheet.keys[guess],
    )  # fmt: skip


def which_column(sheet: Sheet, name: str, places: list[int]) -> Question:
    """Several columns bear a word for one field. The one with the most different cells is the likeliest."""
    guess = max(places, key=lambda place: len(set(sheet.samples[place])))
    asked = _ask_field(
        sheet, name, _("Several columns may hold “{field}”. Which one counts?"), places, guess, optional=True
    )
    return replace(asked, values=asked.values | {"doubted": True})


def which_measure(sheet: Sheet, place: int) -> Question:
    """The columns are periods, and nothing says what is counted in them."""
    fields = [field for field in sheet.kind.fields if field.type in NUMBERS and field.name not in ANSWERS]
    return Question(
        "which_measure", _("The columns are periods. What do the figures in them tell?"), sheet=sheet.table.sheet,
        row=sheet.header.row + sheet.table.first_row, column=sheet.header.texts[place], key="measure",
        choices=tuple(Choice(field.name, field.header) for field in fields), guess=MEASURED[sheet.kind.kind].value,
    )  # fmt: skip


def titled_measure(sheet: Sheet) -> str | None:
    """The field of figures that a title above the table names, when exactly one does."""
    above = sheet.table.cells.head(sheet.header.row - any(sheet.header.upper)).rows()
    texts = [bare(cell) for row in above for cell in row if cell] + [bare(sheet.table.sheet or "")]
    values = set(value_fields(sheet.kind)) - set(ANSWERS)
    words = [(word, name) for word, name in words_of(sheet.kind).items() if name in values and len(word) > 5]
    named = {name for text in texts for word, name in words if word in text}
    return named.pop() if len(named) == 1 else None


def which_indicator(sheet: Sheet, place: int) -> Question:
    """A column of figures in a survey: which indicator is it?"""
    guess = likely_indicator(sheet.header.texts[place])
    return Question(
        "which_indicator", _("What does the question “{header}” measure?"), sheet=sheet.table.sheet,
        row=sheet.header.row + sheet.table.first_row, column=sheet.header.texts[place],
        values={"header": sheet.header.texts[place]}, key=f"question:{sheet.keys[place]}",
        choices=(*(Choice(code, NAMES[code]) for code in dict.fromkeys(survey_words().values())), NOT_USED),
        guess=guess or NONE_OF_THESE,
    )  # fmt: skip


def which_scale(sheet: Sheet, places: list[int]) -> Question:
    """Columns that bear the words of answers, but are no whole scale: nobody knows which of them are positive."""
    return Question(
        "which_scale",
        _("Columns {columns} seem to hold how many people gave each answer, but they are no whole scale. Mend their headers in the file, or load it without them."),
        sheet=sheet.table.sheet, row=sheet.header.row + sheet.table.first_row,
        values={"columns": ", ".join(column_named(place, sheet.header.texts[place]) for place in places)},
        key="answers", choices=(NOT_USED,), guess=NONE_OF_THESE,
    )  # fmt: skip


def missing_fields(sheet: Sheet, known: set[str], wide: list[Wide], free: list[int], answers: Answers) -> list[Finding]:
    """A question for everything that a row needs and that no column was found for; a refusal where none can be it.

    `known`: fields that have a column or are asked about already. `free`: the filled columns that are nothing yet.
    """
    questions: list[Finding] = []
    for name in _needed(sheet, known, wide):
        if answers.get(f"field:{name}") == NONE_OF_THESE:
            questions += [] if name == "period" else [_missing(sheet, name)]
            continue
        places = [place for place in free if sheet.is_numeric(place)] if name in value_fields(sheet.kind) else free
        if not places and name != "period":
            questions.append(_missing(sheet, name))
            continue
        guess = next((place for place in places if likely_field(sheet.kind, name, sheet.header.texts[place])), None)
        if name == "period" and guess is None:
            guess = next((place for place in places if _are_periods(sheet.samples[place])), None)
            if guess is None:
                continue  # the period may be told otherwise: with the file, or in its title
        questions.append(
            _ask_field(sheet, name, _("Which column holds “{field}”?"), places, guess, optional=name == "period")
        )
    return questions


def _missing(sheet: Sheet, name: str) -> Finding:
    return Finding(
        "missing_column", _("There is no column for “{field}”."), _("Add the column to the file, or use the template."),
        sheet=sheet.table.sheet, row=sheet.header.row + sheet.table.first_row,
        values={"field": Translated(label_of(sheet.kind, name))},
    )  # fmt: skip


def _needed(sheet: Sheet, columns: set[str], wide: list[Wide]) -> list[str]:
    if "period" not in sheet.kind.names:
        return [field.name for field in sheet.kind.fields if field.required and field.name not in columns]
    needed = []
    if not {"unit_code", "unit_name"} & columns:
        needed.append("unit_name")
    if not {"period", "year"} & columns and not any(column.period for column in wide):
        needed.append("period")
    if "indicator" in sheet.kind.names and "indicator" not in columns and not any(column.indicator for column in wide):
        needed.append("indicator")
    if not wide:
        needed += _value_needed(sheet, columns)
    return needed


def _value_needed(sheet: Sheet, columns: set[str]) -> list[str]:
    """Nothing where a row has its figure; the counts where one of the two is there or hinted at; else the figure itself."""
    measured = MEASURED[sheet.kind.kind]
    lacking = [name for name in measured.counts if name not in columns]
    if not lacking or not columns.isdisjoint({measured.value, *measured.others}):
        return []
    hinted = all(any(likely_field(sheet.kind, name, text) for text in sheet.header.texts) for name in lacking)
    one_is_there = not columns.isdisjoint(set(measured.counts) - {"average_employees"})
    return lacking if one_is_there or hinted else [measured.value]


def _are_periods(cells: tuple[str, ...]) -> bool:
    return bool(cells) and sum(parse_or_none(cell) is not None for cell in cells) >= 0.8 * len(cells)


def unused(sheet: Sheet, places: list[int]) -> list[Finding]:
    """Columns that were passed over are told."""
    if not places:
        return []
    names = [column_named(place, sheet.header.texts[place]) for place in places[:_MOST_TOLD]]
    return [
        Finding("unused_column", _("Columns that were not used: {columns}."), sheet=sheet.table.sheet,
                values={"columns": ", ".join(names) + (" …" if len(places) > _MOST_TOLD else "")})
    ]  # fmt: skip


def told(sheet: Sheet, answers: Answers) -> list[Finding]:
    """Which column was taken for which field on the strength of an answer."""
    notes = []
    for key, answer in answers.items():
        sort, _colon, name = key.partition(":")
        if sort == "field" and name in sheet.kind.names and answer in sheet.keys and answer:
            place = sheet.keys.index(answer)
            notes.append(
                Finding("column_chosen", _("Column {column} was taken for “{field}”."), sheet=sheet.table.sheet,
                        values={"column": column_named(place, sheet.header.texts[place]),
                                "field": Translated(label_of(sheet.kind, name))})
            )  # fmt: skip
    return notes
