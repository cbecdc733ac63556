"""What reading a file gives: sheets as text, and the cells that stand for something else than their text."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import polars as pl

from di_data.language import mark as _
from di_data.loading.findings import Finding

MOST_CELLS = 4_000_000
"""Cells that the sheets of a workbook may span together: what is read within ten seconds and 1.5 GB.
A larger table is read from a CSV file, which has no such bound."""

WIDEST = 2_000
"""Columns that a table may have: the widest survey has some hundreds."""

UNCALCULATED = "#FORMULE?"
"""Stands in a cell whose formula has no stored result: the figure is not in the file."""

NOT_A_TABLE = _("The file {name} is not a table. Use a spreadsheet (xlsx, xls, ods) or a CSV file.")
DAMAGED = _("The file {name} is damaged. Save it again in Excel and load it again.")
TOO_MANY_CELLS = _(
    "The file {name} has sheets that span more than {cells} million cells. Save the sheet with the table as a CSV file and load that. If the table itself is small, copy it to a new workbook first: cells far away from it count too."
)

PASSWORD = _("The file {name} is protected with a password. Save it without one and load it again.")
MACROS = _("The file {name} contains macros. Save it as xlsx, without macros, and load it again.")
LINKS = _(
    "The file {name} takes figures from other workbooks, which may have changed since. In Excel, break the links (Data, Edit links), save the file and load it again."
)


@dataclass(frozen=True)
class TextTable:
    """A sheet as text: every cell a string or null, row 1 of the sheet being row 0 of the frame.

    Numbers of a workbook are written with a decimal comma, so that all text follows the Dutch notation. A cell of a
    workbook that shows a percentage is written as one: 6,7%. In a text file a row is a record, as it is when a
    spreadsheet opens the file: line breaks within quotation marks start no row.
    """

    sheet: str | None
    cells: pl.DataFrame = field(repr=False)
    first_row: int = 1
    """The number, in the sheet, of the frame's first row."""
    hidden: bool = False
    merged: tuple[tuple[int, int, int, int], ...] = ()
    """Merged cells: first row, first column, last row, last column, counted from 0 in the frame."""
    notes: tuple[Finding, ...] = ()
    """What the user should know of this sheet, such as hidden rows."""
    more: Callable[[], Iterator["TextTable"]] | None = None
    """The rest of a large file, in batches of rows, in order; None when `cells` is all there is."""


def text_frame(columns: list[pl.Series]) -> pl.DataFrame:
    """The columns of a table under the names c0, c1 and so on."""
    return pl.DataFrame([column.alias(f"c{place}") for place, column in enumerate(columns)])
