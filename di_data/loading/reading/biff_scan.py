"""One pass over the records of an old workbook (xls): how far its sheets reach, their percentages and errors."""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

import polars as pl

from di_data.errors import Refused
from di_data.loading.reading.cell_marks import MARKS, SHIPPED_PERCENT, Mark, SheetFacts, mark_of
from di_data.loading.reading.compound_file import workbook_stream
from di_data.loading.reading.text_table import DAMAGED, NOT_A_TABLE, PASSWORD

_FORMULA, _EOF, _FILEPASS, _COLINFO, _BOUNDSHEET = 0x06, 0x0A, 0x2F, 0x7D, 0x85
_MULRK, _XF, _SST, _DIMENSIONS, _BOOLERR, _ROW, _FORMAT, _BOF = 0xBD, 0xE0, 0xFC, 0x200, 0x205, 0x208, 0x41E, 0x809
_CELLS = {_FORMULA, 0xD6, 0xFD, 0x203, 0x204, _BOOLERR, 0x27E}
"""Records of one filled cell; each begins with its row, column and format."""

_BIFF8 = 0x600
_ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!", 42: "#N/A"}
_MOST_RECORDS = 20_000_000
_MOST_SHEETS = 1_000
_MOST_ROWS, _MOST_COLUMNS = 65_536, 256


@dataclass
class _Book:
    """What the sheets of a workbook share."""

    codes: dict[int, str] = field(default_factory=dict)
    formats: list[int] = field(default_factory=list)
    sheets: list[int] = field(default_factory=list)
    version: int = _BIFF8

    def styles(self) -> dict[int, tuple[Mark, str]]:
        """The marks of the cell formats, by their number."""
        marks = {}
        for number, used in enumerate(self.formats):
            mark = (Mark.PERCENT, "") if used in SHIPPED_PERCENT else mark_of(self.codes.get(used, ""))
            if mark:
                marks[number] = mark
        return marks


def scan(content: bytes, name: str) -> list[SheetFacts]:
    """The facts of every sheet, in order. Raises Refused when the file is damaged, protected or no workbook."""
    stream = workbook_stream(content, name)
    if not stream:
        raise Refused(NOT_A_TABLE, name=name)
    try:
        book = _book(stream, name)
        styles, left = book.styles(), _MOST_RECORDS
        sheets = []
        for start in book.sheets:
            facts, left = _sheet(stream, start, styles, left)
            sheets.append(facts)
            if left < 0:
                raise Refused(DAMAGED, name=name)
    except (struct.error, IndexError) as error:
        raise Refused(DAMAGED, name=name) from error
    return sheets


def _records(stream: bytes, place: int) -> Iterator[tuple[int, bytes]]:
    """Kind and content of the records from here to the end of the sheet, or of the part that all sheets share."""
    end = len(stream)
    unpack = struct.Struct("<HH").unpack_from
    while place + 4 <= end:
        kind, size = unpack(stream, place)
        if kind == _EOF:
            return
        yield kind, stream[place + 4 : place + 4 + size]
        place += 4 + size


def _book(stream: bytes, name: str) -> _Book:
    book = _Book()
    for kind, data in _records(stream, 0):
        if kind == _BOF:
            book.version = _short(data, 0)
        elif kind == _FILEPASS:
            raise Refused(PASSWORD, name=name)
        elif kind == _SST and struct.unpack_from("<I", data, 4)[0] > len(stream) // 3:
            raise Refused(DAMAGED, name=name)  # more texts than there are bytes for
        elif kind == _BOUNDSHEET:
            book.sheets.append(struct.unpack_from("<I", data)[0])
        elif kind == _XF:
            book.formats.append(_short(data, 2))
        elif kind == _FORMAT:
            book.codes[_short(data, 0)] = _code(data, book.version)
    if len(book.sheets) > _MOST_SHEETS or any(start >= len(stream) for start in book.sheets):
        raise Refused(DAMAGED, name=name)
    return book


def _code(data: bytes, version: int) -> str:
    """The text of a number format."""
    if version < _BIFF8:
        return data[3 : 3 + data[2]].decode("cp1252", errors="replace")
    wide = data[4] & 1
    return data[5:].decode("utf-16-le" if wide else "latin-1", errors="replace")


def _short(data: bytes, place: int) -> int:
    return int(struct.unpack_from("<H", data, place)[0])


def _sheet(stream: bytes, start: int, styles: dict[int, tuple[Mark, str]], left: int) -> tuple[SheetFacts, int]:
    """The facts of a sheet, and how many records may still be looked at."""
    facts = SheetFacts()
    marks: list[tuple[int, int, str, str]] = []
    head = struct.Struct("<HHH").unpack_from
    for kind, data in _records(stream, start):
        left -= 1
        if left < 0:
            break
        if kind in _CELLS:
            row, column, style = head(data)
            facts.rows, facts.columns = max(facts.rows, row + 1), max(facts.columns, column + 1)
            error = _error(kind, data)
            if error is not None:
                marks.append((row, column, str(Mark.TEXT), error))
            elif style in styles:
                marks.append((row, column, str(styles[style][0]), styles[style][1]))
        elif kind == _MULRK:
            row, first = struct.unpack_from("<HH", data)
            count = (len(data) - 6) // 6
            facts.rows, facts.columns = max(facts.rows, row + 1), max(facts.columns, first + count)
            for number in range(count):
                style = _short(data, 4 + 6 * number)
                if style in styles:
                    marks.append((row, first + number, str(styles[style][0]), styles[style][1]))
        elif kind in (_ROW, _COLINFO, _DIMENSIONS):
            _layout(kind, data, facts)
    facts.trim()
    if marks:
        facts.marks.append(pl.DataFrame(marks, schema=MARKS, orient="row"))
    return facts, left


def _error(kind: int, data: bytes) -> str | None:
    """The error that a cell shows, if it shows one."""
    if kind == _BOOLERR and data[7]:
        return _ERRORS.get(data[6], "#N/A")
    if kind == _FORMULA and data[12:14] == b"\xff\xff" and data[6] == 2:
        return _ERRORS.get(data[8], "#N/A")
    return None


def _layout(kind: int, data: bytes, facts: SheetFacts) -> None:
    if kind == _ROW and _short(data, 12) & 0x20:
        facts.hidden_rows.append(_short(data, 0))
    elif kind == _COLINFO and _short(data, 8) & 1:
        facts.hidden_columns += range(_short(data, 0), min(_short(data, 2), _MOST_COLUMNS - 1) + 1)
    elif kind == _DIMENSIONS:
        wide = len(data) >= 14
        top, bottom, left, right = struct.unpack_from("<IIHH" if wide else "<HHHH", data)
        if not 0 <= bottom - top <= _MOST_ROWS or not 0 <= right - left <= _MOST_COLUMNS:
            raise struct.error("a sheet larger than a sheet can be")
