"""Personal data in a file: found and refused before anything is stored, the place told and never the value."""

import polars as pl

from di_data.contracts.fields import FieldType
from di_data.contracts.personal_columns import in_column
from di_data.contracts.personal_data import in_cell, in_cells
from di_data.contracts.personal_headers import is_personal_header
from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.lettering import letter
from di_data.loading.mapping.headers import HEADER_WITHIN, clean_cell
from di_data.loading.mapping.match import Match
from di_data.loading.reading.read import TextTable

_REMEDY = _("Take this column out of the file and load it again. Nothing was stored.")
_HEADER = _("Column {letter} holds data about a person: its header says so.")
_HELD = {
    "bsn": _("Column {letter} holds a citizen service number (BSN)."),
    "email": _("Column {letter} holds an e-mail address."),
    "phone": _("Column {letter} holds a telephone number."),
    "iban": _("Column {letter} holds the number of a bank account."),
    "address": _("Column {letter} holds an address."),
    "name": _("Column {letter} holds a name of a person."),
    "born": _("Column {letter} seems to hold dates of birth."),
}


def found_in(tables: list[TextTable], match: Match | None) -> list[Finding]:
    """Columns that describe a person by their header, or by what their cells hold; one finding a column.

    Headers are looked for down to the header row where it is known, and else in the first filled rows; not in a later
    batch of a large file. A finding names the column by its header, where that is known and harmless, and its letter.
    """
    found = []
    for table in tables:
        known = match if match and match.table is table else None
        headers = _headers(table, known)
        for place, name in enumerate(table.cells.columns):
            if at := _header(headers, place):
                found.append(_finding(_HEADER, table, at[0], place, at[1]))
            elif hit := in_cells(table.cells[name]) or _as_a_whole(table.cells[name], place, known):
                label = known.headers[place] if known and place < len(known.headers) else ""
                found.append(_finding(_HELD[hit[0]], table, hit[1], place, label if not in_cell(label) else ""))
    return found


def _headers(table: TextTable, match: Match | None) -> list[list[str]]:
    """The rows that are, or may be, headers."""
    if match and match.is_rest:
        return []
    top = match.header_row + 1 if match else HEADER_WITHIN
    return [[clean_cell(cell) for cell in row] for row in table.cells.head(top).rows()]


def _finding(words: str, table: TextTable, row: int, place: int, label: str) -> Finding:
    named = letter(place)
    return Finding("personal_data", words, _REMEDY, sheet=table.sheet, row=row + table.first_row,
                   column=label or named, values={"letter": named})  # fmt: skip


def _header(headers: list[list[str]], place: int) -> tuple[int, str] | None:
    """The row and text of a column's header that is about a person, alone or together with the header above it."""
    above = ""
    for row, cells in enumerate(headers):
        own = cells[place]
        if own and is_personal_header(own):
            return row, own
        if own and above and is_personal_header(f"{above} {own}"):
            return row, f"{above} {own}"
        above = next((cell for cell in reversed(cells[: place + 1]) if cell), "")
    return None


def _as_a_whole(cells: pl.Series, place: int, match: Match | None) -> tuple[str, int] | None:
    """What most of the cells below the header are."""
    top = match.header_row + 1 if match and not match.is_rest else 0
    dates = match is None or not _holds_dates(match, place)
    hit = in_column(cells.slice(top), dates=dates)
    return (hit[0], hit[1] + top) if hit else None


def _holds_dates(match: Match, place: int) -> bool:
    """Whether a column of the file is one of our fields of dates or periods."""
    kinds = (FieldType.DATE, FieldType.PERIOD)
    types = {field.name: field.type for field in match.profile.kind.fields}
    return any(at == place and types.get(name) in kinds for name, at in match.columns.items())
