"""The Excel template of a kind: headers, drop-down lists from the vocabulary, one example row that a load ignores."""

import io

import xlsxwriter

from di_data.contracts import DeliveryKind, Field, FieldType
from di_data.language import gettext
from di_data.language import gettext as _
from di_data.vocabulary import Term

ROWS = 1000
"""How many rows get the drop-down lists."""


def template(kind: DeliveryKind) -> bytes:
    """The workbook, in the user's language. The example row starts with the word that a load skips."""
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False})
    sheet = workbook.add_worksheet(kind.kind.label[:31])
    bold = workbook.add_format({"bold": True, "bg_color": "#DCE6F0", "bottom": 1, "text_wrap": True, "valign": "top"})
    grey = workbook.add_format({"italic": True, "font_color": "#5A5A5A"})
    text = workbook.add_format({"num_format": "@"})
    for place, field in enumerate(kind.fields):
        plain = field.type in (
            FieldType.NUMBER,
            FieldType.WHOLE,
        )  # a percentage as text: Excel would store 5,4% as 0,054
        sheet.set_column(place, place, max(14, min(len(field.label) + 4, 40)), None if plain else text)
        sheet.write_string(0, place, field.label, bold)
        sheet.write_string(1, place, _("example") if place == 0 else _example(field), grey)
        if hint := _hint(field):
            sheet.write_comment(0, place, hint, {"x_scale": 2})
        if choices := _choices(field):
            sheet.data_validation(2, place, ROWS, place, {
                "validate": "list", "source": choices, "error_type": "stop" if field.type == FieldType.TERM else "information",
            })  # fmt: skip
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    workbook.close()
    return content.getvalue()


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
