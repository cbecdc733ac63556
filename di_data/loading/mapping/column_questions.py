"""What is asked, and told, about the columns of a file. Samples stand beside the questions on the page, not in them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from di_data.contracts.fields import NUMBERS, Field
from di_data.indicator_catalogue import SHIPPED_INDICATORS
from di_data.language import mark as _
from di_data.loading.findings import Answers, Choice, Finding, Question, Translated
from di_data.loading.mapping.match import Wide, letter
from di_data.loading.mapping.synonyms import bare, likely_field, likely_indicator, survey_words, value_fields, words_of
from di_data.periods import parse
from di_data.vocabulary import Kind

if TYPE_CHECKING:
    from di_data.loading.mapping.columns import Sheet

NOT_USED = Choice("-", _("not used"))
_MOST_TOLD = 12

MAIN_VALUE = {Kind.ABSENCE: "absence_rate", Kind.OUTFLOW: "outflow_rate", Kind.SURVEY: "percentage"}
"""The field that is asked for when a file shows no column with figures."""


OWN_VALUES = {
    Kind.ABSENCE: ("absence_rate", "sick_days", "available_days", "new_cases", "absence_frequency"),
    Kind.OUTFLOW: ("outflow_rate", "leavers", "voluntary_leavers"),
    Kind.SURVEY: ("percentage", "positive", "answers", "invited"),
}
"""The fields of figures that no other kind has: what tells the kinds apart."""


_ENOUGH: dict[Kind, tuple[set[str], ...]] = {
    Kind.ABSENCE: ({"absence_rate"}, {"sick_days", "available_days"}, {"absence_frequency"}),
    Kind.OUTFLOW: ({"outflow_rate"}, {"leavers", "average_employees"}),
    Kind.SURVEY: ({"percentage"}, {"positive", "answers"}),
}
"""The fields with which a row has a figure."""


def _field(sheet: Sheet, name: str) -> Field | None:
    return sheet.kind.field(name) if name in sheet.kind.names else None


def _label(sheet: Sheet, name: str) -> str:
    field = _field(sheet, name)
    return field.header if field else {"year": _("Year"), "month": _("Month")}[name]


def column_choice(sheet: Sheet, place: int) -> Choice:
    """A column as an answer: its letter and header."""
    return Choice(
        sheet.keys[place], "{letter}: {header}", {"letter": letter(place), "header": sheet.header.texts[place]}
    )


def _ask_field(
    sheet: Sheet, name: str, message: str, places: list[int], guess: int | None, *, optional: bool
) -> Question:
    shown = places if guess is None else [guess]
    return Question(
        "which_column", message, sheet=sheet.table.sheet, row=sheet.header.row + sheet.table.first_row,
        column=sheet.header.texts[shown[0]] if len(shown) == 1 else None,
        values={"field": Translated(_label(sheet, name))},
        key=f"field:{name}",
        choices=(*(column_choice(sheet, place) for place in places), *((NOT_USED,) if optional else ())),
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
    fields = [field for field in sheet.kind.fields if field.type in NUMBERS]
    return Question(
        "which_measure", _("The columns are periods. What do the figures in them tell?"), sheet=sheet.table.sheet,
        row=sheet.header.row + sheet.table.first_row, column=sheet.header.texts[place], key="measure",
        choices=tuple(Choice(field.name, field.header) for field in fields), guess=MAIN_VALUE[sheet.kind.kind],
    )  # fmt: skip


def titled_measure(sheet: Sheet) -> str | None:
    """The field of figures that a title above the table names, when exactly one does."""
    above = sheet.table.cells.head(sheet.header.row - any(sheet.header.upper)).rows()
    texts = [bare(cell) for row in above for cell in row if cell] + [bare(sheet.table.sheet or "")]
    values = value_fields(sheet.kind)
    words = [(word, name) for word, name in words_of(sheet.kind).items() if name in values and len(word) > 5]
    named = {name for text in texts for word, name in words if word in text}
    return named.pop() if len(named) == 1 else None


def which_indicator(sheet: Sheet, place: int) -> Question:
    """A column of figures in a survey: which indicator is it?"""
    guess = likely_indicator(sheet.header.texts[place])
    names = {indicator.code: indicator.name for indicator in SHIPPED_INDICATORS}
    return Question(
        "which_indicator", _("What does the question “{header}” measure?"), sheet=sheet.table.sheet,
        row=sheet.header.row + sheet.table.first_row, column=sheet.header.texts[place],
        values={"header": sheet.header.texts[place]}, key=f"question:{sheet.keys[place]}",
        choices=(*(Choice(code, names[code]) for code in dict.fromkeys(survey_words().values())), NOT_USED),
        guess=guess or NOT_USED.code,
    )  # fmt: skip


def missing_fields(
    sheet: Sheet, columns: dict[str, int], wide: list[Wide], answers: Answers, doubted: set[str]
) -> list[Finding]:
    """A question for everything that a row needs and that no column was found for; a refusal where none can be it.

    `doubted`: fields that are asked about already.
    """
    free = [place for place, key in enumerate(sheet.keys)
            if key and place not in columns.values() and place not in {column.place for column in wide} and sheet.samples[place]]  # fmt: skip
    questions: list[Finding] = []
    for name in _needed(sheet, {*columns, *doubted}, wide):
        if answers.get(f"field:{name}") == NOT_USED.code:
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
        values={"field": Translated(_label(sheet, name))},
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
    if not wide and not any(whole <= columns for whole in _ENOUGH[sheet.kind.kind]):
        needed += _value_needed(sheet, columns)
    return needed


def _value_needed(sheet: Sheet, columns: set[str]) -> list[str]:
    """The counts where one of the two is there or hinted at; else the figure itself."""
    for counts in _ENOUGH[sheet.kind.kind]:
        lacking = [name for name in sheet.kind.names if name in counts - columns]
        hinted = all(any(likely_field(sheet.kind, name, text) for text in sheet.header.texts) for name in lacking)
        if len(counts) == 2 and (counts & (columns - {"average_employees"}) or hinted):
            return lacking
    return [MAIN_VALUE[sheet.kind.kind]]


def _are_periods(cells: tuple[str, ...]) -> bool:
    def is_period(cell: str) -> bool:
        try:
            return bool(parse(cell))
        except ValueError:
            return False

    return bool(cells) and sum(map(is_period, cells)) >= 0.8 * len(cells)


def unused(sheet: Sheet, places: list[int]) -> list[Finding]:
    """Columns that were passed over are told."""
    if not places:
        return []
    names = [f"{letter(place)} ({sheet.header.texts[place]})" for place in places[:_MOST_TOLD]]
    return [
        Finding("unused_column", _("Columns that were not used: {columns}."), sheet=sheet.table.sheet,
                values={"columns": ", ".join(names) + (" …" if len(places) > _MOST_TOLD else "")})
    ]  # fmt: skip


def told(sheet: Sheet, answers: Answers) -> list[Finding]:
    """Which column was taken for which field on the strength of an answer."""
    notes = []
    for key, answer in answers.items():
        name = key.removeprefix("field:")
        if name in sheet.kind.names and answer in sheet.keys and answer:
            place = sheet.keys.index(answer)
            notes.append(
                Finding("column_chosen", _("Column {column} was taken for “{field}”."), sheet=sheet.table.sheet,
                        values={"column": f"{letter(place)} ({sheet.header.texts[place]})",
                                "field": Translated(_label(sheet, name))})
            )  # fmt: skip
    return notes
