"""A safe table: made by the gate only; choosing rows and columns is all that can be done with it."""

import pickle
from datetime import date

import polars as pl
import pytest

from di_data.disclosure import SafeTable, guard_records
from di_data.disclosure.safe_table import join_rows

FRAME = pl.DataFrame({
    "name": ["b", "a", "c"], "size": [2, None, 1], "tags": [["x"], None, ["x", "y"]],
    "day": [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)],
})  # fmt: skip


@pytest.fixture
def table() -> SafeTable:
    return guard_records(FRAME)


@pytest.mark.parametrize("seal", [(), (None,), (object(),), (True,)])
def test_cannot_be_made_outside_the_gate(seal: tuple[object, ...]) -> None:
    with pytest.raises(TypeError):
        SafeTable(FRAME, *seal)


def test_cannot_be_changed(table: SafeTable) -> None:
    with pytest.raises(AttributeError):
        table._frame = FRAME  # type: ignore[misc]
    table.frame().replace_column(0, pl.Series("name", ["z", "z", "z"]))
    assert table.column("name") == ["b", "a", "c"]


def test_survives_pickling(table: SafeTable) -> None:
    again = pickle.loads(pickle.dumps(table))
    assert isinstance(again, SafeTable)
    assert again.frame().equals(FRAME)
    assert again.where(name="a").column("size") == [None]


def test_tells_its_rows(table: SafeTable) -> None:
    assert len(table) == 3
    assert table.columns == ["name", "size", "tags", "day"]
    assert table.first() == {"name": "b", "size": 2, "tags": ["x"], "day": date(2025, 1, 1)}
    assert table.where(name="nobody").first() is None
    with pytest.raises(pl.exceptions.ColumnNotFoundError):
        table.column("address")


@pytest.mark.parametrize(
    ("wanted", "names"),
    [
        ({"name": "a"}, ["a"]),
        ({"name": ["a", "c"]}, ["a", "c"]),
        ({"name": {"b"}}, ["b"]),
        ({"name": ()}, []),
        ({"name": "a", "size": 1}, []),
        ({}, ["b", "a", "c"]),
    ],
)
def test_where(table: SafeTable, wanted: dict[str, object], names: list[str]) -> None:
    assert table.where(**wanted).column("name") == names


@pytest.mark.parametrize(
    ("low", "high", "names"),
    [
        (None, None, ["b", "a", "c"]),
        (date(2025, 2, 1), None, ["a", "c"]),
        (None, date(2025, 2, 1), ["b", "a"]),
        (date(2025, 2, 1), date(2025, 2, 1), ["a"]),
    ],
)
def test_between_includes_both_ends(table: SafeTable, low: date, high: date, names: list[str]) -> None:
    assert table.between("day", low, high).column("name") == names


def test_holding_one_of_several(table: SafeTable) -> None:
    assert table.holding("tags", "y").column("name") == ["c"]
    assert table.holding("tags", "y", "x").column("name") == ["b", "c"]
    assert table.holding("tags").column("name") == []


def test_columns_and_order(table: SafeTable) -> None:
    assert table.select("size", "name").columns == ["size", "name"]
    assert table.without("tags", "no such column").columns == ["name", "size", "day"]
    assert table.sorted("size").column("name") == ["c", "b", "a"]
    assert table.sorted("size", descending=True).column("name") == ["b", "c", "a"]


def test_what_is_chosen_is_safe_too(table: SafeTable) -> None:
    for chosen in (
        table.where(name="a"), table.between("size", 1), table.holding("tags", "x"), table.select("name"),
        table.without("name"), table.sorted("name"), join_rows([table, table]),
    ):  # fmt: skip
        assert isinstance(chosen, SafeTable)
    assert len(join_rows([table, table])) == 6
