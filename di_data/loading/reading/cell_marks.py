"""Cells of a workbook that show something else than the number they hold: percentages, leading zeros, errors."""

import re
from dataclasses import dataclass, field
from enum import StrEnum
from xml.etree import ElementTree

import polars as pl

from di_data.errors import Refused
from di_data.loading.reading.archive import Archive
from di_data.loading.reading.text_table import DAMAGED


class Mark(StrEnum):
    """How a cell is to be written."""

    PERCENT = "percent"
    """The number is a share and shows as a percentage: 0,067 is 6,7%."""
    SIGN = "sign"
    """The number has a percent sign behind it that does not change it: 6,7 is 6,7%."""
    ZEROS = "zeros"
    """A whole number shows with leading zeros, as many digits as `text` has."""
    TEXT = "text"
    """`text` itself is what stands in the cell."""


MARKS = {"row": pl.Int64, "column": pl.Int64, "mark": pl.String, "text": pl.String}
"""The columns of a frame of marks: place counted from 0, a `Mark`, and the text that goes with it."""


@dataclass
class SheetFacts:
    """What a sheet says beside its values. Rows and columns counted from 0."""

    rows: int = 0
    columns: int = 0
    """How far the sheet reaches."""
    marks: list[pl.DataFrame] = field(default_factory=list)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[int] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)

    def trim(self) -> None:
        """Forget what is hidden beyond the last cell; the rest once each, in order."""
        self.hidden_rows = sorted({row for row in self.hidden_rows if row < self.rows})
        self.hidden_columns = sorted({column for column in self.hidden_columns if column < self.columns})

    def all_marks(self) -> pl.DataFrame:
        """Every mark of the sheet."""
        return pl.concat([pl.DataFrame(schema=MARKS), *self.marks])


SHIPPED_PERCENT = {9, 10}
"""The numbers of Excel's own formats 0% and 0.00%."""

_LITERAL = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_ZEROS = re.compile(r"0{2,15}")


def marks_of_styles(archive: Archive) -> dict[str, tuple[Mark, str]]:
    """The marks of the cell formats of an xlsx workbook, by the number of the format in its cells."""
    content = archive.whole("xl/styles.xml")
    if not content:
        return {}
    try:
        root = ElementTree.fromstring(content)
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refused(DAMAGED, name=archive.name) from error
    codes = {entry.get("numFmtId"): entry.get("formatCode", "") for entry in root.findall("{*}numFmts/{*}numFmt")}
    marks: dict[str, tuple[Mark, str]] = {}
    for number, entry in enumerate(root.findall("{*}cellXfs/{*}xf")):
        used = entry.get("numFmtId", "")
        mark = (Mark.PERCENT, "") if used in map(str, SHIPPED_PERCENT) else mark_of(codes.get(used, ""))
        if mark:
            marks[str(number)] = mark
    return marks


def mark_of(code: str) -> tuple[Mark, str] | None:
    """What a number format makes of a number; None when it leaves the figure as it is."""
    positive = code.split(";")[0]
    bare = _LITERAL.sub("", positive)
    if "%" in bare:
        return Mark.PERCENT, ""
    if "%" in positive and re.search("[0#?]", bare):
        return Mark.SIGN, ""
    return (Mark.ZEROS, bare) if _ZEROS.fullmatch(bare) and positive == bare else None
