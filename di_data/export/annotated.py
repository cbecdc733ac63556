"""A refused file given back as a workbook: a comment in every bad cell, and a first sheet that lists them."""

import io
import re
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import PurePath
from typing import Any

from di_data.export.findings_list import Line, lines, widths
from di_data.language import gettext as _
from di_data.loading.findings import Finding
from di_data.loading.places import Place, places, withheld
from di_data.loading.reading.read import TextTable

LARGEST = 5 * 1024 * 1024
"""Bytes of a file that is given back whole; a larger one gives the list alone, which opens at once."""
MOST_CELLS = 100_000
MOST_UNPACKED = 100 * 1024 * 1024
MOST_COMMENTS = 5_000
"""Comments in one workbook: a spreadsheet with more of them hardly scrolls. The list holds the rest."""

_FILL = "FFF2CC"
_AUTHOR = "Inzetwijzer"
_LONGEST_TEXT, _LONGEST_COMMENT = 32_000, 2_000
_NO_SHEET_NAME = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_NO_FILE_NAME = re.compile(r"[^\w .()+,-]+")
_UNREADABLE = (ValueError, KeyError, TypeError, AttributeError, IndexError, SyntaxError, OSError, zipfile.BadZipFile)
"""What openpyxl raises on a workbook that is odd, though another reader understood it."""

Notes = dict[tuple[int, int, int], str]
"""The comment of every bad cell, by table, row and column, counted from 0."""


def annotated(source_name: str, content: bytes, tables: list[TextTable], findings: list[Finding]) -> bytes:
    """The workbook (xlsx) with comments and a light fill in the bad cells, in the user's language.

    An xlsx keeps its other sheets and its formatting, without macros. Any other file becomes a workbook of text, and so
    does an xlsx with personal data: their columns are left empty, and nothing else of the file goes along.
    A file over the bounds gives only the list of findings.
    """
    marked = places(findings, tables)
    cells = sum(table.cells.height * table.cells.width for table in tables)
    if len(content) > LARGEST or cells > MOST_CELLS or any(table.more for table in tables):
        return _of_text(tables, marked, [], set())
    hidden = withheld(marked, tables)
    if not hidden and _is_xlsx(content) and all(table.sheet for table in tables):
        from openpyxl.utils.exceptions import InvalidFileException  # openpyxl is slow to import

        try:
            return _of_original(content, tables, marked)
        except (*_UNREADABLE, InvalidFileException):
            pass  # the text of the cells is there all the same
    return _of_text(tables, marked, _sheet_names(source_name, tables), hidden)


def annotated_name(source_name: str) -> str:
    """What the workbook is called when it is downloaded."""
    stem = _NO_FILE_NAME.sub("_", PurePath(source_name.replace("\\", "/")).stem)[:100].strip(" .") or _("file")
    return _("{name} - findings.xlsx", name=stem)


