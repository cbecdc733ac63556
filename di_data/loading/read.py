"""Bytes to tables of text. Nothing is guessed into numbers yet."""

import io
import re
import zipfile
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import polars as pl
import python_calamine
from charset_normalizer import from_bytes

from di_data.config import Settings
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.html_table import rows_of

_ZIP, _OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_DELIMITERS = (";", "\t", ",", "|")
_SAMPLE = 200_000
_WIDEST = 2_000
_CHUNK = 1 << 20
_SHEET_PART = re.compile(r"xl/worksheets/[^/]+\.xml")
_CELL_PLACE = re.compile(rb'<c [^>]*?\br="([A-Z]{1,3})(\d{1,7})"')

MOST_CELLS = 20_000_000
"""Cells that a sheet may span: a million rows of twenty columns. More does not fit in memory as text."""

_NOT_A_TABLE = _("The file {name} is not a table. Use a spreadsheet (xlsx, xls, ods) or a CSV file.")


@dataclass(frozen=True)
class TextTable:
    """A sheet as text: every cell a string or null, row 1 of the sheet being row 0 of the frame.

    Numbers of a workbook are written with a decimal comma, so that all text follows the Dutch notation.
    """

    sheet: str | None
    cells: pl.DataFrame
    first_row: int = 1
    """The number, in the sheet, of the frame's first row."""
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged cells: first row, first column, last row, last column, counted from 0 in the frame."""
    notes: tuple[Finding, ...] = ()
    """What the user should know of this sheet, such as hidden rows."""
    more: Callable[[], Iterator["TextTable"]] | None = None
    """The rest of a large file, in batches of rows, in order; None when `cells` is all there is."""


UNCALCULATED = "#FORMULE?"
"""Stands in a cell whose formula has no stored result: the figure is not in the file."""


def read(content: bytes, name: str, settings: Settings) -> list[TextTable]:
    """The tables in a file. Raises Refused when it is empty, too large, encrypted or no table at all."""
    if not content.strip():
        raise Refused(_("The file {name} is empty."), name=name)
    if len(content) > settings.upload_limit:
        raise Refused(
            _(
                "The file {name} is larger than {limit} MB. Export a shorter period, or ask the administrator to raise the limit."
            ),
            name=name,
            limit=settings.upload_limit // (1024 * 1024),
        )
    tables = _workbook(content, name, settings) if content.startswith((_ZIP, _OLE)) else [_text_file(content, name)]
    filled = [table for table in tables if table.cells.height and table.cells.width]
    if not filled:
        raise Refused(_("The file {name} has no filled cells."), name=name)
    return filled


def _workbook(content: bytes, name: str, settings: Settings) -> list[TextTable]:
    if content.startswith(_OLE) and "EncryptedPackage".encode("utf-16-le") in content:
        raise Refused(
            _("The file {name} is protected with a password. Save it without one and load it again."), name=name
        )
    if content.startswith(_ZIP):
        _refuse_bomb(content, name, settings)
    try:
        workbook = python_calamine.load_workbook(io.BytesIO(content))
        return [
            TextTable(sheet.name, _text_frame(workbook.get_sheet_by_name(sheet.name).to_python(skip_empty_area=False)))
            for sheet in workbook.sheets_metadata
            if sheet.typ == python_calamine.SheetTypeEnum.WorkSheet
        ]
    except python_calamine.PasswordError as error:
        raise Refused(
            _("The file {name} is protected with a password. Save it without one and load it again."), name=name
        ) from error
    except python_calamine.CalamineError as error:
        raise Refused(_NOT_A_TABLE, name=name) from error


def _refuse_bomb(content: bytes, name: str, settings: Settings) -> None:
    """Refuse a workbook that unpacks to more than the limit, before anything is unpacked."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            unpacked = sum(part.file_size for part in archive.infolist())
            if unpacked <= settings.unpacked_limit and _widest_sheet(archive) > MOST_CELLS:
                raise Refused(
                    _(
                        "The file {name} has a sheet with more than {cells} million cells, most of them empty. Copy the table to a new workbook and load that."
                    ),
                    name=name,
                    cells=MOST_CELLS // 1_000_000,
                )
    except (zipfile.BadZipFile, NotImplementedError, zlib.error) as error:
        raise Refused(_("The file {name} is damaged. Save it again in Excel and load it again."), name=name) from error
    if unpacked > settings.unpacked_limit:
        raise Refused(_("The file {name} unpacks to more than {limit} MB and was not opened."), name=name,
                      limit=settings.unpacked_limit // (1024 * 1024))  # fmt: skip


def _widest_sheet(archive: zipfile.ZipFile) -> int:
    """The number of cells, empty ones too, that the largest sheet spans: one far cell makes a reader take it all."""
    largest = 0
    for part in archive.namelist():
        if _SHEET_PART.fullmatch(part):
            rows, columns, rest = 0, 0, b""
            with archive.open(part) as sheet:
                while chunk := sheet.read(_CHUNK):
                    for letters, number in _CELL_PLACE.findall(rest + chunk):
                        rows, columns = max(rows, int(number)), max(columns, _column_number(letters))
                    rest = chunk[-32:]
            largest = max(largest, rows * columns)
    return largest


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = 26 * number + letter - ord("A") + 1
    return number


def _text_frame(rows: Sequence[Sequence[object]]) -> pl.DataFrame:
    width = max((len(row) for row in rows), default=0)
    columns = {
        f"c{index}": pl.Series([_text(row[index]) if index < len(row) else None for row in rows], dtype=pl.String)
        for index in range(width)
    }
    return pl.DataFrame(columns)


def _text(cell: object) -> str | None:
    if cell is None or cell == "":
        return None
    if isinstance(cell, bool):
        return "ja" if cell else "nee"
    if isinstance(cell, float):
        return str(int(cell)) if cell.is_integer() else _decimal(cell)
    if isinstance(cell, datetime):
        return cell.isoformat(sep=" ") if cell.time() != time() else cell.date().isoformat()
    if isinstance(cell, (date, time, timedelta)):
        return str(cell)
    return str(cell)


def _decimal(value: float) -> str:
    """A number in Dutch notation, without an exponent."""
    return format(Decimal(repr(value)), "f").replace(".", ",")


def _decode(content: bytes, name: str) -> str:
    if b"\x00" in content[:_SAMPLE] and not content.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Refused(_NOT_A_TABLE, name=name)
    for encoding in ("utf-8-sig", "utf-16") if content[:1] in b"\xef\xff\xfe" else ("utf-8",):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    guess = from_bytes(content[:_SAMPLE], cp_isolation=["cp1252", "iso8859_15"]).best()
    try:
        return content.decode(guess.encoding if guess else "cp1252")
    except UnicodeDecodeError as error:
        raise Refused(_NOT_A_TABLE, name=name) from error


def _text_file(content: bytes, name: str) -> TextTable:
    text = _decode(content, name).replace("\r\n", "\n").replace("\r", "\n")
    if rows := rows_of(text):
        return TextTable(None, _text_frame(rows))
    return _delimited(text, name)


def _delimited(text: str, name: str) -> TextTable:
    first, _newline, rest = text.partition("\n")
    named = first.lower().startswith("sep=")
    delimiter = (first[4:5] if named else "") or _delimiter(text[:_SAMPLE])
    if delimiter is None:
        raise Refused(_NOT_A_TABLE, name=name)
    if named:
        text = "\n" + rest  # keeps the row numbers as the user sees them
    width = max(line.count(delimiter) for line in text.splitlines()) + 1
    if width > _WIDEST:
        raise Refused(_NOT_A_TABLE, name=name)
    try:
        cells = _parse(text, delimiter, width)
    except pl.exceptions.ComputeError as error:
        raise Refused(
            _("The file {name} cannot be read as a table: its quotation marks do not match."), name=name
        ) from error
    filled = [column for column in cells.columns if cells[column].null_count() < cells.height]
    last = cells.columns.index(filled[-1]) + 1 if filled else 0
    return TextTable(None, cells.select(cells.columns[:last]))


def _parse(text: str, delimiter: str, width: int) -> pl.DataFrame:
    return pl.read_csv(
        text.encode(),
        has_header=False,
        separator=delimiter,
        schema={f"c{index}": pl.String for index in range(width)},
        missing_columns="insert",
    )


def _delimiter(sample: str) -> str | None:
    """The delimiter that most lines share in the same number; None when no line has one."""
    lines = [line for line in sample.splitlines() if line.strip()][:200]
    best, best_score = None, 0
    for delimiter in _DELIMITERS:
        counts = Counter(count for line in lines if (count := line.count(delimiter)))
        score = max((count * frequency for count, frequency in counts.items()), default=0)
        if score > best_score:
            best, best_score = delimiter, score
    return best
