"""Charts: a specification without data, rows in which hidden figures are absent, and words for who cannot see it."""

import inspect
import json
from collections.abc import Callable
from datetime import date

import polars as pl
import pytest

from di_data.charts import figure, goal_trend, ratings, trend
from di_data.charts.figure import Figure
from di_data.disclosure import SafeTable, guard_records
from di_data.language import speaking
from di_data.reports.review import Standing
from di_data.ui import goal_cards
from di_data.vocabulary import Factor, Hidden, Measure
from tests.unit.guarded_figures import SECRET, guarded


@pytest.fixture
def values() -> SafeTable:
    """Zorg over three months, the second hidden because the group was small for a month."""
    rows = [
        {"unit_id": "Z", "unit_name": "Zorg", "period": date(2025, month, 1), "grain": "month", "value": value,
         "indicator": "absence_rate", "group_size": size, "public_source": False, "counts_people": False,
         "from_survey": False}
        for month, value, size in ((1, 5.0, 40.0), (2, SECRET, 9.0), (3, 4.25, 40.0))
    ]  # fmt: skip
    return guarded(rows)


@pytest.fixture
def benchmarks() -> SafeTable:
    return guard_records(pl.DataFrame({
        "period": [date(2025, 1, 1)], "grain": ["month"], "series_name": ["Openbaar bestuur"], "source": ["CBS"],
        "value": [6.5],
    }))  # fmt: skip


@pytest.fixture
def judgements() -> SafeTable:
    told = [(1, "autonomy", "poor"), (1, "autonomy", "good"), (1, "autonomy", "good"), (2, "autonomy", "good"),
            (1, "dialogue", "poor")]  # fmt: skip
    return guard_records(pl.DataFrame(told, schema=["round", "factor", "rating"], orient="row"))


@pytest.fixture(params=["trend", "ratings"])
def drawn(request: pytest.FixtureRequest, values: SafeTable, benchmarks: SafeTable, judgements: SafeTable) -> Figure:
    if request.param == "trend":
        return trend.trend(values, benchmarks, Measure.PERCENT, "Verzuim")
    return ratings.ratings(judgements, Factor.AUTONOMY, "Oordelen")


def _keys(part: object) -> set[str]:
    if isinstance(part, dict):
        return set(part) | {key for value in part.values() for key in _keys(value)}
    return {key for value in part for key in _keys(value)} if isinstance(part, list) else set()


def test_specification_holds_no_data(drawn: Figure) -> None:
    assert not {"data", "datasets", "values"} & _keys(drawn.specification)
    json.dumps(drawn.specification)


def test_specification_names_only_columns_of_its_rows(drawn: Figure) -> None:
    def fields(part: object) -> set[str]:
        if isinstance(part, dict):
            own = {part["field"]} if isinstance(part.get("field"), str) else set()
            return own | {name for value in part.values() for name in fields(value)}
        return {name for value in part for name in fields(value)} if isinstance(part, list) else set()

    assert fields(drawn.specification)
    assert fields(drawn.specification) <= set(drawn.rows.columns)


def test_has_a_title_and_words(drawn: Figure) -> None:
    assert drawn.specification["title"] in ("Verzuim", "Oordelen")
    assert drawn.description.startswith(f"{drawn.specification['title']}. ")


def test_drawing_twice_gives_the_same_and_spoils_nothing(values: SafeTable) -> None:
    first = trend.trend(values, None, Measure.PERCENT, "Een")
    kept = json.dumps(first.specification)
    trend.trend(values.where(period=date(2025, 3, 1)), None, Measure.PERCENT, "Twee")
    assert json.dumps(first.specification) == kept


# trend -----------------------------------------------------------------------------------------


def test_hidden_figure_is_a_gap(values: SafeTable) -> None:
    assert values.column("reason") == [None, Hidden.SMALL_GROUP.value, None]
    drawn = trend.trend(values, None, Measure.PERCENT, "Verzuim")
    assert drawn.rows.select("period", "series", "value", "shown").rows() == [
        (date(2025, 1, 1), "Zorg", 5.0, "5,0%"), (date(2025, 2, 1), "Zorg", None, "⊘ kleine groep"), (date(2025, 3, 1), "Zorg", 4.25, "4,2%"),
    ]  # fmt: skip


