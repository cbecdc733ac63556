"""One pass over an OpenDocument spreadsheet: how far its sheets reach, their percentages, errors and hidden rows.

A row or cell may stand for many equal ones. The library writes them all out, so that a few bytes can take all memory;
what they come to is counted here first.
"""

import polars as pl

from di_data.errors import Refused
from di_data.loading.reading.archive import Archive
from di_data.loading.reading.cell_marks import MARKS, Mark, SheetFacts
from di_data.loading.reading.text_table import DAMAGED, LINKS, UNCALCULATED

PART = "content.xml"
_MOST = 1 << 21
"""A repetition counted at most: twice the rows of a sheet, which is above any bound on cells."""

_SPACE = "table:"
_TAG = (
    rf"<{_SPACE}(?:table|table-row|table-column|table-cell|covered-table-cell)(?:\s[^<>]*)?>(?:\s*<text:p[^<>]*>[^<]*)?"
)


def scan(archive: Archive) -> list[SheetFacts]:
    """The facts of every sheet, in order. Raises Refused when the XML is damaged."""
    sheets: list[SheetFacts] = []
    state = {"row": -1, "column": 0, "width": 0}
    for number, piece in enumerate(archive.pieces(PART, _cut)):
        if number == 0 and b"xmlns:table=" not in piece:
            raise Refused(DAMAGED, name=archive.name)
        if b"<table:table-source" in piece:
            raise Refused(LINKS, name=archive.name)
        try:
            tags = pl.Series("tag", [piece.decode()]).str.extract_all(_TAG).explode(empty_as_null=False)
        except UnicodeDecodeError as error:
            raise Refused(DAMAGED, name=archive.name) from error
        _add(_fields(tags), sheets, state)
    for facts in sheets:
        facts.trim()
    return sheets


def _cut(text: bytes) -> int:
    """The start of the last row or cell."""
    return text.rfind(b"<table:table-")


def _attribute(name: str) -> pl.Expr:
    return pl.col("tag").str.extract(rf"""^<[^>]*?\s{name}\s*=\s*["']([^"'<>]*)["']""")


def _fields(tags: pl.Series) -> pl.DataFrame:
    """What the tags say, a row each: kind, repeat, and whether a cell holds something."""
    kind = pl.col("tag").str.extract(rf"^<{_SPACE}([a-z-]+)")
    many = pl.when(kind == "table-row").then(_attribute("table:number-rows-repeated"))
    repeat = many.otherwise(_attribute("table:number-columns-repeated")).cast(pl.Int64, strict=False)
    formula, type_ = _attribute("table:formula"), _attribute("office:value-type")
    shown = pl.col("tag").str.extract(r"<text:p[^<>]*>\s*([^<]*)$")
    is_error = formula.is_not_null() & shown.str.contains(r"^(?:#[A-Z/0!?]+|Err:\d+)$")
    is_error |= _attribute("calcext:value-type") == "error"
    return tags.to_frame().select(
        kind=kind,
        repeat=repeat.fill_null(1).clip(1, _MOST),
        mark=pl.when(type_ == "percentage").then(pl.lit(str(Mark.PERCENT)))
        .when(is_error.fill_null(False)).then(pl.lit(str(Mark.TEXT)))
        .when(formula.is_not_null() & type_.is_null()).then(pl.lit(str(Mark.TEXT))),
        text=pl.when(is_error.fill_null(False)).then(shown)
        .when(type_.is_null()).then(pl.lit(UNCALCULATED)).otherwise(pl.lit("")),
        is_filled=type_.is_not_null() | formula.is_not_null() | pl.col("tag").str.contains("<text:p"),
        is_hidden=_attribute("table:visibility").is_in(["collapse", "filter"]).fill_null(False),
        wide=_attribute("table:number-columns-spanned").cast(pl.Int64, strict=False).fill_null(1).clip(1, _MOST),
        high=_attribute("table:number-rows-spanned").cast(pl.Int64, strict=False).fill_null(1).clip(1, _MOST),
    )  # fmt: skip


def _add(tags: pl.DataFrame, sheets: list[SheetFacts], state: dict[str, int]) -> None:
    """Put the tags of a piece in their place; `state` is where the piece before left off."""
    begins = tags.with_row_index("at").filter(pl.col("kind") == "table")["at"].to_list()
    for begin, end in zip([0, *begins], [*begins, tags.height], strict=True):
        part = tags.slice(begin, end - begin)
        if begin in begins and part.height:
            sheets.append(SheetFacts())
            state.update(row=0, column=0, width=0)
            part = part.slice(1)
        if sheets and part.height:
            _add_rows(part, sheets[-1], state)


def _add_rows(part: pl.DataFrame, facts: SheetFacts, state: dict[str, int]) -> None:
    """`state`: the first row after the last row seen, the next free column in that row, the columns declared."""
    is_row, is_column = pl.col("kind") == "table-row", pl.col("kind") == "table-column"
    for repeat, is_hidden in part.filter(is_column).select("repeat", "is_hidden").rows():
        if is_hidden:
            facts.hidden_columns += range(state["width"], min(state["width"] + repeat, 16_384))
        state["width"] += repeat
    rest = part.filter(~is_column)
    height = pl.when(is_row).then("repeat").otherwise(0)
    placed = rest.with_columns(end=height.cum_sum() + state["row"], high_row=height.replace(0, None).forward_fill())
    placed = placed.with_columns(high_row=pl.col("high_row").fill_null(state.get("high", 1)))
    placed = placed.with_columns(row=pl.col("end") - pl.col("high_row"), group=is_row.cum_sum())
    for row, repeat in placed.filter(is_row & pl.col("is_hidden")).select("row", "repeat").rows():
        facts.hidden_rows += range(row, min(row + repeat, 1_048_576)) if len(facts.hidden_rows) < _MOST else ()
    cells = placed.filter(~is_row)
    taken = pl.col("repeat").cum_sum().over("group")
    before = pl.when(pl.col("group") == 0).then(state["column"]).otherwise(0)
    cells = cells.with_columns(column=taken - pl.col("repeat") + before)
    filled = cells.filter("is_filled")
    if filled.height:
        facts.rows = max(facts.rows, int(filled["end"].max()))  # type: ignore[arg-type]
        facts.columns = max(facts.columns, int((filled["column"] + filled["repeat"]).max()))  # type: ignore[arg-type]
    spans = filled.filter((pl.col("wide") > 1) | (pl.col("high") > 1)).select("row", "column", "high", "wide").rows()
    facts.merged += [(row, column, row + high - 1, column + wide - 1) for row, column, high, wide in spans]
    facts.marks += _marks(cells)
    if placed.height:
        last = placed.row(-1, named=True)
        in_last = cells.filter(pl.col("group") == last["group"])
        begun = state["column"] if last["group"] == 0 else 0
        state.update(row=last["end"], high=last["high_row"], column=begun + int(in_last["repeat"].sum()))


def _marks(cells: pl.DataFrame) -> list[pl.DataFrame]:
    """The marks of the cells, one for each place of a repeated cell that lies within a table of usual size."""
    marked = cells.filter(pl.col("mark").is_not_null() & (pl.col("repeat") * pl.col("high_row") <= _MOST))
    if not marked.height:
        return []
    columns = pl.int_ranges("column", pl.col("column") + pl.col("repeat"))
    rows = pl.int_ranges("row", pl.col("row") + pl.col("high_row"))
    many = marked.select(row=rows, column=columns, mark="mark", text="text").explode("row").explode("column")
    return [many.cast(MARKS)]  # type: ignore[arg-type]
