"""Workbooks to tables of text: the library reads the values, our own pass over the parts says what else there is."""

import io
from collections.abc import Callable, Iterator, Sequence
from itertools import islice

import polars as pl
import python_calamine

from di_data.config import Settings
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.lettering import letter
from di_data.loading.reading.cell_marks import MARKS, Mark, SheetFacts
from di_data.loading.reading.cell_text import nothing, text_column
from di_data.loading.reading.text_table import (
    DAMAGED,
    MOST_CELLS,
    NOT_A_TABLE,
    PASSWORD,
    TOO_MANY_CELLS,
    WIDEST,
    TextTable,
    text_frame,
)
from di_data.loading.reading.workbook_parts import facts_of

_SLAB = 50_000
"""Rows that are turned into text at a time."""

_MOST_RANGES = 20


def read_workbook(content: bytes, name: str, settings: Settings) -> list[TextTable]:
    """The sheets of a workbook. Raises Refused for what cannot or should not be opened, before it takes memory."""
    facts = facts_of(content, name, settings)
    try:
        return list(_tables(content, name, facts))
    except python_calamine.PasswordError as error:
        raise Refused(PASSWORD, name=name) from error
    except python_calamine.CalamineError as error:
        raise Refused(NOT_A_TABLE, name=name) from error
    except BaseException as error:
        # The library's own failure on a damaged file has no name that can be imported.
        if type(error).__name__ == "PanicException":
            raise Refused(DAMAGED, name=name) from error
        raise


def _tables(content: bytes, name: str, facts: dict[int, SheetFacts]) -> Iterator[TextTable]:
    workbook = python_calamine.load_workbook(io.BytesIO(content))
    spanned = 0
    for number, sheet in enumerate(workbook.sheets_metadata):
        if sheet.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        cells = workbook.get_sheet_by_name(sheet.name)
        last_row, last_column = cells.end or (-1, -1)
        spanned += (last_row + 1) * (last_column + 1)
        if spanned > MOST_CELLS:
            raise Refused(TOO_MANY_CELLS, name=name, cells=MOST_CELLS // 1_000_000)
        told = facts.get(number, SheetFacts())
        merged = told.merged or [(*first, *last) for first, last in cells.merged_cell_ranges or ()]
        frame = _frame(cells, told.all_marks(), name)
        is_hidden = sheet.visible != python_calamine.SheetVisibleEnum.Visible
        notes = tuple(_notes(sheet.name, told, is_hidden)) if frame.height else ()
        yield TextTable(sheet.name, frame, hidden=is_hidden, merged=tuple(merged), notes=notes)


def _frame(sheet: python_calamine.CalamineSheet, marks: pl.DataFrame, name: str) -> pl.DataFrame:
    """All cells of a sheet as text, from its first row and column on. Raises Refused for more columns than a table has."""
    texts = marks.filter(pl.col("mark") == Mark.TEXT)  # errors and formulas without a result: empty to the library
    last_row, last_column = sheet.end or (-1, -1)
    height = max(last_row + 1, *texts.select(pl.col("row").max() + 1).fill_null(0)["row"])
    width = max(last_column + 1, *texts.select(pl.col("column").max() + 1).fill_null(0)["column"])
    before = sheet.start[1] if sheet.start else 0  # the library leaves out empty columns, but not the rows above
    rows, slabs, start = iter(sheet.iter_rows()), [pl.DataFrame()], 0
    while start < height:
        slab = list(islice(rows, _SLAB)) or [[] for _row in range(min(_SLAB, height - start))]
        here = marks.filter(pl.col("row").is_between(start, start + len(slab) - 1)).with_columns(pl.col("row") - start)
        by_column = {key[0]: part for key, part in here.partition_by("column", as_dict=True).items()}
        filled = dict(enumerate(zip(*slab, strict=True), before))
        empty, none = ("",) * len(slab), pl.DataFrame(schema=MARKS)
        used = {*by_column, *(place for place, cells in filled.items() if any(cell != "" for cell in cells))}
        if len(used) > WIDEST:
            raise Refused(NOT_A_TABLE, name=name)
        columns = (
            text_column(filled.get(place, empty), by_column.get(place, none)) if place in used else nothing(len(slab))
            for place in range(width)
        )
        slabs.append(text_frame(list(columns)))
        start += len(slab)
    return _within_width(pl.concat(slabs[1:] or slabs))


def _within_width(cells: pl.DataFrame) -> pl.DataFrame:
    """The columns up to the last filled one: a sheet may claim to be as wide as it can be."""
    counts = cells.null_count().row(0) if cells.width else ()
    last = max((place for place, count in enumerate(counts) if count < cells.height), default=-1)
    return cells[:, : last + 1]


def _notes(sheet: str, facts: SheetFacts, is_hidden: bool) -> Iterator[Finding]:
    if is_hidden:
        yield Finding("hidden_sheet", _("This sheet is hidden in the workbook."), sheet=sheet)
    if facts.hidden_rows:
        yield Finding(
            "hidden_rows",
            _("Rows that are hidden or filtered out in the sheet were read too: {rows}."),
            _("If they do not belong to the table, remove them from the sheet and load the file again."),
            sheet=sheet,
            row=facts.hidden_rows[0] + 1,
            values={"rows": _ranges(facts.hidden_rows, lambda row: str(row + 1))},
        )
    if facts.hidden_columns:
        yield Finding(
            "hidden_columns",
            _("Columns that are hidden in the sheet were read too: {columns}."),
            _("If they do not belong to the table, remove them from the sheet and load the file again."),
            sheet=sheet,
            values={"columns": _ranges(facts.hidden_columns, letter)},
        )


def _ranges(places: Sequence[int], label: Callable[[int], str]) -> str:
    """Places, in order, in few words: 3–5, 8."""
    ranges: list[list[int]] = []
    for place in places:
        if ranges and place == ranges[-1][1] + 1:
            ranges[-1][1] = place
        else:
            ranges.append([place, place])
    words = [label(first) if first == last else f"{label(first)}–{label(last)}" for first, last in ranges]
    return ", ".join(words if len(words) <= _MOST_RANGES else [*words[:_MOST_RANGES], "…"])
