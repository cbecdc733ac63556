"""The grid of the calendar: a sign and a colour per state, departments in the order of the organisation."""

from datetime import date

import polars as pl
import pytest

from di_data.charts.coverage import coverage_grid
from di_data.disclosure import SafeTable, guard_records
from di_data.language import speaking
from di_data.vocabulary import Presence


@pytest.fixture
def table() -> SafeTable:
    """Two teams with one name, under two departments."""
    rows = [
        ("T1", "Team", 1, date(2025, 1, 1), "in"),
        ("T1", "Team", 1, date(2025, 2, 1), "late"),
        ("T2", "Team", 2, date(2025, 1, 1), "missing"),
        ("GEM", "Gemeente", 0, date(2025, 1, 1), "in"),
    ]
    frame = pl.DataFrame(rows, schema=["unit", "unit_name", "place", "period", "state"], orient="row")
    return guard_records(frame.with_columns(grain=pl.lit("month"), due_on=date(2025, 3, 14)))


def test_every_state_has_its_own_shape_and_is_in_the_legend(table: SafeTable) -> None:
    with speaking("en"):
        encoding = coverage_grid(table, "Absence").specification["encoding"]
    labels = ["In", "Provisional", "Expected", "Missing", "Late"]
    assert encoding["shape"]["scale"]["domain"] == encoding["color"]["scale"]["domain"] == labels
    assert len(set(encoding["shape"]["scale"]["range"])) == len(Presence)


def test_rows_say_in_words_what_is_drawn(table: SafeTable) -> None:
    with speaking("en"):
        rows = coverage_grid(table, "Absence").rows.rows()
    assert rows[1] == ("Team (T1)", 1, date(2025, 2, 1), "Feb 2025", "Late", "14 Mar 2025")
    assert [row[0] for row in rows] == ["Team (T1)", "Team (T1)", "Team (T2)", "Gemeente"]


def test_the_chart_tells_its_message_without_being_seen(table: SafeTable) -> None:
    with speaking("en"):
        figure = coverage_grid(table, "Absence")
    assert figure.description == "Absence. In: 2 figures; Missing: 1 figure; Late: 1 figure"
    assert figure.specification["title"] == "Absence"


def test_departments_stand_in_the_order_of_the_organisation(table: SafeTable) -> None:
    encoding = coverage_grid(table, "Absence").specification["encoding"]
    assert encoding["y"]["sort"]["field"] == "place"
    assert encoding["x"]["sort"]["field"] == "start"


def test_the_specification_holds_no_rows(table: SafeTable) -> None:
    assert "Gemeente" not in str(coverage_grid(table, "Absence").specification)
