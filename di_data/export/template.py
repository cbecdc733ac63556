"""The Excel template of a kind: headers, drop-down lists, one example row that a load ignores; or rows filled in."""

import io
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import xlsxwriter

from di_data.contracts import DeliveryKind, Field, FieldType
from di_data.language import gettext
from di_data.language import gettext as _
from di_data.vocabulary import Instrument, Term

ROWS = 1000
"""How many rows get the drop-down lists, beside those that are filled in."""

FIRST_DATE = date(1900, 3, 1)
"""Excel counts days from 1900 on and thinks that this was a leap year: dates before it are written as text."""

Cells = Mapping[str, object]
"""The cells of a row by the name of their field: text, a number, a date or None."""


def template(kind: DeliveryKind) -> bytes:
    """The workbook, in the user's language. The example row starts with the word that a load skips."""
    return workbook(kind, [], {})


def workbook(kind: DeliveryKind, rows: Sequence[Cells], lists: Mapping[str, Sequence[str]]) -> bytes:
    """A workbook of a kind with these rows; without rows, with the example row.

    `lists` are suggestions for the cells of a field, beside those of the vocabularies.
    """
    content = io.BytesIO()
    book = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    sheet = book.add_worksheet(kind.kind.label[:31])
    top = {"text_wrap": True, "valign": "top"}
    formats = {
        "header": book.add_format({"bold": True, "bg_color": "#DCE6F0", "bottom": 1} | top),
        "example": book.add_format({"italic": True, "font_color": "#5A5A5A", "valign": "top"}),
        "text": book.add_format({"num_format": "@"} | (top if rows else {})),
        "date": book.add_format({"num_format": "dd-mm-yyyy", "align": "left"} | top),
        "number": book.add_format({"valign": "top"}),
    }
    first = 1 if rows else 2
    last = len(rows) + ROWS
    for place, field in enumerate(kind.fields):
        _header(sheet, place, field, formats)
        for number, row in enumerate(rows, start=1):
            _write(sheet, number, place, row.get(field.name), formats)
        if not rows:
            sheet.write_string(1, place, _("example") if place == 0 else _example(field), formats["example"])
        if choices := _choices(field):
            sheet.data_validation(first, place, last, place, {
                "validate": "list", "source": choices, "error_type": "stop" if field.type == FieldType.TERM else "information",
            })  # fmt: skip
    _suggest(book, sheet, kind, {**_suggestions(kind), **lists}, (first, last))
    sheet.freeze_panes(1, 2 if rows else 0)
    if rows:
        sheet.autofilter(0, 0, len(rows), len(kind.fields) - 1)
    sheet.set_landscape()
    book.close()
    return content.getvalue()


def _header(sheet: Any, place: int, field: Field, formats: Mapping[str, Any]) -> None:
    # A percentage as text: Excel would store 5,4% as 0,054.
    plain = field.type in (FieldType.NUMBER, FieldType.WHOLE)
    sheet.set_column(place, place, max(14, min(len(field.label) + 4, 40)), None if plain else formats["text"])
    sheet.write_string(0, place, field.label, formats["header"])
    if hint := _hint(field):
        sheet.write_comment(0, place, hint, {"x_scale": 2})


def _write(sheet: Any, row: int, place: int, value: object, formats: Mapping[str, Any]) -> None:
    """Write a value so that it comes back the same: a text is never taken for a formula, a number or a link."""
    if value is None:
        return
    if isinstance(value, date) and value >= FIRST_DATE:
        sheet.write_datetime(row, place, value, formats["date"])
    elif isinstance(value, (int, float)):
        sheet.write_number(row, place, value, formats["number"])
    else:
        sheet.write_string(row, place, str(value), formats["text"])


def _suggestions(kind: DeliveryKind) -> dict[str, Sequence[str]]:
    """The known words of fields that also take others."""
    return {"instrument": [term.label for term in Instrument]} if "instrument" in kind.names else {}


def _suggest(
    book: Any, sheet: Any, kind: DeliveryKind, lists: Mapping[str, Sequence[str]], rows: tuple[int, int]
) -> None:
    """Drop-down lists of words of any length and number: they stand on a sheet of their own."""
    filled = {name: lists[name] for name in kind.names if lists.get(name)}
    if not filled:
        return
    name = _("Lists")
    beside = book.add_worksheet(name)
    text = book.add_format({"num_format": "@"})
    for column, (field, words) in enumerate(filled.items()):
        beside.set_column(column, column, 40, text)
        for row, word in enumerate([kind.field(field).label, *words]):
            beside.write_string(row, column, word, text)
        place = kind.names.index(field)
        letter = chr(ord("A") + column)
        sheet.data_validation(rows[0], place, rows[1], place, {
            "validate": "list", "source": f"='{name}'!${letter}$2:${letter}${len(words) + 1}", "error_type": "information",
        })  # fmt: skip


def _example(field: Field) -> str:
    if field.vocabulary and field.example:
        return _label(field, field.example)
    return gettext(field.example) if field.example else ""


def _label(field: Field, code: str) -> str:
    assert field.vocabulary is not None
    term: Term = field.vocabulary(code)
    return term.label


def _choices(field: Field) -> list[str]:
    if field.type == FieldType.YES_NO:
        return [_("yes"), _("no")]
    return [term.label for term in field.vocabulary] if field.vocabulary else []


def _hint(field: Field) -> str:
    required = _("Required.") if field.required else ""
    return " ".join(part for part in (required, gettext(field.hint) if field.hint else "") if part)
