"""A table in a web page: what many systems save as .xls."""

import re
from collections.abc import Iterator
from html import unescape

import polars as pl

from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.reading.encoding import EncodedText
from di_data.loading.reading.text_table import MOST_CELLS, NOT_A_TABLE, TOO_MANY_CELLS, TextTable, text_frame

LARGEST = 50 << 20
"""Bytes of a web page that are read: what takes less than ten seconds."""

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9:]*)([^<>]*)>")
_SPAN = re.compile(r"\b(colspan|rowspan)\s*=\s*[\"']?\s*(\d{1,6})", re.IGNORECASE)
_ASIDE = re.compile(r"<!--|<(head|style|script)(?=[\s>/])", re.IGNORECASE)
_ENDS = {"": re.compile("-->")} | {
    tag: re.compile(f"</{tag}\\s*>", re.IGNORECASE) for tag in ("head", "style", "script")
}
_WIDEST = 1_000
_DEEPEST = 100_000


def is_markup(text: bytes) -> bool:
    """Whether a text begins like a web page or XML."""
    return text[:4096].lstrip().startswith(b"<")


def table_of(text: EncodedText, name: str) -> TextTable:
    """The tables in a web page, under one another. Raises Refused for a page without a table."""
    if len(text.content) > LARGEST:
        raise Refused(
            _("The file {name} is a web page of more than {limit} MB. Open it in Excel, save it as CSV and load that."),
            name=name,
            limit=LARGEST >> 20,
        )
    page = text.recode(text.content[text.start :]).decode()
    if "urn:schemas-microsoft-com:office:spreadsheet" in page[:4096]:
        raise Refused(_("The file {name} is a workbook in the old XML form. Open it in Excel, save it as xlsx and load that."), name=name)  # fmt: skip
    grid = _Grid(name)
    for cell in _cells(_without_asides(page)):
        if cell is None:
            grid.new_row()
        else:
            grid.add(*cell)
    if not grid.rows:
        raise Refused(NOT_A_TABLE, name=name)
    return TextTable(None, grid.frame(), merged=tuple(grid.merged), notes=text.notes)


def _without_asides(page: str) -> str:
    """The page without its comments, head, styles and scripts; one that is never closed stays."""
    pieces, place, unclosed = [], 0, set()
    for aside in _ASIDE.finditer(page):
        end = _ENDS[(aside[1] or "").lower()]
        if aside.start() < place or end in unclosed:
            continue
        close = end.search(page, aside.end())
        if close is None:
            unclosed.add(end)
            continue
        pieces.append(page[place : aside.start()])
        place = close.end()
    return "".join([*pieces, page[place:]])


def _cells(page: str) -> Iterator[tuple[str, int, int] | None]:
    """None for the start of a row, and every cell as its text, its columns and its rows."""
    inside, in_row, begin, spans = False, False, 0, {"colspan": 1, "rowspan": 1}
    for tag in _TAG.finditer(page):
        kind = tag[2].lower()
        if kind not in ("tr", "td", "th", "table"):
            continue
        if inside:
            yield _plain(page[begin : tag.start()]), spans["colspan"], spans["rowspan"]
            inside = False
        if not tag[1] and kind == "tr":
            in_row = True
            yield None
        elif not tag[1] and kind in ("td", "th") and in_row:
            inside, begin = True, tag.end()
            spans = {"colspan": 1, "rowspan": 1} | {
                key.lower(): max(1, int(count)) for key, count in _SPAN.findall(tag[3])
            }
    if inside:
        yield _plain(page[begin:]), spans["colspan"], spans["rowspan"]


def _plain(markup: str) -> str:
    """The words between the tags; a line break is a space."""
    return " ".join(unescape(_TAG.sub(_gap, markup)).split())


def _gap(tag: re.Match[str]) -> str:
    return " " if tag[2].lower() in ("br", "p", "div", "li") else ""


class _Grid:
    """Puts cells in their place; a cell over several rows pushes the cells of those rows to the right."""

    def __init__(self, name: str) -> None:
        self.rows: list[list[str | None]] = []
        self.merged: list[tuple[int, int, int, int]] = []
        self._taken: dict[int, int] = {}
        """Columns that a cell of an earlier row still fills, with the last row of that cell."""
        self._name = name
        self._width = 0

    def new_row(self) -> None:
        """Begin the next row."""
        self.rows.append([])
        if len(self.rows) * self._width > MOST_CELLS:
            raise Refused(TOO_MANY_CELLS, name=self._name, cells=MOST_CELLS // 1_000_000)

    def add(self, text: str, columns: int, rows: int) -> None:
        """Put a cell at the first free place of the row."""
        row, number = self.rows[-1], len(self.rows) - 1
        while self._taken.get(len(row), -1) >= number:
            row.append(None)
        first = len(row)
        columns, rows = min(columns, _WIDEST), min(rows, _DEEPEST)
        row += [text or None, *[None] * (columns - 1)]
        self._width = max(self._width, len(row))
        if self._width > _WIDEST:
            raise Refused(NOT_A_TABLE, name=self._name)
        if rows > 1:
            self._taken.update(dict.fromkeys(range(first, first + columns), number + rows - 1))
        if rows > 1 or columns > 1:
            self.merged.append((number, first, number + rows - 1, first + columns - 1))

    def frame(self) -> pl.DataFrame:
        """All rows, each filled up to the widest."""
        filled = (row + [None] * (self._width - len(row)) for row in self.rows)
        return text_frame([pl.Series(column, dtype=pl.String) for column in zip(*filled, strict=True)])
