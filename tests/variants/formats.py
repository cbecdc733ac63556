"""A grid as the bytes of a file: delimited text, HTML, xlsx (XlsxWriter), ods, and damaged or hostile workbooks."""

import csv
import io
import re
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from html import escape

import xlsxwriter

from tests.variants.grids import Cell, Grid

Number = Callable[[float], str]
Day = Callable[[date], str]


def dutch(number: float) -> str:
    """1234.5 → 1234,5."""
    return f"{number}".replace(".", ",")


def english(number: float) -> str:
    """1234.5 → 1234.5."""
    return f"{number}"


def dutch_thousands(number: float) -> str:
    """1234.5 → 1.234,5; a number of less than a thousand has no point."""
    return f"{number:,}".replace(",", " ").replace(".", ",").replace(" ", ".")


def dutch_day(day: date) -> str:
    """3 April 2025 → 03-04-2025."""
    return f"{day:%d-%m-%Y}"


def text_of(cell: Cell, number: Number = dutch, day: Day = dutch_day) -> str:
    """A cell as text."""
    if cell is None:
        return ""
    if isinstance(cell, date):
        return day(cell)
    return cell if isinstance(cell, str) else number(cell)


def delimited(
    grid: Grid, delimiter: str = ";", *, encoding: str = "utf-8", newline: str = "\r\n", quote_all: bool = False,
    number: Number = dutch, day: Day = dutch_day, before: str = "",
) -> bytes:  # fmt: skip
    """The grid as delimited text; `before` stands above it."""
    text = io.StringIO()
    quoting = csv.QUOTE_ALL if quote_all else csv.QUOTE_MINIMAL
    writer = csv.writer(text, delimiter=delimiter, lineterminator=newline, quoting=quoting)
    writer.writerows([[text_of(cell, number, day) for cell in row] for row in grid])
    return (before + text.getvalue()).encode(encoding)


def html(grid: Grid) -> bytes:
    """The grid as a web page with one table, as old systems export “Excel”."""
    rows = "\n".join("<tr>" + "".join(f"<td>{escape(text_of(cell))}</td>" for cell in row) + "</tr>" for row in grid)
    return f"<html><head><meta charset='utf-8'></head><body><table border=1>\n{rows}\n</table></body></html>".encode()


@dataclass(frozen=True)
class Formula:
    """A formula with the result that Excel stored beside it; None for no result."""

    text: str
    result: float | str | None


@dataclass(frozen=True)
class Sheet:
    """A sheet to write. Formats by column: a number format. Places count from 0."""

    grid: list[list[Cell | Formula]] | Grid
    name: str = "Blad1"
    formats: Mapping[int, str] = field(default_factory=dict)
    merged: tuple[tuple[int, int, int, int], ...] = ()
    hidden: bool = False
    hidden_rows: tuple[int, ...] = ()
    hidden_columns: tuple[int, ...] = ()
    filtered_column: int | None = None


def xlsx(*sheets: Sheet) -> bytes:
    """The sheets as a workbook: text as text, numbers as numbers, days as days."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        visible = next(number for number, sheet in enumerate(sheets) if not sheet.hidden)
        for number, sheet in enumerate(sheets):
            _write_sheet(book, sheet, first=number == visible)
    return _without_results(buffer.getvalue(), sheets)


def _write_sheet(book: xlsxwriter.Workbook, sheet: Sheet, *, first: bool) -> None:
    page = book.add_worksheet(sheet.name)
    formats = {column: book.add_format({"num_format": code}) for column, code in sheet.formats.items()}
    day = book.add_format({"num_format": "dd-mm-yyyy"})
    if first:
        page.activate()
        page.set_first_sheet()
    for top, left, bottom, right in sheet.merged:
        page.merge_range(top, left, bottom, right, "")
    for row, cells in enumerate(sheet.grid):
        for column, cell in enumerate(cells):
            form = formats.get(column)
            if isinstance(cell, str):
                page.write_string(row, column, cell)
            elif isinstance(cell, date):
                page.write_datetime(row, column, cell, form or day)
            elif isinstance(cell, Formula):
                page.write_formula(row, column, cell.text, form, "" if cell.result is None else cell.result)
            elif cell is not None:
                page.write_number(row, column, cell, form)
    for row in sheet.hidden_rows:
        page.set_row(row, None, None, {"hidden": True})
    for column in sheet.hidden_columns:
        page.set_column(column, column, None, None, {"hidden": True})
    if sheet.filtered_column is not None:
        page.autofilter(0, 0, len(sheet.grid) - 1, len(sheet.grid[0]) - 1)
        page.filter_column(sheet.filtered_column, "x == NonBlanks")
    if sheet.hidden:
        page.hide()


def _without_results(content: bytes, sheets: tuple[Sheet, ...]) -> bytes:
    """Take the empty results of formulas out: XlsxWriter always writes one, other programs do not."""
    if not any(isinstance(cell, Formula) and cell.result is None for sheet in sheets for row in sheet.grid for cell in row):  # fmt: skip
        return content
    return rezipped(
        content,
        lambda name, part: re.sub(rb' t="str"><f>(.*?)</f><v></v>', rb"><f>\1</f>", part)
        if name.startswith("xl/worksheets/") else part,
    )  # fmt: skip


def rezipped(content: bytes, change: Callable[[str, bytes], bytes], **more: bytes) -> bytes:
    """A workbook with its parts changed, and parts added."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
        for name, text in more.items():
            new.writestr(name, text)
    return buffer.getvalue()


_ODS = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">
<office:body><office:spreadsheet>{sheets}</office:spreadsheet></office:body></office:document-content>"""
_ODS_TYPE = "application/vnd.oasis.opendocument.spreadsheet"
_MANIFEST = f"""<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">
<manifest:file-entry manifest:full-path="/" manifest:media-type="{_ODS_TYPE}"/>
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>"""


def ods(grid: Grid, name: str = "Blad1", percent_columns: tuple[int, ...] = ()) -> bytes:
    """The grid as an OpenDocument spreadsheet; a percentage is stored there as a share with its own type."""
    rows = "".join(
        "<table:table-row>"
        + "".join(_ods_cell(cell, column in percent_columns) for column, cell in enumerate(row))
        + "</table:table-row>"
        for row in grid
    )
    sheet = f'<table:table table:name="{escape(name)}">{rows}</table:table>'
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _ODS_TYPE, zipfile.ZIP_STORED)
        archive.writestr("content.xml", _ODS.format(sheets=sheet))
        archive.writestr("META-INF/manifest.xml", _MANIFEST)
    return buffer.getvalue()


def _ods_cell(cell: Cell, is_percentage: bool) -> str:
    if cell is None:
        return "<table:table-cell/>"
    if isinstance(cell, str):
        kind, shown = 'office:value-type="string"', cell
    elif isinstance(cell, date):
        kind, shown = f'office:value-type="date" office:date-value="{cell.isoformat()}"', dutch_day(cell)
    elif is_percentage:
        kind, shown = f'office:value-type="percentage" office:value="{cell}"', f"{dutch(round(cell * 100, 4))}%"
    else:
        kind, shown = f'office:value-type="float" office:value="{cell}"', dutch(cell)
    return f"<table:table-cell {kind}><text:p>{escape(shown)}</text:p></table:table-cell>"
