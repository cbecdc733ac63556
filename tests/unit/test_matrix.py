"""The matrix of departments and goals: a sign for every cell, told without its colour, and a reason where there is none."""

import json
from datetime import date
from typing import Any

import polars as pl
import pytest

from di_data.analysis.spc import Assurance, Newest, Variation, newest
from di_data.charts.figure import Figure
from di_data.charts.matrix import FEW_GOALS, matrix, matrix_rows
from di_data.charts.signs import SIGNS, STANDS_OUT, Blank
from di_data.disclosure import SafeTable, guard_records
from di_data.language import LANGUAGES, speaking
from tests.unit.guarded_figures import SECRET, guarded
from tests.unit.test_control_chart import OUTLIER
from tests.unit.test_theme import BACKGROUNDS, contrast

DEPARTMENTS = {"Z": "Zorg", "B": "Bouw", "G": "Griffie", "N": "Nieuw"}
GOALS = {"v": "Minder verzuim", "l": "Leerruimte"}
READINGS: dict[tuple[str, str], Newest] = {
    ("Z", "v"): newest(OUTLIER, target=5.0),
    ("B", "v"): Newest(None),
    ("G", "v"): Newest(Variation.CONCERN_HIGH),
    ("Z", "l"): newest([50.0, 50.5] * 7 + [60.0], target=90.0, direction="higher"),
}


@pytest.fixture
def latest() -> SafeTable:
    """Griffie is hidden, Bouw is too short for a reading, and for Nieuw and for most of Leerruimte there is nothing."""
    rows = [
        {"unit_id": unit, "unit_name": DEPARTMENTS[unit], "period": date(2025, 3, 1), "grain": "month", "value": value,
         "indicator": goal, "group_size": size, "public_source": False, "counts_people": False, "from_survey": False}
        for unit, goal, value, size in (("Z", "v", 9.0, 40.0), ("B", "v", 5.0, 40.0), ("G", "v", SECRET, 9.0), ("Z", "l", 60.0, 40.0))
    ]  # fmt: skip
    told = guarded(rows).frame()
    shown = told.select("unit_id", "period", "grain", "value", "reason", goal_id="indicator", measure=pl.lit("percent"))
    return guard_records(shown)


def drawn(latest: SafeTable, **options: Any) -> Figure:
    with speaking("en"):
        return matrix(latest, READINGS, DEPARTMENTS, GOALS, "Stand", **options)


def test_every_cell_has_a_sign(latest: SafeTable) -> None:
    rows = drawn(latest).rows
    signals = rows.filter(pl.col("part") == "signal")
    assert {(row["unit_id"], row["goal_id"]): row["code"] for row in signals.iter_rows(named=True)} == {
        ("Z", "v"): "concern_high", ("B", "v"): "too_few", ("G", "v"): "hidden", ("N", "v"): "no_figure",
        ("Z", "l"): "improvement_high", ("B", "l"): "no_figure", ("G", "l"): "no_figure", ("N", "l"): "no_figure",
    }  # fmt: skip
    targets = rows.filter(pl.col("part") == "target").select("unit_id", "goal_id", "code").rows()
    assert targets == [("Z", "v", "hit_and_miss"), ("Z", "l", "consistently_fails")]


def test_tooltip_says_what_a_cell_shows_and_why_it_is_empty(latest: SafeTable) -> None:
    told = {
        row[:2]: row[2:]
        for row in drawn(latest).rows.select("unit_id", "goal_id", "figure", "reading", "target").rows()
    }
    assert told["Z", "v"] == ("9.0% (Mar 2025)", "signal of concern, upwards", "target is reached at times")
    assert told["B", "v"] == ("5.0% (Mar 2025)", "too few figures", "")
    assert told["G", "v"] == ("⊘ small group", "not shown", "")
    assert told["N", "v"] == ("", "no figure", "")


def test_hidden_department_has_no_reading_of_earlier_months(latest: SafeTable) -> None:
    assert READINGS["G", "v"].variation is Variation.CONCERN_HIGH
    (row,) = drawn(latest).rows.filter(pl.col("unit_id") == "G", pl.col("goal_id") == "v").iter_rows(named=True)
    assert row["code"] == "hidden"


@pytest.mark.parametrize("language", LANGUAGES)
def test_hidden_figure_is_nowhere(latest: SafeTable, language: str) -> None:
    with speaking(language):
        figure = matrix(latest, READINGS, DEPARTMENTS, GOALS, "Stand")
        words = json.dumps(matrix_rows(latest, READINGS, DEPARTMENTS, GOALS))
    everything = json.dumps(figure.specification) + figure.rows.write_json() + figure.description + words
    for secret in ("7.65", "7,65", "7.7", "7,7"):
        assert secret not in everything


