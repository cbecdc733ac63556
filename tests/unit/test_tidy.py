"""Sheets as people make them: totals, notes, merged cells, stars, serial dates, web pages called .xls."""

import polars as pl
import pytest

from di_data.access import SYSTEM
from di_data.config import Settings
from di_data.loading.load import load
from di_data.loading.report import Report, Source
from di_data.store import Store

UNITS = b"unit_code;unit_name;parent_code;starts_on\nGEM;Gemeente;;44197\nZORG;Zorg;GEM;01-01-2021\nBOR;Beheer;GEM;01-01-2021\n"
SETTINGS = Settings()


@pytest.fixture
def town(store: Store) -> Store:
    assert load(store, SYSTEM, Source(UNITS, "afdelingen.csv"), SETTINGS).status == "loaded"
    return store


def _load(store: Store, text: str, name: str = "verzuim.csv") -> Report:
    return load(store, SYSTEM, Source(text.encode(), name), SETTINGS)


def _values(store: Store) -> list[tuple[object, ...]]:
    rows = store.read("disclosure/figures", structure="as_was", indicators=["absence_rate"]).filter(~pl.col("derived"))
    return (
        rows.select("unit", pl.col("period").dt.strftime("%Y-%m"), "value", "provisional").sort("unit", "period").rows()
    )


def _rules(report: Report) -> list[tuple[str, int | None]]:
    assert report.status == "loaded", [finding.as_json() for finding in report.errors]
    return [(warning.rule, warning.row) for warning in report.warnings]


def test_a_serial_date_is_a_day(town: Store) -> None:
    # Excel counts 1 January 2021 as 44197.
    assert str(town.read("organisation/units").filter(pl.col("code") == "GEM")["starts_on"][0]) == "2021-01-01"


def test_totals_and_notes_are_left_out_and_told(town: Store) -> None:
    report = _load(town, (
        "Verzuim per afdeling\n\nAfdelingscode;Periode;Verzuimpercentage\nZORG;2025-01;5,4\nSubtotaal;2025-01;5,4\nBOR;2025-01;6,1\n"
        "Eindtotaal;2025-01;5,9\n\nBron: personeelssysteem\nAfgedrukt op 3 maart\n"
    ))  # fmt: skip
    assert sorted(_rules(report)) == [("note", 9), ("total", 5)]
    assert [warning.values for warning in report.warnings] == [
        {"count": 2, "rows": "9, 10"}, {"count": 2, "rows": "5, 7"},
    ]  # fmt: skip
    assert _values(town) == [("BOR", "2025-01", 6.1, False), ("ZORG", "2025-01", 5.4, False)]


def test_a_merged_department_cell_counts_for_the_rows_below_it(town: Store) -> None:
    report = _load(town, (
        "unit_code;period;absence_rate\nZORG;2025-01;5,4\n;2025-02;5,5\n;2025-03;5,6\nBOR;2025-01;6,1\n;2025-02;6,2\n;2025-03;6,3\n"
    ))  # fmt: skip
    assert _rules(report) == [("filled_down", 3)]
    assert [(unit, value) for unit, _period, value, _star in _values(town)] == [
        ("BOR", 6.1), ("BOR", 6.2), ("BOR", 6.3), ("ZORG", 5.4), ("ZORG", 5.5), ("ZORG", 5.6)
    ]  # fmt: skip


def test_one_forgotten_department_is_not_guessed(town: Store) -> None:
    report = _load(town, "unit_code;period;absence_rate\nZORG;2025-01;5,4\nBOR;2025-01;6,1\n;2025-02;6,2\n")
    assert [(error.rule, error.row) for error in report.errors] == [("unit_missing", 4)]


def test_a_star_behind_a_figure_is_provisional(town: Store) -> None:
    report = _load(town, "unit_code;period;absence_rate\nZORG;2025-01;5,4*\nBOR;2025-03;6,1\n")
    assert _rules(report) == []
    assert _values(town) == [("BOR", "2025-03", 6.1, False), ("ZORG", "2025-01", 5.4, True)]


def test_a_figure_that_the_source_hides_is_not_dropped_in_silence(town: Store) -> None:
    # Without the hidden row the organisation would be the sum of the others: too low, and nobody would see it.
    report = _load(town, "unit_code;period;absence_rate\nZORG;2025-01;5,4\nBOR;2025-01;<5\nBOR;2025-02;*\n")
    assert [(error.rule, error.row, error.column) for error in report.errors] == [
        ("not_percent", 3, "absence_rate"), ("not_percent", 4, "absence_rate")
    ]  # fmt: skip


def test_a_web_page_that_calls_itself_a_spreadsheet(town: Store) -> None:
    page = (
        "<html><head><style>td {x}</style></head><body><table><tr><td colspan=3>Overzicht &amp; verzuim</td></tr>"
        "<tr><th>unit_code</th><th>period</th><th>absence<br>_rate</th></tr>"
        "<tr><td>ZORG</td><td>2025-01</td><td>5,4</td></tr></table></body></html>"
    )
    assert _load(town, page.replace("absence<br>_rate", "absence_rate"), "export.xls").status == "loaded"
    assert _values(town) == [("ZORG", "2025-01", 5.4, False)]
