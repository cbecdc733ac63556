"""All tables of a paper as an Excel workbook: a sheet for each, and a first one with what the paper says in words."""

import io
from collections.abc import Sequence
from typing import Any

from di_data.export.review_paper import Bullets, Drawing, Heading, Paper, Part, Table, Text
from di_data.export.review_workbook import LONGEST_TEXT, OPTIONS, formats_of, sheet_name, write_table
from di_data.language import gettext as _


def tables_workbook(paper: Paper) -> bytes:
    """The workbook (xlsx), in the language of the reader. A figure is a number; one that is not shown says why."""
    import xlsxwriter

    content = io.BytesIO()
    tables = [table for section in paper.sections for part in section.parts for table in _tables(part)]
    names = [sheet_name(number, one.name) for number, one in enumerate(tables, start=1)]
    with xlsxwriter.Workbook(content, OPTIONS) as book:
        book.set_properties({"title": paper.title, "author": "Inzetwijzer"})
        formats = formats_of(book)
        _contents(book.add_worksheet(_("Contents")), paper, iter(names), formats)
        for name, one in zip(names, tables, strict=True):
            sheet = book.add_worksheet(name)
            sheet.write_string(0, 0, one.name, formats["title"])
            sheet.write_string(1, 0, paper.title)
            write_table(sheet, one, formats)
    return content.getvalue()


def _tables(part: Part) -> Sequence[Table]:
    if isinstance(part, Drawing):
        return [part.behind]
    return [part] if isinstance(part, Table) else []


def _contents(sheet: Any, paper: Paper, names: Any, formats: dict[str, Any]) -> None:
    """The paper line by line, with the way to its sheet where a table stands."""
    sheet.set_column(0, 0, 100)
    sheet.write_string(0, 0, paper.title, formats["title"])
    number = 0
    for number, fact in enumerate(paper.facts, start=1):
        sheet.write_string(number, 0, fact, formats["text"])
    number += 2
    for section in paper.sections:
        sheet.write_string(number, 0, section.title, formats["header"])
        number += 1
        for part in section.parts:
            for words in _words(part):
                sheet.write_string(number, 0, words[:LONGEST_TEXT], formats["text"])
                number += 1
            for _table in _tables(part):
                name = next(names)
                quoted = name.replace("'", "''")
                sheet.write_url(number, 0, f"internal:'{quoted}'!A1", formats["link"], name)
                number += 1
        number += 1


def _words(part: Part) -> list[str]:
    if isinstance(part, Text):
        return [f"{part.lead} {part.words}" if part.lead else part.words]
    if isinstance(part, Heading):
        return [part.words]
    if isinstance(part, Bullets):
        return [f"• {line}" for line in part.lines]
    return [part.figure.description] if isinstance(part, Drawing) else []