def test_same_in_words(latest: SafeTable) -> None:
    with speaking("en"):
        rows = matrix_rows(latest, READINGS, DEPARTMENTS, GOALS)
    assert rows[0] == {
        "Department": "Zorg",
        "Minder verzuim": "9.0% (Mar 2025) · signal of concern, upwards · target is reached at times",
        "Leerruimte": "60.0% (Mar 2025) · signal of improvement, upwards · target is out of reach",
    }
    assert rows[1]["Minder verzuim"] == "5.0% (Mar 2025) · too few figures"
    assert rows[2] == {"Department": "Griffie", "Minder verzuim": "⊘ small group", "Leerruimte": "no figure"}


def test_two_goals_with_one_title_keep_a_column_each(latest: SafeTable) -> None:
    with speaking("en"):
        (row, *_rest) = matrix_rows(latest, READINGS, DEPARTMENTS, {"v": "Doel", "l": "Doel"})
    assert list(row) == ["Department", "Doel", "Doel (2)"]
    assert row["Doel"] != row["Doel (2)"]


def test_description_names_the_cells_with_a_signal(latest: SafeTable) -> None:
    assert drawn(latest).description == (
        "Stand. 4 departments; 2 goals; signal of concern, upwards: 1; signal of improvement, upwards: 1; "
        "too few figures: 1; no figure: 4; not shown: 1; target is reached at times: 1; target is out of reach: 1; "
        "Zorg, Minder verzuim: signal of concern, upwards; Zorg, Leerruimte: signal of improvement, upwards"
    )


def test_description_of_a_large_matrix_points_to_the_table() -> None:
    units = {str(place): f"Afdeling {place}" for place in range(30)}
    rows = guard_records(pl.DataFrame({
        "unit_id": list(units), "goal_id": "v", "period": date(2025, 1, 1), "grain": "month", "value": 5.0, "measure": "percent",
    }))  # fmt: skip
    with speaking("en"):
        told = matrix(rows, {(unit, "v"): Newest(Variation.CONCERN_LOW) for unit in units}, units, {"v": "V"}, "t")
    assert told.description.endswith("the table has the others")
    assert told.description.count(", V: ") == 20


# Signs -----------------------------------------------------------------------------------------


def test_every_sign_has_a_shape_of_its_own() -> None:
    assert set(SIGNS) == {*Variation, *Assurance, *Blank}
    assert len({sign.shape for sign in SIGNS.values()}) == len(SIGNS)


@pytest.mark.parametrize(("name", "ground"), BACKGROUNDS)
def test_what_stands_out_is_seen_on_every_page(name: str, ground: str) -> None:
    assert contrast(STANDS_OUT, ground) >= 3


def test_departments_and_goals_keep_their_order_and_names(latest: SafeTable) -> None:
    figure = drawn(latest)
    for layer in figure.specification["layer"]:
        assert layer["encoding"]["y"]["scale"]["domain"] == list(DEPARTMENTS)
        assert layer["encoding"]["x"]["scale"]["domain"] == list(GOALS)
        assert (
            json.loads(layer["encoding"]["y"]["axis"]["labelExpr"].removesuffix("[datum.value]")[1:-1]) == DEPARTMENTS
        )


def test_legends_hold_only_what_is_drawn_in_words(latest: SafeTable) -> None:
    signal, target = [layer["encoding"]["shape"] for layer in drawn(latest).specification["layer"]]
    assert set(signal["legend"]["values"]) == {"improvement_high", "concern_high", "hidden", "too_few", "no_figure"}
    assert set(target["legend"]["values"]) == {"hit_and_miss", "consistently_fails"}
    with speaking("en"):
        bare = matrix(latest, {}, DEPARTMENTS, GOALS, "t")
    assert bare.specification["layer"][1]["encoding"]["shape"]["legend"] is None


def test_many_goals_stand_upright_and_signs_under_each_other(latest: SafeTable) -> None:
    goals = {
        str(place): f"Doel {place} met een lange titel die niet op een regel past" for place in range(FEW_GOALS + 1)
    }
    many = matrix(latest, {}, DEPARTMENTS, goals, "t").specification["layer"]
    few = matrix(latest, {}, DEPARTMENTS, GOALS, "t").specification["layer"]
    assert {layer["encoding"]["x"]["axis"]["labelAngle"] for layer in many} == {-90}
    assert {layer["encoding"]["x"]["axis"]["labelAngle"] for layer in few} == {-60}
    assert all("yOffset" in layer["mark"] and "bandwidth('x')" in layer["mark"]["size"]["expr"] for layer in many)
    assert all("xOffset" in layer["mark"] for layer in few)
