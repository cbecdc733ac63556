"""The chart of a survey's rounds with their margins, and of a benchmark with its interval and the break in its method."""

from datetime import date

import polars as pl
import pytest

from di_data.analysis.survey import Share
from di_data.charts.figure import Figure
from di_data.charts.survey_rounds import benchmark_years, survey_rounds
from di_data.disclosure import SafeTable, guard_records
from di_data.language import speaking
from di_data.reports.goal_review import share
from tests.unit.guarded_figures import guarded


def rounds() -> SafeTable:
    """Two years of a department of 231 of whom 141 answered, and of one of eight."""

    def row(unit: str, year: int, positive: float, answers: float, invited: float) -> dict[str, object]:
        return {"unit_id": unit, "unit": unit, "unit_name": unit, "parent_id": None, "indicator": "autonomy", "grain": "year",
                "period": date(year, 1, 1), "value": 100 * positive / answers, "numerator": positive, "denominator": answers,
                "group_size": invited, "invited": invited, "public_source": False, "counts_people": True, "from_survey": True}  # fmt: skip

    return guarded([row("Zorg", 2024, 88, 135, 228), row("Zorg", 2025, 74, 141, 231), row("Kabinet", 2025, 5, 6, 8)])


def figure(table: SafeTable) -> Figure:
    shares = {(row["unit_id"], row["period"]): one for row in table.rows() if (one := share(row)) is not None}
    with speaking("en"):
        return survey_rounds(table, shares, "Autonomy", first="Zorg")


def test_a_bar_reaches_the_margin_on_both_sides() -> None:
    drawn = figure(rounds().where(unit_id="Zorg")).rows
    assert drawn["value"].to_list() == pytest.approx([100 * 88 / 135, 100 * 74 / 141])
    margin = 100 * Share(74 / 141, 141, 231).margin
    assert drawn["upper"].to_list()[1] - drawn["value"].to_list()[1] == pytest.approx(margin)
    assert drawn["value"].to_list()[1] - drawn["lower"].to_list()[1] == pytest.approx(margin)
    assert drawn["margin"].to_list()[1] == "± 5.2"
    assert drawn["at"].to_list() == [date(2024, 7, 2), date(2025, 7, 2)]  # in the middle of the year that it stands for


def test_what_is_hidden_is_a_gap_with_its_sign() -> None:
    told = figure(rounds().where(unit_id="Kabinet"))
    (row,) = told.rows.rows(named=True)
    assert (row["value"], row["lower"], row["label"], row["gap"]) == (None, None, "", "⊘")
    assert "figure is not shown" in told.description


def test_the_description_says_every_round() -> None:
    assert (
        figure(rounds().where(unit_id="Zorg")).description == "Autonomy. Zorg 2024: 65.2% ± 5.1; Zorg 2025: 52.5% ± 5.2"
    )


def test_lines_have_names_only_where_there_are_several() -> None:
    def legends(table: SafeTable) -> list[object]:
        layers = figure(table).specification["layer"]
        return [
            layer["encoding"]["color"].get("legend")
            for layer in layers
            if "field" in layer["encoding"].get("color", {})
        ]

    assert set(map(type, legends(rounds().where(unit_id="Zorg")))) == {type(None)}
    assert all(legends(rounds()))


def benchmark() -> SafeTable:
    rows = [
        {"period": date(year, 1, 1), "value": value, "lower": value - 1.5, "upper": value + 1.5, "series_name": "O"}
        for year, value in ((2020, 73.5), (2021, 72.7), (2022, 72.6), (2023, 73.4))
    ]
    return guard_records(pl.DataFrame(rows))


def test_a_benchmark_breaks_where_its_method_did() -> None:
    with speaking("en"):
        told = benchmark_years(benchmark(), "Deciding", {2022: "another method"})
    drawn = told.rows.filter(pl.col("kind") == "figure")
    assert drawn["series"].to_list() == ["0", "0", "1", "1"]  # two lines: none crosses from one method into the other
    assert told.rows.filter(pl.col("kind") == "break").select("at", "what").rows() == [
        (date(2022, 1, 1), "another method")
    ]
    assert drawn["label"].to_list() == ["", "", "", "73.4%"]
    assert told.description.endswith("2023: 73.4% 71.9 to 74.9%; 2022: another method")


def test_nothing_to_draw_is_an_empty_chart() -> None:
    assert benchmark_years(benchmark().where(period=None), "t").rows.is_empty()
