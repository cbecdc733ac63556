"""The chart of distributions: bars around zero, words for each answer, and the same rows as a table."""

import json
from datetime import date
from typing import Any

import polars as pl
import pytest

from di_data.analysis.answer_scale import Detail, codes, is_told
from di_data.charts.diverging import FITS, TEXT, answer_rows, diverging_bars, label
from di_data.disclosure import SafeTable
from di_data.disclosure.safe_table import seal
from di_data.language import LANGUAGES, speaking

FIVE = (("1/5", 5), ("2/5", 10), ("neutral", 20), ("4/5", 45), ("5/5", 20))
TWO = (("not_positive", 30), ("positive", 70))


def table(*bars: tuple[str, int, tuple[tuple[str, int], ...]]) -> SafeTable:
    """Made-up rows as `reports.answers` gives them: bars of a unit, a year and the counts."""
    rows: list[dict[str, Any]] = [
        {"unit_id": unit, "unit": unit, "unit_name": f"Afdeling {unit}", "parent_id": None, "indicator": "autonomy",
         "period": date(year, 1, 1), "grain": "year", "category": code, "share": count / 100, "count": count, "answers": 100}
        for unit, year, counts in bars
        for code, count in counts
    ]  # fmt: skip
    return seal(pl.DataFrame(rows))


def test_the_neutral_answer_stands_on_both_sides_of_zero() -> None:
    figure = diverging_bars(table(("A", 2024, FIVE)), "Autonomie")
    assert figure.rows.select("start", "end").rows() == [(-25, -20), (-20, -10), (-10, 10), (10, 55), (55, 75)]


def test_positive_or_not_meet_at_zero() -> None:
    figure = diverging_bars(table(("A", 2024, TWO)), "Autonomie")
    assert figure.rows.select("start", "end").rows() == [(-30, 0), (0, 70)]


def test_a_bar_per_round_and_department_the_oldest_first() -> None:
    figure = diverging_bars(table(("A", 2025, TWO), ("A", 2023, FIVE), ("B", 2025, TWO)), "Autonomie")
    bars = figure.rows.select("bar", "place").unique(maintain_order=True).rows()
    assert bars == [("Afdeling A, 2023", 0), ("Afdeling A, 2025", 1), ("Afdeling B, 2025", 2)]


def test_of_one_department_a_bar_is_called_after_its_round() -> None:
    figure = diverging_bars(table(("A", 2025, TWO), ("A", 2023, FIVE)), "Autonomie")
    assert figure.rows["bar"].unique(maintain_order=True).to_list() == ["2023", "2025"]


def test_percentages_stand_in_the_bars_where_they_fit() -> None:
    rows = diverging_bars(table(("A", 2024, FIVE)), "Autonomie").rows
    assert rows["inside"].to_list() == ["", "10%", "20%", "45%", "20%"]
    assert rows["shown"].to_list() == ["5%", "10%", "20%", "45%", "20%"]
    assert 0.05 < FITS < 0.10


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_can_be_read_without_eyes(language: str) -> None:
    with speaking(language):
        figure = diverging_bars(table(("A", 2024, FIVE), ("A", 2025, TWO)), "Autonomie")
        told = answer_rows(table(("A", 2024, FIVE)))
    first = {"nl": "Meest negatief 5%", "en": "Most negative 5%"}[language]
    last = {"nl": "Niet positief 30%, Positief 70%", "en": "Not positive 30%, Positive 70%"}[language]
    assert figure.description.startswith(f"Autonomie. 2024: {first}, ")
    assert figure.description.endswith(f"2025: {last}")
    assert told.height == 5
    assert told.row(0)[2:] == (first.rpartition(" ")[0], 5, 100, "5%")


def test_the_legend_runs_from_negative_to_positive_with_a_colour_each() -> None:
    three = (("negative", 15), ("neutral", 20), ("positive", 65))
    with speaking("en"):
        figure = diverging_bars(table(("A", 2024, FIVE), ("B", 2024, three), ("C", 2024, TWO)), "Autonomie")
    scale = next(
        layer["encoding"]["color"]["scale"] for layer in figure.specification["layer"] if "color" in layer["encoding"]
    )
    assert scale["domain"] == [
        "Most negative", "Negative", "A little negative", "Not positive", "Neutral", "A little positive", "Positive", "Most positive",
    ]  # fmt: skip
    assert len(set(scale["range"])) == len(scale["range"])
    assert all(contrast(colour, TEXT) >= 4.5 for colour in scale["range"])


def contrast(one: str, other: str) -> float:
    """As WCAG 2 works it out."""

    def light(colour: str) -> float:
        parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
        linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
        return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]

    high, low = sorted((light(one), light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_every_answer_of_every_scale_has_words() -> None:
    for length in range(2, 8):
        for detail in Detail:
            if is_told(length, detail):
                words = [label(code) for code in codes(length, detail)]
                assert len(set(words)) == len(words)


def test_no_data_in_the_specification() -> None:
    figure = diverging_bars(table(("A", 2024, FIVE), ("B", 2024, FIVE)), "Autonomie")
    assert "Afdeling A" not in json.dumps(figure.specification)
    assert "data" not in figure.specification


def test_several_questions_are_no_chart() -> None:
    frame = table(("A", 2024, FIVE)).frame()
    two = seal(pl.concat([frame, frame.with_columns(indicator=pl.lit("dialogue"))]))
    with pytest.raises(ValueError, match="one question"):
        diverging_bars(two, "x")
