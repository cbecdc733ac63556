"""Where little is done: actions counted over two of their attributes, and the rows and columns that stay empty. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import polars as pl

from di_data.vocabulary import BehaviourPhase, Factor

Axis = Literal["row", "column"]

OFTEN_FORGOTTEN = (
    BehaviourPhase.KEEP_UP.value,
    Factor.TAILORED_AGREEMENTS.value,
    Factor.AUTONOMY.value,
    Factor.PARTICIPATION.value,
)
"""What gets the least attention in the sector (domain reference, section 1), least first: it is named before the rest."""

CELL = {"row": pl.String, "column": pl.String, "actions": pl.Int64}
PAIR = {"id": pl.String, "row": pl.String, "column": pl.String}


@dataclass(frozen=True)
class Thin:
    """The row or column with the fewest filled cells: how many actions are in it, and the codes of the other axis with
    which it has none."""

    axis: Axis
    code: str
    actions: int
    without: tuple[str, ...]


@dataclass(frozen=True)
class Spots:
    """What a map leaves empty: whole rows and columns, most telling first, and the thinnest of the others.

    `cells` and `filled` count the cells of the map, `filled` those with an action.
    """

    empty_rows: tuple[str, ...]
    empty_columns: tuple[str, ...]
    thinnest: Thin | None
    cells: int
    filled: int


def pairs(actions: pl.DataFrame, row: str, column: str) -> pl.DataFrame:
    """In which cells every action stands: `id, row, column`. Both attributes may hold a code or a list of codes; an
    action with two of the one and three of the other stands in six cells, once in each."""
    frame = actions.select("id", row=row, column=column)
    for axis in ("row", "column"):
        if isinstance(frame.schema[axis], pl.List):
            frame = frame.explode(axis)
    return frame.drop_nulls().unique(maintain_order=True).cast(PAIR)  # type: ignore[arg-type]


def counted(found: pl.DataFrame, rows: Sequence[str], columns: Sequence[str]) -> pl.DataFrame:
    """The number of actions in every cell, empty ones included: `row, column, actions`, row by row."""
    lines = pl.DataFrame({"row": rows}, schema={"row": pl.String})
    grid = lines.join(pl.DataFrame({"column": columns}, schema={"column": pl.String}), how="cross")
    known = found.group_by("row", "column").agg(actions=pl.col("id").n_unique().cast(pl.Int64))
    return grid.join(known, on=["row", "column"], how="left", maintain_order="left").with_columns(
        pl.col("actions").fill_null(0)
    )


def lacking(actions: pl.DataFrame, row: str, column: str) -> pl.DataFrame:
    """The actions in which one of the two attributes was not filled in: they stand in no cell."""
    return actions.filter(pl.any_horizontal(_is_missing(actions, name) for name in (row, column)))


def _is_missing(actions: pl.DataFrame, name: str) -> pl.Expr:
    if isinstance(actions.schema[name], pl.List):
        return pl.col(name).list.drop_nulls().list.len().fill_null(0) == 0
    return pl.col(name).is_null()


def _per_code(actions: pl.DataFrame, name: str) -> dict[str, int]:
    """How many actions have each code of an attribute, whatever else they have."""
    frame = actions.select("id", code=name)
    if isinstance(frame.schema["code"], pl.List):
        frame = frame.explode("code")
    return dict(frame.drop_nulls().group_by("code").agg(pl.col("id").n_unique()).rows())


def _telling(codes: Sequence[str]) -> tuple[str, ...]:
    """The codes with those that are often forgotten in front, and else in their own order."""
    last = len(OFTEN_FORGOTTEN)
    return tuple(sorted(codes, key=lambda code: OFTEN_FORGOTTEN.index(code) if code in OFTEN_FORGOTTEN else last))


def spots(
    actions: pl.DataFrame, row: str, column: str, rows: Sequence[str], columns: Sequence[str],
    *, thin_axes: Sequence[Axis] = ("row", "column"),
) -> Spots:  # fmt: skip
    """What the map of two attributes leaves empty.

    A row is empty when no action has its code at all: an action without the other attribute stands in no cell, but
    something is done. The thinnest line has the largest share of empty cells beside the empty rows and columns, and of
    those the fewest actions; a line in which no cell is filled only lacks the other attribute, and is not named.
    """
    per_row, per_column = _per_code(actions, row), _per_code(actions, column)
    cells = {(one, other): count for one, other, count in counted(pairs(actions, row, column), rows, columns).rows()}
    used_rows = [code for code in rows if per_row.get(code)]
    used_columns = [code for code in columns if per_column.get(code)]
    lines = [Thin("row", code, per_row[code], tuple(other for other in used_columns if not cells[code, other]))
             for code in used_rows if "row" in thin_axes]  # fmt: skip
    lines += [Thin("column", code, per_column[code], tuple(other for other in used_rows if not cells[other, code]))
              for code in used_columns if "column" in thin_axes]  # fmt: skip
    length = {"row": len(used_columns), "column": len(used_rows)}
    partly = [line for line in lines if 0 < len(line.without) < length[line.axis]]
    order = _telling([line.code for line in partly])
    thinnest = min(
        partly,
        key=lambda line: (-len(line.without) / length[line.axis], line.actions, order.index(line.code)),
        default=None,
    )
    return Spots(
        empty_rows=_telling([code for code in rows if not per_row.get(code)]),
        empty_columns=_telling([code for code in columns if not per_column.get(code)]),
        thinnest=None if thinnest is None else Thin(thinnest.axis, thinnest.code, thinnest.actions, _telling(thinnest.without)),
        cells=len(cells),
        filled=sum(1 for count in cells.values() if count),
    )  # fmt: skip
