"""Where a finding stands: its sheet, row and column as positions in the tables that were read."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from di_data.loading.findings import Finding
from di_data.loading.lettering import place_of
from di_data.loading.mapping.headers import Header, candidates, clean_cell
from di_data.loading.reading.read import TextTable

_LETTERS = re.compile(r"[A-Z]{1,3}")
_NUMBERED = re.compile(r"(.*?)[ _]?\(?(\d{1,3})\)?")
"""How a reader tells headers apart that occur more than once: "Aantal", "Aantal (2)"."""


@dataclass(frozen=True)
class Place:
    """A finding in the tables. Positions count from 0 in the frame of its table; None where there is none."""

    finding: Finding
    table: int | None = None
    row: int | None = None
    column: int | None = None
    header_row: int = 0

    @property
    def is_somewhere(self) -> bool:
        """Whether there is a row or a column to point at."""
        return self.table is not None and (self.row is not None or self.column is not None)

    @property
    def cell(self) -> tuple[int, int]:
        """The row and column to mark: of a whole column its header, of a whole row its first cell."""
        return self.header_row if self.row is None else self.row, self.column or 0


def places(findings: Sequence[Finding], tables: Sequence[TextTable]) -> list[Place]:
    """The place of every finding, in the order given.

    A column is told by its header, of one or two rows; one that was found by its cells by its letter.
    """
    of_table: dict[int, list[Finding]] = defaultdict(list)
    for finding in findings:
        if (table := _table(finding, tables)) is not None:
            of_table[table].append(finding)
    headings = {table: _Headings(tables[table], about) for table, about in of_table.items()}
    return [_place(finding, tables, headings) for finding in findings]


def withheld(marked: Sequence[Place], tables: Sequence[TextTable]) -> set[tuple[int, int]]:
    """The columns (table, column) whose cells are never shown or written again: they hold personal data.

    A finding that cannot be placed withholds all columns of its table, or of every table.
    """
    hidden: set[tuple[int, int]] = set()
    for place in marked:
        if place.finding.rule != "personal_data":
            continue
        for table in range(len(tables)) if place.table is None else [place.table]:
            every = range(tables[table].cells.width)
            hidden |= {(table, column) for column in (every if place.column is None else [place.column])}
    return hidden


class _Headings:
    """The header of a table that names most of the columns told in its findings."""

    def __init__(self, table: TextTable, findings: Sequence[Finding]) -> None:
        self._table = table
        told = {_folded(finding.column) for finding in findings if finding.column}
        self._headers = sorted(candidates(table), key=lambda header: -len(told & set(map(_folded, header.texts))))
        self._known: dict[str, list[int]] = {}

    @property
    def row(self) -> int:
        """The lowest row of the header; the first row where none was found."""
        return self._headers[0].row if self._headers else 0

    def columns(self, name: str) -> list[int]:
        """The columns of this header, mostly one."""
        if name not in self._known:
            self._known[name] = self._find(name)
        return self._known[name]

    def _find(self, name: str) -> list[int]:
        found = self._of(_folded(name))
        if found:
            return found
        if (numbered := _NUMBERED.fullmatch(name)) and numbered[1]:
            repeated = self._of(_folded(numbered[1]))
            number = int(numbered[2])
            if 1 <= number <= len(repeated):
                return [repeated[number - 1]]
        if _LETTERS.fullmatch(name) and (place := place_of(name)) < self._table.cells.width:
            return [place]
        return []

    def _of(self, folded: str) -> list[int]:
        def within(texts: tuple[str, ...]) -> list[int]:
            return [place for place, text in enumerate(texts) if _folded(text) == folded]

        def of_header(header: Header) -> list[int]:
            return within(header.texts) or within(header.lower) or within(header.upper)

        return next((columns for header in self._headers if (columns := of_header(header))), [])


def _place(finding: Finding, tables: Sequence[TextTable], headings: dict[int, _Headings]) -> Place:
    table = _table(finding, tables)
    if table is None:
        return Place(finding)
    about, heading = tables[table], headings[table]
    row = finding.row - about.first_row if finding.row is not None else None
    row = row if row is not None and row >= 0 else None
    told = finding.values.get("letter")
    columns = [place_of(told)] if isinstance(told, str) and _LETTERS.fullmatch(told) else []
    if not columns and finding.column:
        columns = heading.columns(finding.column)
    if len(columns) > 1 and finding.value is not None and row is not None and row < about.cells.height:
        cells = about.cells.row(row)
        columns = [place for place in columns if cells[place] == finding.value] or columns
    return Place(finding, table, row, columns[0] if columns else None, heading.row)


def _table(finding: Finding, tables: Sequence[TextTable]) -> int | None:
    if finding.sheet is None:
        return 0 if len(tables) == 1 else None
    return next((place for place, table in enumerate(tables) if table.sheet == finding.sheet), None)


def _folded(text: str | None) -> str:
    """A header without what joins its two rows, line breaks, signs and capitals."""
    return "".join(char for char in clean_cell(text).casefold() if char.isalnum() or char in "%<>+-€#")
