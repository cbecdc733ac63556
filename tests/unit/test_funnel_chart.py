"""The funnel plot: only what truly differs has a name, there is no ranking, and hidden departments are counted in words."""

import json
from datetime import date

import polars as pl
import pytest

from di_data.analysis.funnel import Adjustment, Chance, Funnel, funnel
from di_data.charts.figure import CONCERN, IMPROVEMENT, Figure
from di_data.charts.funnel_chart import CURVE, funnel_chart
from di_data.charts.signs import STANDS_OUT
from di_data.disclosure import SafeTable, guard_records
from di_data.language import speaking
from di_data.vocabulary import Measure
from tests.unit.guarded_figures import SECRET, guarded

DEPARTMENTS = {"Zorg": (50.0, 100.0), "Bouw": (80.0, 400.0), "Beheer": (20.0, 400.0), "Griffie": (SECRET, 9.0), "Jeugd": (52.0, 200.0)}  # fmt: skip
"""With a centre of 50% and chance alone, 99.8% of departments of 400 lie in 42.31 to 57.69: Bouw above, Beheer below."""

CENTRE = 0.5


@pytest.fixture
def table() -> SafeTable:
    rows = [
        {"unit_id": name, "unit_name": name, "period": date(2025, 1, 1), "grain": "year",
         "value": value, "indicator": "autonomy", "group_size": size, "public_source": False, "counts_people": False,
         "from_survey": False}
        for name, (value, size) in DEPARTMENTS.items()
    ]  # fmt: skip
    return guarded(rows)


def reading(table: SafeTable, **options: float) -> Funnel:
    shown = [row for row in table.rows() if row["value"] is not None]
    return funnel(
        [row["value"] / 100 for row in shown], [row["group_size"] for row in shown], chance=Chance.PROPORTION,
        adjustment=Adjustment.NONE, centre=CENTRE, **options,
    )  # fmt: skip


def drawn(table: SafeTable, direction: str | None = "higher") -> Figure:
    return funnel_chart(table, reading(table), Measure.PERCENT, "Autonomie", direction=direction)


def departments(figure: Figure) -> pl.DataFrame:
    return figure.rows.filter(pl.col("kind") == "department")


def layer(figure: Figure, name: str) -> dict[str, object]:
    (found,) = [one for one in figure.specification["layer"] if one["name"] == name]
    return dict(found)


def test_only_departments_outside_the_widest_limits_have_a_name(table: SafeTable) -> None:
    assert departments(drawn(table)).select("size", "value", "label").rows() == [
        (100.0, 50.0, ""), (400.0, 80.0, "Bouw"), (400.0, 20.0, "Beheer"), (200.0, 52.0, ""),
    ]  # fmt: skip


def test_better_worse_and_neither_have_their_own_sign(table: SafeTable) -> None:
    assert departments(drawn(table))["sign"].to_list() == ["usual", "improvement", "concern", "usual"]
    assert departments(drawn(table, "lower"))["sign"].to_list() == ["usual", "concern", "improvement", "usual"]
    assert departments(drawn(table, None))["sign"].to_list() == ["usual", "stands_out", "stands_out", "usual"]
    encoding = layer(drawn(table), "points")["encoding"]
    assert set(encoding["color"]["scale"]["range"]) >= {IMPROVEMENT, CONCERN, STANDS_OUT}  # type: ignore[index]
    assert len(set(encoding["shape"]["scale"]["range"])) == 3  # type: ignore[index]


def test_limits_are_those_of_the_reading_by_hand(table: SafeTable) -> None:
    """sin²(π/4 ± 3.09 ÷ (2·√n)) is ½ ± ½·sin(3.09 ÷ √n): at 400 people 42.31% and 57.69%."""
    band = reading(table).band(400)
    assert (band.lower_998, band.upper_998) == pytest.approx((0.42305, 0.57695), abs=5e-6)
    curves = drawn(table).rows.filter(pl.col("kind") == "998")
    assert curves.height == 2 * CURVE
    upper = curves.filter(pl.col("value") > 50).sort("size")
    assert upper["value"].is_sorted(descending=True)
    assert (upper["size"][0], upper["size"][-1]) == pytest.approx((85.0, 432.0))


def test_words_at_the_limits_and_the_organisation(table: SafeTable) -> None:
    with speaking("en"):
        axis = layer(drawn(table), "centre")["encoding"]["y"]["axis"]  # type: ignore[index]
    assert "Organisation 50.0%" in axis["labelExpr"]
    assert axis["labelExpr"].count("99.8% limit") == axis["labelExpr"].count("95% limit") == 2
    assert axis["values"] == sorted(axis["values"])


def test_hidden_department_is_absent_and_counted(table: SafeTable) -> None:
    with speaking("en"):
        figure = drawn(table)
    words = "1 department is not shown, so that nobody can be recognised"
    assert words in figure.description
    below = layer(figure, "points")["encoding"]["x"]["axis"]["title"]  # type: ignore[index]
    assert below[0] == "Size of the group"
    assert " ".join(below[1:]) == words
    everything = json.dumps(figure.specification) + figure.rows.write_json() + figure.description
    for secret in ("Griffie", str(SECRET), "7.65", "7,65"):
        assert secret not in everything


def test_in_words_by_name_and_without_a_ranking(table: SafeTable) -> None:
    with speaking("en"):
        told = drawn(table).description
        quiet = drawn(table.where(unit_name=["Zorg", "Jeugd"])).description
    assert told == (
        "Autonomie. Organisation 50.0%; 4 departments are compared; higher than the organisation: Bouw (80.0%); "
        "lower than the organisation: Beheer (20.0%); 1 department is not shown, so that nobody can be recognised"
    )
    assert quiet == "Autonomie. Organisation 50.0%; 2 departments are compared; all of them lie within the limits"


def test_no_axis_or_order_ranks_departments(table: SafeTable) -> None:
    figure = drawn(table)
    assert "sort" not in json.dumps(figure.specification)
    assert layer(figure, "points")["encoding"]["x"]["type"] == "quantitative"  # type: ignore[index]


def test_names_run_inwards_so_that_none_is_cut_off(table: SafeTable) -> None:
    figure = drawn(table)
    half = (85.0 + 432.0) / 2
    assert layer(figure, "left")["transform"] == [{"filter": f"datum.label && datum.size < {half}"}]
    assert layer(figure, "right")["transform"] == [{"filter": f"datum.label && datum.size >= {half}"}]
    assert (layer(figure, "left")["mark"]["align"], layer(figure, "right")["mark"]["align"]) == ("left", "right")  # type: ignore[index]


def test_reading_of_other_departments_is_refused(table: SafeTable) -> None:
    with pytest.raises(ValueError, match="other departments"):
        funnel_chart(table.where(unit_name="Zorg"), reading(table), Measure.PERCENT, "t", direction=None)


def test_a_figure_that_is_no_percentage_keeps_its_scale() -> None:
    rows = [{"unit_name": name, "value": value, "people": 100.0, "reason": None} for name, value in (("A", 1.2), ("B", 1.0))]  # fmt: skip
    table = guard_records(pl.DataFrame(rows, schema_overrides={"reason": pl.String}))
    with speaking("en"):
        figure = funnel_chart(
            table,
            funnel([1.2, 1.0], [100, 100], chance=Chance.RATE),
            Measure.PER_YEAR,
            "t",
            direction="lower",
            size="people",
        )
    assert "Organisation 1.10" in figure.description
    assert figure.rows.filter(pl.col("kind") == "centre")["value"].unique().to_list() == pytest.approx([1.1])
