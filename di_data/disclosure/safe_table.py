"""A table that may be shown: charts, pages and exports accept nothing else."""

from collections.abc import Iterator, Sequence
from dataclasses import InitVar, dataclass
from typing import Any

import polars as pl

_SEAL = object()


@dataclass(frozen=True, eq=False)
class SafeTable:
    """Rows that passed the gate. In a hidden row the figures are absent, not merely unseen.

    Made by `disclosure.gate` only; what is derived from a safe table by choosing rows or columns is safe as well.
    """

    _frame: pl.DataFrame
    sealed: InitVar[object] = None

    def __post_init__(self, sealed: object) -> None:
        if sealed is not _SEAL:
            raise TypeError("only the privacy gate makes a SafeTable")

    @property
    def columns(self) -> list[str]:
        """The names of the columns."""
        return self._frame.columns

    def __len__(self) -> int:
        return self._frame.height

    def rows(self) -> Iterator[dict[str, Any]]:
        """The rows as dictionaries."""
        return self._frame.iter_rows(named=True)

    def first(self) -> dict[str, Any] | None:
        """The first row, if any."""
        return next(self.rows(), None)

    def column(self, name: str) -> list[Any]:
        """The values of a column. Raises polars' ColumnNotFoundError."""
        return self._frame[name].to_list()

    def distinct(self, name: str) -> set[Any]:
        """The different values of a column."""
        return set(self._frame[name].unique().to_list())

    def gathered(self, *names: str, of: Sequence[str]) -> Iterator[tuple[tuple[Any, ...], tuple[list[Any], ...]]]:
        """Per combination of values of these columns the values of other columns as lists, in the order of the table."""
        lists = self._frame.group_by(names, maintain_order=True).agg(pl.col(of))
        return ((row[: len(names)], row[len(names) :]) for row in lists.iter_rows())

    def where(self, **equal: object) -> "SafeTable":
        """The rows in which each named column has this value, or one of the values of a list, set or tuple."""
        frame = self._frame
        for name, value in equal.items():
            several = isinstance(value, (list, set, frozenset, tuple))
            frame = frame.filter(pl.col(name).is_in(list(value)) if several else pl.col(name).eq_missing(value))  # type: ignore[call-overload]
        return seal(frame)

    def by(self, name: str) -> dict[Any, "SafeTable"]:
        """The rows of every value of a column, by that value, in the order of the table."""
        parts = self._frame.partition_by(name, as_dict=True, maintain_order=True)
        return {key: seal(part) for (key,), part in parts.items()}

    def between(self, name: str, low: Any = None, high: Any = None) -> "SafeTable":
        """The rows in which a column lies between two values, both included; None is no limit."""
        frame = self._frame
        if low is not None:
            frame = frame.filter(pl.col(name) >= low)
        if high is not None:
            frame = frame.filter(pl.col(name) <= high)
        return seal(frame)

    def holding(self, name: str, *values: str) -> "SafeTable":
        """The rows whose list column holds at least one of these values."""
        holds = pl.col(name).fill_null([]).list.set_intersection(list(values)).list.len() > 0
        return seal(self._frame.filter(holds))

    def select(self, *names: str) -> "SafeTable":
        """Only these columns, in this order."""
        return seal(self._frame.select(names))

    def without(self, *names: str) -> "SafeTable":
        """All columns but these; a name that is no column is passed over."""
        return seal(self._frame.drop(names, strict=False))

    def labelled(self, **labels: str) -> "SafeTable":
        """The same rows with a column for each label, which has that text in every row."""
        return seal(self._frame.with_columns(**{name: pl.lit(text, dtype=pl.String) for name, text in labels.items()}))

    def sorted(self, *names: str, descending: bool = False) -> "SafeTable":
        """The rows in the order of these columns, empty ones last."""
        return seal(self._frame.sort(names, descending=descending, nulls_last=True))

    def frame(self) -> pl.DataFrame:
        """A copy as a polars frame, for a page or an export that lays the rows out."""
        return self._frame.clone()


def seal(frame: pl.DataFrame) -> SafeTable:
    """Make a safe table. For the gate only; a test over the syntax trees keeps it so."""
    return SafeTable(frame, _SEAL)


def join_rows(tables: Sequence[SafeTable]) -> SafeTable:
    """The rows of several safe tables of the same shape, under one another."""
    return seal(pl.concat([table.frame() for table in tables]))