def test_hidden_figure_is_nowhere_in_the_chart(values: SafeTable, benchmarks: SafeTable) -> None:
    drawn = trend.trend(values, benchmarks, Measure.PERCENT, "Verzuim")
    everything = json.dumps(drawn.specification) + drawn.rows.write_json() + drawn.description + repr(drawn)
    for secret in ("7.6", "7,6", "7.7", "7,7"):
        assert secret not in everything


def test_benchmark_is_marked(values: SafeTable, benchmarks: SafeTable) -> None:
    drawn = trend.trend(values, benchmarks, Measure.PERCENT, "Verzuim")
    assert drawn.rows.filter(pl.col("is_benchmark")).select("series", "value").rows() == [("Openbaar bestuur", 6.5)]
    assert drawn.rows.filter(~pl.col("is_benchmark")).height == 3


def test_trend_in_words(values: SafeTable) -> None:
    with speaking("en"):
        drawn = trend.trend(values, None, Measure.PERCENT, "Absence")
    assert drawn.description == "Absence. Zorg: from 5.0% to 4.2%; 1 figure is not shown: a gap in the line"


@pytest.mark.parametrize("count", [0, 1])
def test_trend_of_nothing_to_see(values: SafeTable, count: int) -> None:
    only_hidden = values.where(hidden=True) if count else values.where(unit_id="nobody")
    drawn = trend.trend(only_hidden, None, Measure.PERCENT, "Verzuim")
    assert drawn.rows["value"].drop_nulls().is_empty()
    assert drawn.rows.height == count


# Gaps ------------------------------------------------------------------------------------------

HIDDEN_BETWEEN = [
    ("month", [date(2025, 1, 1), date(2025, 2, 1), date(2025, 3, 1)]),
    ("quarter", [date(2025, 1, 1), date(2025, 4, 1), date(2025, 7, 1)]),
    ("year", [date(2023, 1, 1), date(2024, 1, 1), date(2025, 1, 1)]),
    ("moving_year", [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 1)]),
]
LINES: dict[str, Callable[[SafeTable], Figure]] = {
    "trend": lambda table: trend.trend(table, None, Measure.PERCENT, "Verzuim"),
    "goal_trend": lambda table: goal_trend.goal_trend(table, Measure.PERCENT, "Verzuim"),
}
"""Every chart with a line."""


def _series(grain: str, periods: list[date]) -> SafeTable:
    rows = [
        {"unit_id": "Z", "unit_name": "Zorg", "period": at, "grain": grain, "value": SECRET if place == 1 else 5.0 + place,
         "indicator": "absence_rate", "group_size": 9.0 if place == 1 else 40.0, "public_source": False,
         "counts_people": False, "from_survey": False}
        for place, at in enumerate(periods)
    ]  # fmt: skip
    return guarded(rows)


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(("grain", "periods"), HIDDEN_BETWEEN)
def test_a_hidden_period_breaks_the_line_and_is_marked(line: str, grain: str, periods: list[date]) -> None:
    table = _series(grain, periods)
    assert table.column("hidden") == [False, True, False]
    drawn = LINES[line](table)
    assert drawn.rows["value"].to_list() == [5.0, None, 7.0]
    assert drawn.rows["gap"].to_list() == ["", "⊘", ""]
    assert drawn.rows["shown"][1] == "⊘ kleine groep"
    assert "1 cijfer is niet te zien: een gat in de lijn" in drawn.description


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize(("grain", "periods"), [each for each in HIDDEN_BETWEEN if each[0] != "year"])
def test_a_period_without_a_figure_breaks_the_line_without_a_mark(line: str, grain: str, periods: list[date]) -> None:
    drawn = LINES[line](_series(grain, periods).where(hidden=False))
    assert drawn.rows["value"].to_list() == [5.0, None, 7.0]
    assert not any(drawn.rows["gap"])


@pytest.mark.parametrize("line", LINES)
def test_no_line_is_drawn_over_a_gap(line: str) -> None:
    # Vega breaks a line at a null, unless it is told to leave the row out, to fill it in or to draw it at zero.
    drawn = LINES[line](_series(*HIDDEN_BETWEEN[0]))
    assert not {"impute", "invalid", "interpolate", "aggregate", "stack"} & _keys(drawn.specification)
    (marks,) = [layer for layer in drawn.specification["layer"] if layer["transform"] == [{"filter": "datum.gap"}]]
    assert marks["encoding"]["text"]["field"] == "gap"
    assert "field" not in marks["encoding"]["y"]


