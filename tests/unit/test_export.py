"""What leaves as CSV and JSON: nothing that a spreadsheet runs, Dutch notation for Excel, periods as codes."""

import csv
import io
import json
from datetime import date, datetime

import polars as pl
import pytest

from di_data.disclosure import SafeTable, guard_records
from di_data.export.delimited import csv_text, excel_csv, json_text


def _table(**columns: list[object]) -> SafeTable:
    return guard_records(pl.DataFrame(columns, strict=False))


def _cells(text: str, delimiter: str = ",") -> list[list[str]]:
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _both(table: SafeTable) -> list[str]:
    """The cells of the only row, from our CSV and from the one for Excel."""
    labels = {name: name for name in table.columns}
    return _cells(csv_text(table))[1] + _cells(excel_csv(table, labels).decode("utf-8-sig"), ";")[1]


@pytest.mark.parametrize("text", ["=1+1", '=HYPERLINK("x")', "+31 6", "-1 dag", "@som", "\t=1"])
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text: str) -> None:
    assert _both(_table(title=[text])) == [f"'{text}"] * 2


@pytest.mark.parametrize("text", ["Zorg", "a=b", "1-7 dagen", "5+5", "jan@", "'al gedaan", "", " =1"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert _both(_table(title=[text], rest=["x"]))[::2] == [text] * 2


# Was a bug once: with "\\n" as the end of a line, csv leaves a bare carriage return unquoted: a spreadsheet starts a new row there.
@pytest.mark.parametrize(("text", "told"), [("\r=1+1", "'\r=1+1"), ("Zorg\r=1+1", "Zorg\r=1+1")])
def test_a_carriage_return_stays_inside_its_cell(text: str, told: str) -> None:
    assert _both(_table(title=[text])) == [told] * 2


# Was a bug once: a list becomes one text after the check, so that a department named "=1+1" in `units` leaves as a formula.
def test_a_list_that_starts_like_a_formula_gets_an_apostrophe() -> None:
    assert _both(_table(unit_names=[["=1+1", "Zorg"]])) == ["'=1+1; Zorg"] * 2


def test_a_negative_number_is_a_number() -> None:
    table = _table(value=[-5.4])
    assert _both(table) == ["-5.4", "-5,4"]


# Was a bug once: a negative whole number is taken for a text that starts with a minus, and leaves as '-5.
def test_a_negative_whole_number_is_a_number() -> None:
    assert _both(_table(value=[-5])) == ["-5", "-5"]


@pytest.mark.parametrize(
    ("value", "told"),
    [(None, ""), (True, "true"), (False, "false"), (12, "12"), (["a", "b"], "a; b"), (date(2025, 3, 14), "2025-03-14"),
     (datetime(2025, 3, 14, 9, 5), "2025-03-14T09:05:00")],
)  # fmt: skip
def test_how_values_are_written(value: object, told: str) -> None:
    assert _both(_table(x=[value], rest=["y"]))[::2] == [told] * 2


@pytest.mark.parametrize(("grain", "code"), [("month", "2025-04"), ("quarter", "2025-Q2")])
def test_periods_are_written_as_their_code(grain: str, code: str) -> None:
    table = _table(period=[date(2025, 4, 1)], grain=[grain])
    assert _cells(csv_text(table))[1] == [code, grain]
    assert json.loads(json_text(table)) == [{"period": code, "grain": grain}]


def test_the_csv_for_excel_has_semicolons_decimal_commas_and_a_byte_order_mark() -> None:
    table = _table(name=["Zorg; Welzijn", "Café"], value=[5.4, 0.067], extra=[1, 2])
    content = excel_csv(table, {"value": "Cijfer", "name": "Afdeling"})
    assert content.startswith(b"\xef\xbb\xbf")
    assert _cells(content.decode("utf-8-sig"), ";") == [
        ["Cijfer", "Afdeling"],
        ["5,4", "Zorg; Welzijn"],
        ["0,067", "Café"],
    ]


def test_our_own_csv_keeps_decimal_points_and_every_column() -> None:
    table = _table(name=['Hij zei "ja", en ging', "b\nc"], value=[5.4, None])
    assert _cells(csv_text(table)) == [["name", "value"], ['Hij zei "ja", en ging', "5.4"], ["b\nc", ""]]


def test_json_keeps_types() -> None:
    rows = [
        {"name": "=1", "value": 5.4, "count": 3, "known": True, "units": ["a"], "none": None, "on": date(2025, 1, 2)}
    ]
    table = guard_records(pl.DataFrame(rows))
    assert json.loads(json_text(table)) == [rows[0] | {"on": "2025-01-02"}]


def test_an_empty_table_is_its_header() -> None:
    table = guard_records(pl.DataFrame(schema={"a": pl.String, "b": pl.Float64}))
    assert csv_text(table) == "a,b\r\n"
    assert json.loads(json_text(table)) == []
