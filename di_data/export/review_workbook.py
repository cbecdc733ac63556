"""The figures behind each chart of a quarterly review as an Excel workbook: a sheet for each, and a first one that names them."""

import io
import re
from collections.abc import Sequence
from typing import Any

from di_data.export.review_figures import Amount
from di_data.export.review_paper import Drawing, Paper, Table
from di_data.language import gettext as _
from di_data.vocabulary import Measure

_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_LONGEST_NAME, LONGEST_TEXT = 31, 32_000
_TOP = 3
"""Rows above the header of a sheet: what the chart is of, what it says, and one that is empty."""

_FORMATS = {Measure.PERCENT: '0.0"%"', Measure.COUNT: "#,##0", Measure.ENPS: "#,##0"}
"""A percentage is 5.4 and not 0.054, as everywhere in the app."""

OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
"""What is typed stays text, whatever it looks like."""


def review_workbook(paper: Paper) -> bytes:
    """The workbook (xlsx), in the language of the reader. A figure is a number; one that is not shown says why."""
    import xlsxwriter

    content = io.BytesIO()
    drawings = list(paper.drawings())
    names = [sheet_name(number, one.name) for number, one in enumerate(drawings, start=1)]
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({"title": paper.title, "author": "Inzetwijzer"})
        formats = formats_of(book)
        _contents(book.add_worksheet(_("Contents")), paper, drawings, names, formats)
        for name, one in zip(names, drawings, strict=True):
            _figures(book.add_worksheet(name), one, formats)
    return content.getvalue()


def formats_of(book: Any) -> dict[str, Any]:
    """How cells look: titles, headers, texts, links, and figures by the code of their measure."""
    return {
        "title": book.add_format({"bold": True, "font_size": 14}),
        "header": book.add_format({"bold": True, "bg_color": "#DCE6F0", "bottom": 1, "text_wrap": True, "valign": "top"}),
        "text": book.add_format({"text_wrap": True, "valign": "top"}),
        "link": book.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"}),
    } | {
        measure.value: book.add_format({"num_format": _FORMATS.get(measure, "#,##0.00"), "valign": "top"}) for measure in Measure
    }  # fmt: skip


def sheet_name(number: int, name: str) -> str:
    """A name that Excel allows, each one once by its number."""
    return _NO_SHEET_NAME.sub(" ", f"{number} {name}")[:_LONGEST_NAME].rstrip(" '")


def _contents(
    sheet: Any, paper: Paper, drawings: Sequence[Drawing], names: Sequence[str], formats: dict[str, Any]
) -> None:
    sheet.write_string(0, 0, paper.title, formats["title"])
    for number, fact in enumerate(paper.facts, start=1):
        sheet.write_string(number, 0, fact)
    top = len(paper.facts) + 2
    for place, word in enumerate((_("Chart"), _("What it says"))):
        sheet.write_string(top, place, word, formats["header"])
    for number, (name, one) in enumerate(zip(names, drawings, strict=True), start=top + 1):
        quoted = name.replace("'", "''")
        sheet.write_url(number, 0, f"internal:'{quoted}'!A1", formats["link"], name)
        sheet.write_string(number, 1, one.figure.description[:LONGEST_TEXT], formats["text"])
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 100)


def _figures(sheet: Any, drawing: Drawing, formats: dict[str, Any]) -> None:
    sheet.write_string(0, 0, drawing.name, formats["title"])
    sheet.write_string(1, 0, drawing.figure.description[:LONGEST_TEXT])
    write_table(sheet, drawing.behind, formats)


def write_table(sheet: Any, table: Table, formats: dict[str, Any]) -> None:
    """The header and the rows of a table, below what the sheet says of it."""
    for place, word in enumerate(table.head):
        sheet.write_string(_TOP, place, word, formats["header"])
    for number, row in enumerate(table.rows, start=_TOP + 1):
        for place, cell in enumerate(row):
            if isinstance(cell, Amount):
                sheet.write_number(number, place, cell.value, formats[cell.measure.value])
            else:
                sheet.write_string(number, place, cell[:LONGEST_TEXT], formats["text"])
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, max(len(table.head) - 1, 1), 22)
    sheet.freeze_panes(_TOP + 1, 1)
