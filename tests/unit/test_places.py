"""Where findings stand in the tables that were read."""

import polars as pl
import pytest

from di_data.loading.findings import Finding
from di_data.loading.lettering import letter, place_of
from di_data.loading.places import Place, places, withheld
from di_data.loading.reading.read import TextTable


def table(*rows: tuple[str | None, ...], sheet: str | None = "Blad1", first_row: int = 1) -> TextTable:
    columns = {f"c{place}": [row[place] for row in rows] for place in range(len(rows[0]))}
    return TextTable(sheet, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), first_row)


TWO_LEVEL = table(
    ("Verzuim 2025", None, None, None),
    ("Afdeling", "Kwartaal 1", None, "Kwartaal 2"),
    (None, "%", "Aantal", "%"),
    ("Zorg", "5,4", "12", "x"),
)
TWICE = table(("Afdeling", "Aantal", "Aantal", "Aantal"), ("Zorg", "1", "2", "x"))


def cell(finding: Finding, *tables: TextTable) -> tuple[int | None, int | None, int | None]:
    (place,) = places([finding], tables)
    return place.table, place.row, place.column


@pytest.mark.parametrize(
    ("column", "place"),
    [("Kwartaal 1 %", 1), ("Kwartaal 1 Aantal", 2), ("Kwartaal 2 / %", 3), ("Afdeling", 0), ("kwartaal 2\n%", 3)],
)
def test_a_header_of_two_rows(column: str, place: int) -> None:
    assert cell(Finding("x", "x", sheet="Blad1", row=4, column=column), TWO_LEVEL) == (0, 3, place)


@pytest.mark.parametrize(("column", "place"), [("Aantal", 1), ("Aantal (2)", 2), ("Aantal_3", 3), ("Aantal (9)", None)])
def test_a_header_that_stands_there_more_than_once(column: str, place: int | None) -> None:
    assert cell(Finding("x", "x", sheet="Blad1", row=2, column=column), TWICE) == (0, 1, place)


def test_the_value_tells_which_of_two_columns_is_meant() -> None:
    assert cell(Finding("x", "x", sheet="Blad1", row=2, column="Aantal", value="x"), TWICE) == (0, 1, 3)


def test_a_header_that_looks_like_a_letter_is_a_header() -> None:
    odd = table(("Afd", "C", "X"), ("Zorg", "1", "2"))
    assert cell(Finding("x", "x", sheet="Blad1", row=2, column="C"), odd) == (0, 1, 1)
    assert cell(Finding("x", "x", sheet="Blad1", row=2, column="B"), odd) == (0, 1, 1)
    assert cell(Finding("x", "x", sheet="Blad1", row=2, column="C", values={"letter": "C"}), odd) == (0, 1, 2)


def test_rows_are_numbered_as_in_the_sheet() -> None:
    late = table(("Afdeling", "Aantal"), ("Zorg", "x"), first_row=4)
    assert cell(Finding("x", "x", sheet="Blad1", row=5, column="Aantal"), late) == (0, 1, 1)
    assert cell(Finding("x", "x", sheet="Blad1", row=2, column="Aantal"), late) == (0, None, 1)


def test_the_sheet_is_found_by_its_name() -> None:
    other = table(("a", "b"), ("1", "2"), sheet="Blad2")
    assert cell(Finding("x", "x", sheet="Blad2", row=2, column="b"), TWICE, other) == (1, 1, 1)
    assert cell(Finding("x", "x", sheet="weg", row=2, column="b"), TWICE, other) == (None, None, None)
    assert cell(Finding("x", "x", row=2, column="Aantal"), TWICE, other) == (None, None, None)
    assert cell(Finding("x", "x", row=2, column="Aantal"), TWICE) == (0, 1, 1)


def test_what_to_mark_when_the_row_or_the_column_is_missing() -> None:
    whole_column, whole_row, nowhere = places(
        [Finding("x", "x", sheet="Blad1", column="Kwartaal 1 %"), Finding("x", "x", sheet="Blad1", row=4), Finding("x", "x")],
        [TWO_LEVEL],
    )  # fmt: skip
    assert (whole_column.cell, whole_row.cell) == ((2, 1), (3, 0))
    assert [place.is_somewhere for place in (whole_column, whole_row, nowhere)] == [True, True, False]


def test_a_file_without_a_header_is_pointed_at_by_row() -> None:
    (place,) = places([Finding("x", "x", sheet="Blad1", row=1, column="unit_code")], [table(("1",), ("2",))])
    assert (place.row, place.column, place.cell) == (0, None, (0, 0))


def test_columns_with_personal_data_are_withheld() -> None:
    marked = places(
        [Finding("personal_data", "x", sheet="Blad1", row=2, column="C"), Finding("x", "x", row=2)], [TWICE]
    )
    assert withheld(marked, [TWICE]) == {(0, 2)}


def test_personal_data_that_cannot_be_placed_withhold_everything() -> None:
    assert withheld([Place(Finding("personal_data", "x"))], [TWICE]) == {(0, 0), (0, 1), (0, 2), (0, 3)}


@pytest.mark.parametrize(("place", "expected"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_letters_of_columns(place: int, expected: str) -> None:
    assert letter(place) == expected
    assert place_of(expected) == place