def _is_xlsx(content: bytes) -> bool:
    """Whether this is a workbook of Excel 2007 or later that unpacks to a reasonable size."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            return "xl/workbook.xml" in archive.namelist() and unpacked <= MOST_UNPACKED
    except zipfile.BadZipFile:
        return False


def _notes(marked: Sequence[Place]) -> Notes:
    texts: dict[tuple[int, int, int], list[str]] = defaultdict(list)
    for place in marked:
        if place.is_somewhere and place.table is not None:
            text = "\n".join(part for part in (place.finding.text, place.finding.advice) if part)
            if text not in (said := texts[(place.table, *place.cell)]):
                said.append(text)
    shown = list(texts.items())[:MOST_COMMENTS]
    return {cell: "\n\n".join(said)[:_LONGEST_COMMENT] for cell, said in shown}


def _of_original(content: bytes, tables: list[TextTable], marked: list[Place]) -> bytes:
    """The workbook as it was, with the comments and the list added."""
    import warnings

    import openpyxl
    from openpyxl.styles import PatternFill

    with warnings.catch_warnings():  # openpyxl warns with the values of cells
        warnings.simplefilter("ignore")
        workbook = openpyxl.load_workbook(io.BytesIO(content), rich_text=True)
    names = [str(table.sheet) for table in tables]
    fill = PatternFill("solid", fgColor=f"FF{_FILL}")
    for (table, row, column), text in _notes(marked).items():
        _comment(workbook[names[table]], tables[table].first_row + row, column + 1, text, fill)
    listed = workbook.create_sheet(_free_name(_("Findings"), workbook.sheetnames), 0)
    _fill_list(listed, lines(marked, tables, names))
    workbook.active = 0
    for sheet in workbook.worksheets:
        sheet.sheet_view.tabSelected = sheet is listed  # else what is typed goes into two sheets at once
    written = io.BytesIO()
    workbook.save(written)
    return written.getvalue()


def _comment(sheet: Any, row: int, column: int, text: str, fill: Any) -> None:
    from openpyxl.cell.cell import MergedCell
    from openpyxl.comments import Comment

    cell = sheet.cell(row, column)
    if isinstance(cell, MergedCell):
        spans = sheet.merged_cells.ranges
        over = next(span for span in spans if cell.coordinate in span)
        cell = sheet.cell(over.min_row, over.min_col)
    if cell.comment is not None:
        text = f"{text}\n\n{cell.comment.text}"
    cell.comment = Comment(text, _AUTHOR, height=30 + 18 * (len(text) // 40 + 1 + text.count("\n")), width=320)
    cell.fill = fill


def _fill_list(sheet: Any, listed: list[Line]) -> None:
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
    from openpyxl.styles import Alignment, Font
    from openpyxl.utils import get_column_letter
    from openpyxl.worksheet.hyperlink import Hyperlink

    for number, line in enumerate(listed, start=1):
        for place, text in enumerate(line.texts, start=1):
            cell = sheet.cell(number, place, ILLEGAL_CHARACTERS_RE.sub("", text)[:_LONGEST_TEXT])
            cell.data_type = "s"  # a header that begins with = is no formula
            cell.alignment = Alignment(wrap_text=True, vertical="top")
            cell.font = Font(bold=number == 1)
        if line.target:
            link = sheet.cell(number, line.linked + 1)
            link.hyperlink = Hyperlink(link.coordinate, location=line.target)
            link.font = Font(color="0563C1", underline="single")
    for place, width in enumerate(widths(), start=1):
        sheet.column_dimensions[get_column_letter(place)].width = width
    sheet.freeze_panes = "A2"


def _of_text(tables: list[TextTable], marked: list[Place], names: list[str], hidden: set[tuple[int, int]]) -> bytes:
    """A new workbook of the list and of the tables as text; the cells of hidden columns stay empty.

    `names`: the sheets of the tables; none when only the list is given.
    """
    import xlsxwriter

    content = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(content, options) as workbook:
        bold = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        plain = workbook.add_format({"text_wrap": True, "valign": "top"})
        link = workbook.add_format({"font_color": "#0563C1", "underline": 1, "valign": "top"})
        listed = workbook.add_worksheet(_free_name(_("Findings"), names))
        for number, line in enumerate(lines(marked, tables, names)):
            for place, text in enumerate(line.texts):
                listed.write_string(number, place, text[:_LONGEST_TEXT], plain if number else bold)
            if line.target:
                listed.write_url(number, line.linked, f"internal:{line.target}", link, line.texts[line.linked])
        for place, width in enumerate(widths()):
            listed.set_column(place, place, width)
        listed.freeze_panes(1, 0)
        bad = workbook.add_format({"bg_color": f"#{_FILL}", "border": 1, "border_color": "#BF8F00"})
        notes = _notes(marked)
        for place, name in enumerate(names):
            sheet = workbook.add_worksheet(name)
            columns = {column for of, column in hidden if of == place}
            _write_table(
                sheet, tables[place], columns, {cell[1:]: text for cell, text in notes.items() if cell[0] == place}, bad
            )
    return content.getvalue()


def _write_table(sheet: Any, table: TextTable, hidden: set[int], notes: dict[tuple[int, int], str], bad: Any) -> None:
    top = table.first_row - 1
    for number, row in enumerate(table.cells.iter_rows()):
        for place, text in enumerate(row):
            if text is not None and place not in hidden:
                sheet.write_string(
                    top + number, place, text[:_LONGEST_TEXT], *([bad] if (number, place) in notes else [])
                )
    for (number, place), text in notes.items():
        cells = table.cells
        if place in hidden or number >= cells.height or place >= cells.width or cells.row(number)[place] is None:
            sheet.write_blank(top + number, place, None, bad)
        sheet.write_comment(top + number, place, text, {"author": _AUTHOR, "x_scale": 2.5, "y_scale": 1.5})


def _sheet_names(source_name: str, tables: list[TextTable]) -> list[str]:
    """A name for every sheet that a workbook allows: short, without signs, each one once."""
    names: list[str] = []
    for table in tables:
        names.append(_free_name(table.sheet or PurePath(source_name).stem, [*names, _("Findings")]))
    return names


def _free_name(wish: str, taken: Sequence[str]) -> str:
    wish = _NO_SHEET_NAME.sub(" ", wish).strip(" '")[:28] or "1"
    used = {"history", *(name.casefold() for name in taken)}  # Excel keeps one name for itself
    numbers = range(2, len(used) + 3)
    return next(name for name in (wish, *(f"{wish} {number}" for number in numbers)) if name.casefold() not in used)
