"""The rows of a sheet that may be its header, alone or with the row above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from di_data.loading.reading.read import TextTable

NUMERIC = re.compile(r"[<>]?[+\-−]?\d[\d.,\s]*%?\*?[-−]?")
"""A cell that holds a number, as people write it."""

_FIGURE = re.compile(rf"(?!(?:19|20)\d\d$){NUMERIC.pattern}|[.\-–]")
_DECIMALS = re.compile(r"[+\-−]?\d+[.,]\d+\s?%?|\d+\s?%")

HEADER_WITHIN = 40
"""Rows from the top in which a header is looked for."""


@dataclass(frozen=True)
class Header:
    """A possible header. `row` counts from 0; `upper` is "" where nothing stands above the column's own text."""

    row: int
    upper: tuple[str, ...]
    lower: tuple[str, ...]

    @cached_property
    def texts(self) -> tuple[str, ...]:
        """One text per column."""
        return tuple(" ".join(part for part in pair if part) for pair in zip(self.upper, self.lower, strict=True))


def candidates(table: TextTable) -> Iterator[Header]:
    """Every row near the top with two or more texts: as it is, and under the row above it (merged cells filled)."""
    top = [tuple(clean_cell(cell) for cell in row) for row in table.cells.head(HEADER_WITHIN).rows()]
    for number, lower in enumerate(top):
        if _are_figures(lower):
            continue
        if sum(map(bool, lower)) >= 2:
            yield Header(number, ("",) * len(lower), lower)
        if number and any(lower) and any(top[number - 1]):
            above = _filled_right(top[number - 1], number - 1, table)
            if above != ("",) * len(lower):
                filled = zip(above, top[number - 1], lower, strict=True)
                yield Header(number, tuple(_upper(*texts) for texts in filled), lower)


def _upper(filled: str, own: str, lower: str) -> str:
    """What stands above a header; a text that only went on to the right does not make a header of an empty cell."""
    above = filled if lower else own
    return above if above != lower else ""


def _are_figures(cells: tuple[str, ...]) -> bool:
    """Whether a row is one of figures: most of its cells are numbers and no years, or one has decimals."""
    filled = [cell for cell in cells if cell]
    if any(_DECIMALS.fullmatch(cell) for cell in filled):
        return True
    return sum(bool(_FIGURE.fullmatch(cell)) for cell in filled) > len(filled) / 2


def clean_cell(cell: str | None) -> str:
    """A header without line breaks, doubled spaces and invisible marks."""
    return " ".join((cell or "").replace("\ufeff", "").replace("\u00ad", "").split())


def _filled_right(cells: tuple[str, ...], row: int, table: TextTable) -> tuple[str, ...]:
    """Give every column the text of the merged cell that it lies under.

    Where the file tells the merged cells of the row these count; elsewhere a text goes on to the right until the next one.
    """
    merged = [(left, right) for top, left, _low, right in table.merged if top == row]
    if merged:
        under = list(cells)
        for left, right in merged:
            under[left : right + 1] = [cells[left]] * (right + 1 - left)
        return tuple(under)
    if sum(map(bool, cells)) < 2 and len(cells) > 2:  # a title above the table is no header
        return tuple(cells)
    filled, last = [], ""
    for cell in cells:
        last = cell or last
        filled.append(last)
    return tuple(filled)