@pytest.mark.parametrize(
    ("values", "line"),
    [([1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0]), ([9.0, None, 1.0, 2.0, 3.0, 4.0], [1.0, 2.0, 3.0, 4.0]), ([1.0, 2.0, 3.0, None, 4.0, 5.0], None)],
)  # fmt: skip
def test_small_line_of_a_goal_starts_after_the_last_gap(values: list[float | None], line: list[float] | None) -> None:
    series = guard_records(pl.DataFrame({
        "period": [date(2025, month, 1) for month in range(1, len(values) + 1)], "grain": "month", "value": values,
    }))  # fmt: skip
    standing = Standing({}, Measure.PERCENT, series, None, None, None)
    assert goal_cards._line(standing) == line


def test_small_line_of_a_goal_is_not_drawn_over_a_month_without_a_figure() -> None:
    months = [date(2025, month, 1) for month in (1, 2, 3, 4, 6, 7)]
    series = guard_records(pl.DataFrame({"period": months, "grain": "month", "value": [1.0] * 6}))
    assert goal_cards._line(Standing({}, Measure.PERCENT, series, None, None, None)) is None


# ratings ---------------------------------------------------------------------------------------


def test_ratings_are_counted_never_averaged(judgements: SafeTable) -> None:
    with speaking("en"):
        drawn = ratings.ratings(judgements, Factor.AUTONOMY, "Judgements")
    assert drawn.rows.select("round", "rating", "sessions").rows() == [(1, "Poor", 1), (1, "Good", 2), (2, "Good", 1)]
    assert drawn.description == "Judgements. Round 1: Poor 1; Round 1: Good 2; Round 2: Good 1"


def test_ratings_of_a_factor_that_nobody_judged(judgements: SafeTable) -> None:
    assert ratings.ratings(judgements, Factor.LEARNING_SPACE, "Oordelen").rows.is_empty()


# Notation --------------------------------------------------------------------------------------


def test_months_days_and_numbers_are_dutch() -> None:
    told = figure.notation("nl").to_dict()
    assert told["time"]["shortMonths"][:5] == ["jan", "feb", "mrt", "apr", "mei"]
    assert told["time"]["months"][0] == "januari"
    assert told["time"]["days"][:2] == ["zondag", "maandag"]
    assert (told["number"]["decimal"], told["number"]["thousands"]) == (",", ".")


def test_months_days_and_numbers_are_english() -> None:
    told = figure.notation("en").to_dict()
    assert told["time"]["shortMonths"][2] == "Mar"
    assert told["time"]["days"][0] == "Sunday"
    assert (told["number"]["decimal"], told["number"]["thousands"]) == (".", ",")


def test_locale_is_in_the_specification(drawn: Figure) -> None:
    assert drawn.specification["config"]["locale"]["time"]["months"][4] == "mei"


# Only what passed the gate ---------------------------------------------------------------------

DRAWERS: list[Callable[..., Figure]] = [
    member
    for module in (trend, ratings)
    for name, member in inspect.getmembers(module, inspect.isfunction)
    if member.__module__ == module.__name__ and not name.startswith("_")
    and inspect.signature(member).return_annotation is Figure
]  # fmt: skip


def test_every_chart_module_draws() -> None:
    assert {drawer.__name__ for drawer in DRAWERS} == {"trend", "ratings"}


@pytest.mark.parametrize("drawer", DRAWERS)
def test_chart_takes_safe_tables_only(drawer: Callable[..., Figure]) -> None:
    parameters = list(inspect.signature(drawer).parameters.values())
    assert parameters[0].annotation is SafeTable
    assert not [one.name for one in parameters if "DataFrame" in str(one.annotation)]


def test_chart_fails_on_a_bare_frame(values: SafeTable, judgements: SafeTable) -> None:
    with pytest.raises((AttributeError, TypeError)):
        trend.trend(values.frame(), None, Measure.PERCENT, "Verzuim")  # type: ignore[arg-type]
    with pytest.raises((AttributeError, TypeError)):
        ratings.ratings(judgements.frame(), Factor.AUTONOMY, "Oordelen")  # type: ignore[arg-type]
