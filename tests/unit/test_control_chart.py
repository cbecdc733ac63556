"""The control chart: what is drawn where, what is told in words, and that a hidden figure is in none of it."""

import json
import struct
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.analysis.spc import Xmr, xmr
from di_data.analysis.timeline import timeline
from di_data.charts.beside import LINE, Marked, Named, lanes, right_axis, rise, spread, wrapped
from di_data.charts.control import Reference, control_chart
from di_data.charts.figure import Figure
from di_data.charts.signs import POINTS, point
from di_data.disclosure import SafeTable, guard_records
from di_data.language import LANGUAGES, speaking
from di_data.periods import Grain, Period
from di_data.vocabulary import Measure
from tests.unit.guarded_figures import SECRET, guarded

OUTLIER = [5.0, 5.5] * 7 + [9.0]
"""Mean 5.5; ranges 0.5 (13) and 3.5, which is screened: limits 5.5 ± 1.33."""


def series(values: list[float], *, hidden: tuple[int, ...] = (), grain: str = "month") -> SafeTable:
    """Zorg from January 2024 on; in the months at these indices the group was small and the figure SECRET."""
    rows = [
        {"unit_id": "Z", "unit_name": "Zorg", "period": date(2024 + place // 12, place % 12 + 1, 1), "grain": grain,
         "value": SECRET if place in hidden else value, "indicator": "absence_rate",
         "group_size": 9.0 if place in hidden else 40.0, "public_source": False, "counts_people": False,
         "from_survey": False}
        for place, value in enumerate(values)
    ]  # fmt: skip
    return guarded(rows)


def reading(table: SafeTable, **options: Any) -> Xmr:
    return xmr([step.value for step in timeline(table)], **options)


def drawn(table: SafeTable, read: Xmr | None = None, **options: Any) -> Figure:
    return control_chart(table, read or reading(table), Measure.PERCENT, "Verzuim", **options)


def of(figure: Figure, kind: str) -> pl.DataFrame:
    return figure.rows.filter(pl.col("kind") == kind)


def layers(figure: Figure) -> dict[str, Any]:
    return {layer["name"]: layer for layer in figure.specification["layer"] if "name" in layer}


# Points and lines ------------------------------------------------------------------------------


def test_points_have_the_sign_of_their_reading() -> None:
    figure = drawn(series(OUTLIER))
    assert of(figure, "figure")["sign"].to_list() == ["usual"] * 14 + ["concern"]
    assert of(figure, "figure")["value"].to_list() == OUTLIER


@pytest.mark.parametrize(("direction", "sign"), [("lower", "concern"), ("higher", "improvement"), (None, "stands_out")])
def test_which_way_is_better_decides_the_sign(direction: str | None, sign: str) -> None:
    table = series(OUTLIER)
    assert of(drawn(table, reading(table, direction=direction)), "figure")["sign"][-1] == sign


def test_every_sign_is_told_without_its_colour() -> None:
    assert len({sign.shape for code, sign in POINTS.items() if code != "usual"}) == 3
    assert len({sign.colour for sign in POINTS.values()}) == 4
    size = layers(drawn(series(OUTLIER)))["points"]["encoding"]["size"]
    assert size["condition"]["value"] < size["value"]
    assert point(None) == "usual"


def test_the_tooltip_says_which_rule_a_point_met() -> None:
    with speaking("en"):
        figure = drawn(series(OUTLIER))
    assert of(figure, "figure")["reading"][-1] == "signal of concern, upwards: outside the limits"
    assert of(figure, "figure")["reading"][0] == "no signal"


def test_mean_and_limits_run_from_the_first_day_to_the_last() -> None:
    figure = drawn(series(OUTLIER))
    mean = 82.5 / 15
    assert of(figure, "mean").select("at", "value").rows() == [(date(2024, 1, 1), mean), (date(2025, 3, 31), mean)]
    assert of(figure, "limit")["value"].to_list() == pytest.approx([mean - 1.33] * 2 + [mean + 1.33] * 2)
    assert of(figure, "limit")["line"].n_unique() == 2


def test_each_group_has_its_own_lines_and_the_new_one_is_marked() -> None:
    table = series([5.0, 6.0] * 7 + [1.0, 2.0] * 7)
    with speaking("en"):
        figure = drawn(table, reading(table, rebase=[14]))
    assert of(figure, "mean")["value"].to_list() == [5.5, 5.5, 1.5, 1.5]
    assert of(figure, "mean")["at"].to_list()[1:3] == [date(2025, 2, 28), date(2025, 3, 1)]
    assert of(figure, "mark").select("at", "what").rows() == [(date(2025, 3, 1), "New mean and limits")]
    assert "from Mar 2025: New mean and limits" in figure.description
    assert "Mean 1.5%" in figure.description


def test_run_chart_has_a_mean_and_says_why_it_has_no_limits() -> None:
    with speaking("en"):
        figure = drawn(series([5.0, 6.0] * 4))
    assert of(figure, "limit").is_empty()
    assert of(figure, "mean")["value"].to_list() == [5.5, 5.5]
    told = "Too few figures for limits: 8 of 13."
    assert layers(figure)["line"]["encoding"]["x"]["axis"]["title"] == [told]
    assert figure.description.endswith(told)
    assert layers(figure)["points"]["encoding"]["shape"]["legend"] is None


def test_new_group_of_few_points_says_that_its_limits_will_move() -> None:
    table = series([5.0, 6.0] * 7 + [1.0, 2.0])
    with speaking("en"):
        trial = drawn(table, reading(table, rebase=[14]))
        short = drawn(table, reading(table, rebase=[15]))
    assert "provisional" in trial.description
    assert "Too few figures for limits since the newest group began." in short.description


def test_only_signs_that_are_drawn_are_in_the_legend() -> None:
    figure = drawn(series(OUTLIER))
    assert layers(figure)["points"]["encoding"]["shape"]["legend"]["values"] == ["concern"]


# Hidden figures --------------------------------------------------------------------------------


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("hidden", [(3,), (0, 5, 14)])
def test_hidden_figure_is_a_marked_gap_and_nowhere_in_the_chart(hidden: tuple[int, ...], language: str) -> None:
    table = series(OUTLIER, hidden=hidden)
    with speaking(language):
        figure = drawn(table, target=5.0, baseline=6.0)
    rows = of(figure, "figure")
    for place in hidden:
        assert rows.row(place, named=True)["value"] is None
        assert rows["gap"][place] == "⊘"
        assert rows["shown"][place].startswith("⊘ ")
        assert rows["sign"][place] == ""
    everything = json.dumps(figure.specification) + figure.rows.write_json() + figure.description + repr(figure)
    packed = figure.rows.write_ipc_stream(None).getvalue()
    for secret in (str(SECRET), "7.65", "7,65", "7.7", "7,7"):
        assert secret not in everything
    assert struct.pack("<d", SECRET) not in packed


def test_no_line_is_drawn_over_a_gap() -> None:
    line = layers(drawn(series(OUTLIER, hidden=(3,))))["line"]
    assert line["transform"] == [{"filter": "datum.kind == 'figure'"}]
    assert not {"invalid", "interpolate", "impute"} & set(line["mark"])


def test_titles_stand_above_the_signs_of_hidden_figures() -> None:
    starts = {date(2024, 6, 1): ["Loopbaanscan"]}
    free = layers(drawn(series(OUTLIER), starts=starts))["mark_0"]["encoding"]["x"]["axis"]["labelPadding"]
    above = layers(drawn(series(OUTLIER, hidden=(3,)), starts=starts))["mark_0"]["encoding"]["x"]["axis"][
        "labelPadding"
    ]
    assert above >= free + 19


def test_series_with_nothing_to_see() -> None:
    with speaking("en"):
        figure = drawn(series([SECRET] * 15, hidden=tuple(range(15))))
        empty = drawn(series([]))
    assert figure.rows["value"].drop_nulls().is_empty()
    assert "15 figures are not shown: gaps in the line" in figure.description
    assert empty.rows.is_empty()


def test_a_month_without_a_row_is_a_gap_too() -> None:
    table = series(OUTLIER).where(period=[date(2024, 1, 1), date(2024, 2, 1), date(2024, 4, 1)])
    assert [step.value for step in timeline(table)] == [5.0, 5.5, None, 5.5]
    assert of(drawn(table), "figure")["gap"].to_list() == [""] * 4


@pytest.mark.parametrize("other", [[1.0] * 15, OUTLIER[:-1]])
def test_reading_of_another_series_is_refused(other: list[float]) -> None:
    with pytest.raises(ValueError, match="another series"):
        drawn(series(OUTLIER), xmr(other))


def test_timeline_refuses_two_grains_and_a_period_twice() -> None:
    months, quarters = (
        series([5.0], grain=grain).select("period", "grain", "value").frame() for grain in ("month", "quarter")
    )
    two, twice = guard_records(pl.concat([months, quarters])), guard_records(pl.concat([months, months]))
    for table in (two, twice):
        with pytest.raises(ValueError, match="one grain"):
            timeline(table)


def test_years_follow_each_other_as_they_come() -> None:
    table = series([5.0] * 25, grain="year").where(period=[date(2024, 1, 1), date(2026, 1, 1)])
    assert [step.period.start.year for step in timeline(table)] == [2024, 2026]


# What stands beside ----------------------------------------------------------------------------


def test_target_baseline_and_benchmark_are_lines_with_their_words() -> None:
    quarter = Reference("Openbaar bestuur", 6.1, Period(date(2025, 1, 1), Grain.QUARTER), "CBS StatLine 80072ned")
    with speaking("en"):
        figure = drawn(series(OUTLIER), target=5.0, baseline=6.5, references=[quarter])
    assert of(figure, "target").select("value", "shown").rows() == [(5.0, "5.0%")]
    assert of(figure, "baseline")["value"].to_list() == [6.5]
    assert of(figure, "reference")["what"].to_list() == ["Openbaar bestuur (Q1 2025, CBS StatLine 80072ned)"]
    words = layers(figure)["levels"]["encoding"]["y"]["axis"]["labelExpr"]
    for told in ("Target 5.0%", "Baseline 6.5%", "6.1% Openbaar bestuur, Q1 2025", "Mean 5.5%",
                 "Upper limit 6.8%", "Lower limit 4.2%", "Mar 2025: 9.0%"):  # fmt: skip
        assert json.dumps(told)[1:-1] in words
    for told in ("Target 5.0%", "Baseline 6.5%", "Openbaar bestuur 6.1% (Q1 2025, CBS StatLine 80072ned)"):
        assert told in figure.description


def test_actions_of_one_day_share_a_line_and_titles_stay_text() -> None:
    starts = {date(2024, 6, 1): ["Vitaliteits\"gesprekken'", "Roosters"], date(2025, 2, 1): ["Loopbaanscan"]}
    with speaking("en"):
        figure = drawn(series(OUTLIER), starts=starts)
    assert of(figure, "mark").select("at", "what", "shown").rows() == [
        (date(2024, 6, 1), "Started", "Vitaliteits\"gesprekken' · Roosters"), (date(2025, 2, 1), "Started", "Loopbaanscan"),
    ]  # fmt: skip
    axis = layers(figure)["mark_0"]["encoding"]["x"]["axis"]
    assert json.loads(axis["labelExpr"]) == "Vitaliteits\"gesprekken' · Roosters"
    assert axis["labelAlign"] == "left"
    assert layers(figure)["mark_1"]["encoding"]["x"]["axis"]["labelAlign"] == "right"
    assert "started on 1 Jun 2024: Vitaliteits\"gesprekken' · Roosters" in figure.description


def test_all_of_the_chart_is_told_in_words() -> None:
    with speaking("en"):
        figure = drawn(series(OUTLIER))
    assert figure.description == (
        "Verzuim. From 5.0% (Jan 2024) to 9.0% (Mar 2025); Mean 5.5%; limits from 4.2% to 6.8%; "
        "Mar 2025: signal of concern, upwards: outside the limits"
    )


def test_a_stretch_of_signals_is_told_once() -> None:
    with speaking("en"):
        figure = drawn(series([5.0, 6.0] * 7 + [2.0, 3.0] * 4))
        quiet = drawn(series([5.0, 6.0, 4.0] * 5))
    # The mean is 97 ÷ 22 = 4.4, so the first fourteen lie above it; limits ± 2.7, so none is close to them.
    told = "Jan 2024 to Feb 2025: signal of concern, upwards: seven or more in a row on one side of the mean;"
    assert told in figure.description
    assert quiet.description.endswith("15 figures without a signal")


def test_title_breaks_where_a_narrow_page_would_cut_it_off() -> None:
    title = "Verzuim Beheer Openbare Ruimte en Groenvoorziening: signaal van verbetering sinds maart 2025"
    lines = control_chart(series(OUTLIER), reading(series(OUTLIER)), Measure.PERCENT, title).specification["title"][
        "text"
    ]
    assert " ".join(lines) == title
    assert max(map(len, lines)) <= 58
    assert wrapped("") == [""]


def test_axis_is_dutch_with_its_unit() -> None:
    figure = drawn(series(OUTLIER))
    assert figure.specification["config"]["locale"]["number"]["decimal"] == ","
    assert "'%'" in layers(figure)["line"]["encoding"]["y"]["axis"]["labelExpr"]
    table = series(OUTLIER)
    counted = control_chart(table, reading(table), Measure.PER_YEAR, "Meldingen")
    assert "labelExpr" not in layers(counted)["line"]["encoding"]["y"]["axis"]


def test_a_small_change_is_not_drawn_large() -> None:
    figure = drawn(series([5.0, 5.1] * 7))
    low, high = layers(figure)["line"]["encoding"]["y"]["scale"]["domain"]
    assert high - low == pytest.approx(3.0)


def test_drawing_twice_spoils_nothing() -> None:
    first = drawn(series(OUTLIER), target=5.0)
    kept = json.dumps(first.specification)
    drawn(series([1.0] * 15), target=2.0, starts={date(2024, 5, 1): ["A"]})
    assert json.dumps(first.specification) == kept


# Words that do not cover each other -------------------------------------------------------------


def test_words_are_moved_no_further_than_needed() -> None:
    assert spread([1.0, 5.0], [2.0], 0.0, 10.0) == [1.0, 5.0]
    assert spread([4.0, 4.0], [2.0], 0.0, 10.0) == [3.0, 5.0]
    assert spread([0.0, 0.0, 0.0], [1.0, 1.0], 0.0, 10.0) == [0.0, 1.0, 2.0]
    assert spread([10.0, 10.0], [3.0], 0.0, 10.0) == [7.0, 10.0]


@given(st.lists(st.floats(0, 100), min_size=1, max_size=8).map(sorted), st.data())
def test_words_keep_their_distance_and_order(values: list[float], data: st.DataObject) -> None:
    gaps = data.draw(st.lists(st.floats(0, 10), min_size=len(values) - 1, max_size=len(values) - 1))
    places = spread(values, gaps, 0.0, 100.0)
    assert all(later - earlier >= gap - 1e-9 for earlier, later, gap in zip(places, places[1:], gaps, strict=False))
    assert min(places) >= 0
    assert max(places) <= 100 + 1e-9
    apart = all(later - earlier >= gap for earlier, later, gap in zip(values, values[1:], gaps, strict=False))
    if apart:
        assert places == pytest.approx(values)


def test_two_lines_of_words_take_the_room_of_two() -> None:
    axis = right_axis([Named(5.0, ("a",)), Named(5.0, ("b", "c"))], 0.0, 10.0, 10.0 * LINE)
    assert axis is not None
    low, high = axis["values"]
    assert high - low >= 2.0
    assert right_axis([], 0.0, 1.0, 100) is None


def test_every_upright_line_has_a_lane_of_its_own() -> None:
    marks = [Marked(date(2024, month, 1), str(month)) for month in (2, 4, 9, 11)]
    found = lanes(marks, date(2024, 7, 1))
    assert [found[mark] for mark in marks] == [0, 1, 3, 2]  # words run inwards, so the outer lines reach higher
    assert [rise(lane, 4, 5.0) for lane in range(4)] == [5.0 + 3 * LINE, 5.0 + 2 * LINE, 5.0 + LINE, 5.0]
