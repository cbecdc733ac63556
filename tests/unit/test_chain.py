"""The chain of a goal: broken links, where its figure stands, targets and expectations against what was seen."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.charts.goal_trend import goal_trend
from di_data.config import CHECK_IN_DAYS
from di_data.disclosure import SafeTable, guard_records
from di_data.language import speaking
from di_data.periods import Grain
from di_data.reports import chain
from di_data.reports.chain import Gap, Seen
from di_data.ui import chain_did, chain_words
from di_data.vocabulary import ActionStatus, Direction, Measure, Way
from tests.unit.guarded_figures import guarded

TODAY = date(2026, 6, 1)
BIG, SMALL = 50.0, 9.0
"""Group sizes: one that is shown, and one that is not (the minimum is ten)."""


def _goal(**other: object) -> dict[str, Any]:
    return {
        "id": "g", "status": "chosen", "indicator": "absence_rate", "direction": None, "baseline": 6.0, "target": 5.0,
        "unit_id": "GEM", "unit_name": "Gemeente", "starts_on": date(2026, 1, 1), "checked_on": TODAY, **other,
    }  # fmt: skip


def _action(**other: object) -> dict[str, Any]:
    return {
        "id": "a", "title": "Actie", "status": "running", "starts_on": date(2025, 3, 10), "due_on": date(2026, 12, 31),
        "goal_id": "g", "steps": None, "steps_done": None, "evaluations": 0, "unit_ids": None, "unit_names": None,
        "expectation": None, "expected_indicator": None, "expected_direction": None, "expected_change": None,
        "expected_by": None, **other,
    }  # fmt: skip


def _values(*rows: tuple[str, date, str, float, float]) -> SafeTable:
    """Figures of the absence rate: unit, first day, grain, value, size of the group; through the gate."""
    told = [
        {"unit_id": unit, "unit_name": unit, "period": start, "grain": grain, "indicator": "absence_rate", "value": value,
         "group_size": size, "public_source": False, "counts_people": False, "from_survey": False}
        for unit, start, grain, value, size in rows
    ]  # fmt: skip
    return guarded(told)


YEARS = (
    ("GEM", date(2024, 1, 1), "year", 6.0, BIG),
    ("GEM", date(2025, 1, 1), "year", 5.6, BIG),
)


# Broken links ----------------------------------------------------------------------------------


def _gaps(goal: dict[str, Any], *actions: dict[str, Any]) -> list[Gap]:
    return chain.gaps(goal, chain.progress(actions, TODAY), TODAY)


def test_a_goal_with_everything_has_no_broken_link() -> None:
    assert _gaps(_goal(), _action()) == []


@pytest.mark.parametrize(
    ("other", "gap"),
    [
        ({"indicator": None, "target": None}, Gap.NO_INDICATOR),
        ({"target": None}, Gap.NO_TARGET),
        ({"checked_on": TODAY - timedelta(days=CHECK_IN_DAYS)}, Gap.NO_CHECK_IN),
        ({"checked_on": None}, Gap.NO_CHECK_IN),  # 1 January to 1 June is 151 days
    ],
)
def test_each_broken_link_is_told_by_itself(other: dict[str, object], gap: Gap) -> None:
    assert _gaps(_goal(**other), _action()) == [gap]


def test_a_check_in_lasts_a_while() -> None:
    assert _gaps(_goal(checked_on=TODAY - timedelta(days=CHECK_IN_DAYS - 1)), _action()) == []
    assert _gaps(_goal(checked_on=None, starts_on=TODAY - timedelta(days=CHECK_IN_DAYS - 1)), _action()) == []


@pytest.mark.parametrize("status", ["planned", "done", "stopped"])
def test_only_a_running_action_keeps_a_goal_going(status: str) -> None:
    assert _gaps(_goal(), _action(status=status)) == [Gap.NO_ACTION_RUNNING]


@pytest.mark.parametrize("status", ["reached", "stopped"])
def test_a_goal_that_is_over_has_no_broken_links(status: str) -> None:
    assert _gaps(_goal(status=status, indicator=None, checked_on=None)) == []


def test_the_actions_of_a_goal_are_counted() -> None:
    done = chain.progress(
        [
            _action(steps=["een", "twee"], steps_done=[True, False], due_on=TODAY),
            _action(status="planned", due_on=TODAY - timedelta(days=1)),
            _action(status="done", due_on=TODAY - timedelta(days=9), steps=["een"], steps_done=[True]),
            _action(status="done", evaluations=2),
            _action(status="stopped", due_on=TODAY - timedelta(days=9)),
        ],
        TODAY,
    )
    assert (done.actions, done.overdue, done.steps, done.steps_done, done.unevaluated) == (5, 1, 3, 2, 1)
    assert done.by_status[ActionStatus.DONE] == 2
    with speaking("en"):
        assert chain_did.sentence(done) == (
            "5 actions: running 1, planned 1, done 2, stopped 1. 1 action is past its date. 2 of 3 steps are done."
        )


def test_actions_are_found_by_their_goal() -> None:
    frame = pl.DataFrame({"id": ["1", "2", "3"], "goal_id": ["g", None, "g"]})
    found = chain.by_goal(guard_records(frame))
    assert {key: [row["id"] for row in rows] for key, rows in found.items()} == {"g": ["1", "3"]}


# The figure ------------------------------------------------------------------------------------


def test_a_moving_year_goes_before_a_year_and_a_month() -> None:
    values = _values(
        *YEARS, ("GEM", date(2025, 4, 1), "moving_year", 5.5, BIG), ("GEM", date(2026, 4, 1), "month", 7.0, BIG)
    )
    assert chain.seen(values, "GEM", "absence_rate").shown["value"] == 5.5  # type: ignore[index]


def test_a_grain_that_shows_something_goes_before_one_that_does_not() -> None:
    values = _values(("GEM", date(2025, 4, 1), "moving_year", 5.5, SMALL), *YEARS)
    seen = chain.seen(values, "GEM", "absence_rate")
    assert (seen.shown["value"], seen.shown["grain"]) == (5.6, "year")  # type: ignore[index]


def test_the_newest_figure_that_is_shown_is_told_when_the_newest_is_hidden() -> None:
    values = _values(*YEARS, ("GEM", date(2026, 1, 1), "year", 4.4, SMALL))
    seen = chain.seen(values, "GEM", "absence_rate")
    assert seen.latest["reason"] == "small_group"  # type: ignore[index]
    assert seen.latest["value"] is None  # type: ignore[index]
    assert seen.shown["value"] == 5.6  # type: ignore[index]


def test_no_figure_of_another_unit_or_indicator() -> None:
    seen = chain.seen(_values(*YEARS), "ZORG", "absence_rate")
    assert (seen.latest, seen.shown, len(seen.series)) == (None, None, 0)
    assert chain.seen(_values(*YEARS), "GEM", "autonomy").latest is None


def test_a_hidden_figure_says_why_in_the_sentence() -> None:
    seen = chain.seen(_values(("GEM", date(2025, 1, 1), "year", 4.4, SMALL)), "GEM", "absence_rate")
    with speaking("en"):
        told = chain_words.standing("Absence", "Gemeente", seen, 6.0, "2024", Measure.PERCENT)
    assert told == "Absence, Gemeente: the figure is not shown: the group is too small."


def test_the_sentence_of_the_figure() -> None:
    seen = chain.seen(_values(*YEARS), "GEM", "absence_rate")
    with speaking("en"):
        told = chain_words.standing("Absence", "Gemeente", seen, 6.0, "2024", Measure.PERCENT)
    assert told == "Absence, Gemeente: 5.6% (2025). The baseline was 6.0% (2024): 0.4 points lower."


@pytest.mark.parametrize(
    ("change", "measure", "words"),
    [
        (-0.44, Measure.PERCENT, "0.4 points lower"),
        (0.06, Measure.PERCENT, "0.1 points higher"),
        (0.04, Measure.PERCENT, "the same"),
        (-0.04, Measure.PERCENT, "the same"),
        (0.256, Measure.PER_YEAR, "0.26 higher"),
        (3.0, Measure.ENPS, "3 higher"),
    ],
)
def test_a_change_in_words(change: float, measure: Measure, words: str) -> None:
    with speaking("en"):
        assert chain_words.moved(change, measure) == words


# The baseline that is known --------------------------------------------------------------------


def test_the_baseline_is_the_last_whole_year_before_the_start() -> None:
    values = _values(*YEARS, ("GEM", date(2025, 12, 1), "month", 8.0, BIG))
    start = date(2026, 1, 1)
    assert chain.known_baseline(values, "GEM", "absence_rate", start)["value"] == 5.6  # type: ignore[index]
    earlier = date(2025, 12, 31)  # 2025 has not ended yet
    assert chain.known_baseline(values, "GEM", "absence_rate", earlier)["value"] == 6.0  # type: ignore[index]


def test_a_hidden_figure_is_no_baseline_and_a_shorter_period_is_better_than_none() -> None:
    values = _values(("GEM", date(2025, 1, 1), "year", 5.6, SMALL), ("GEM", date(2025, 7, 1), "quarter", 5.2, BIG))
    assert chain.known_baseline(values, "GEM", "absence_rate", TODAY)["value"] == 5.2  # type: ignore[index]
    hidden = _values(("GEM", date(2025, 1, 1), "year", 5.6, SMALL))
    assert chain.known_baseline(hidden, "GEM", "absence_rate", TODAY) is None


# Targets ---------------------------------------------------------------------------------------


def _targets(*told: tuple[date, float]) -> SafeTable:
    return guard_records(pl.DataFrame(list(told), schema={"due_on": pl.Date, "value": pl.Float64}, orient="row"))


def _figures() -> Seen:
    return chain.seen(_values(*YEARS), "GEM", "absence_rate")


@pytest.mark.parametrize(
    ("way", "reached"), [(Direction.LOWER, [False, True, False]), (Direction.HIGHER, [True, True, True]), (None, [None] * 3)]
)  # fmt: skip
def test_a_target_is_held_against_the_figure_of_its_day(way: Direction | None, reached: list[bool | None]) -> None:
    # By the end of 2024 it was 6,0; by the end of 2025 and today it is 5,6.
    targets = _targets((date(2026, 12, 31), 5.0), (date(2024, 12, 31), 5.8), (date(2025, 12, 31), 5.6))
    held = chain.held_targets(targets, _figures(), way, TODAY)
    assert [one.due_on.year for one in held] == [2024, 2025, 2026]
    assert [one.figure["value"] for one in held] == [6.0, 5.6, 5.6]  # type: ignore[index]
    assert [one.is_past for one in held] == [True, True, False]
    assert [one.reached for one in held] == reached


def test_targets_in_words() -> None:
    targets = _targets((date(2023, 12, 31), 7.0), (date(2024, 12, 31), 5.8), (date(2025, 12, 31), 5.6), (date(2026, 12, 31), 5.6), (date(2027, 12, 31), 5.0))  # fmt: skip
    with speaking("en"):
        told = [chain_words.target_words(one) for one in chain.held_targets(targets, _figures(), Direction.LOWER, TODAY)]  # fmt: skip
    assert told == ["no figure to hold it against", "not reached", "reached", "reached already", "still to come"]


@pytest.mark.parametrize(
    ("other", "way"),
    [
        ({}, Direction.LOWER),  # from 6,0 to 5,0
        ({"baseline": 4.0}, Direction.HIGHER),
        ({"direction": "higher"}, Direction.HIGHER),
        ({"baseline": 5.0}, None),
        ({"baseline": None}, None),
        ({"target": None}, None),
    ],
)
def test_which_way_a_goal_should_go(other: dict[str, object], way: Direction | None) -> None:
    assert chain.way_of(_goal(**other)) == way


# Expectations ----------------------------------------------------------------------------------


def _expecting(**other: object) -> dict[str, Any]:
    return _action(expected_indicator="absence_rate", expected_direction="lower", expected_change=0.5, **other)


def _one(action: dict[str, Any], values: SafeTable) -> chain.Expectation:
    (found,) = chain.expectations(_goal(), [action, _action()], values, TODAY)
    return found


def test_an_expectation_stands_beside_the_figure_before_and_since() -> None:
    found = _one(_expecting(), _values(*YEARS))  # the action began in March 2025
    assert (found.before["value"], found.since["value"]) == (6.0, 5.6)  # type: ignore[index]
    with speaking("en"):
        assert chain_words.expected_words(found, "Absence", Measure.PERCENT) == "Absence, Gemeente: down 0.5 points"
        assert chain_words.seen_words(found, Measure.PERCENT) == "from 6.0% (2024) to 5.6% (2025): 0.4 points lower"


def test_an_expectation_whose_day_is_to_come_says_so_far() -> None:
    found = _one(_expecting(expected_by=date(2026, 12, 31)), _values(*YEARS))
    assert found.open
    with speaking("en"):
        assert chain_words.expected_words(found, "Absence", Measure.PERCENT).endswith("0.5 points, by 31 Dec 2026")
        assert chain_words.seen_words(found, Measure.PERCENT).endswith("0.4 points lower (so far)")


def test_what_came_after_the_day_of_an_expectation_does_not_count() -> None:
    months = [("GEM", date(2025, month, 1), "month", float(month), BIG) for month in (1, 2, 4, 5, 6)]
    found = _one(_expecting(expected_by=date(2025, 5, 31)), _values(*months))
    assert (found.before["value"], found.since["value"]) == (2.0, 5.0)  # type: ignore[index]


def test_an_action_of_one_department_is_held_against_that_department() -> None:
    values = _values(*YEARS, ("BOR", date(2024, 1, 1), "year", 8.0, BIG), ("BOR", date(2025, 1, 1), "year", 7.0, BIG))
    alone = _one(_expecting(unit_ids=["BOR"], unit_names=["Beheer"]), values)
    assert (alone.unit_name, alone.before["value"], alone.since["value"]) == ("Beheer", 8.0, 7.0)  # type: ignore[index]
    together = _one(_expecting(unit_ids=["BOR", "WERK"], unit_names=["Beheer", "Werk"]), values)
    assert (together.unit_name, together.since["value"]) == ("Gemeente", 5.6)  # type: ignore[index]


def test_a_hidden_figure_of_a_department_stays_hidden_in_its_expectation() -> None:
    values = _values(*YEARS, ("BOR", date(2024, 1, 1), "year", 8.0, SMALL), ("BOR", date(2025, 1, 1), "year", 7.0, SMALL))  # fmt: skip
    found = _one(_expecting(unit_ids=["BOR"], unit_names=["Beheer"]), values)
    assert (found.before, found.since) == (None, None)
    with speaking("en"):
        assert chain_words.seen_words(found, Measure.PERCENT) == "⊘ small group"


def test_too_early_and_no_figure_before() -> None:
    late = _one(_expecting(starts_on=date(2026, 5, 1)), _values(*YEARS))
    early = _one(_expecting(starts_on=date(2020, 1, 1)), _values(*YEARS))
    with speaking("en"):
        assert chain_words.seen_words(late, Measure.PERCENT) == "too early: no figure since the start yet"
        assert chain_words.seen_words(early, Measure.PERCENT) == "no figure from before the start"


months = st.integers(0, 40).map(lambda count: date(2023 + count // 12, count % 12 + 1, 1))


@given(
    st.dictionaries(months, st.tuples(st.floats(0.5, 20), st.sampled_from([BIG, SMALL])), max_size=12),
    st.dates(date(2022, 6, 1), date(2026, 6, 1)),
    st.none() | st.dates(date(2022, 6, 1), date(2027, 6, 1)),
)
def test_before_ends_before_the_start_and_since_ends_in_time(
    figures: dict[date, tuple[float, float]], start: date, by: date | None
) -> None:
    values = _values(*(("GEM", month, "month", *figure) for month, figure in figures.items()))
    found = _one(_expecting(starts_on=start, expected_by=by), values)
    if found.before is not None:
        assert chain.period_of(found.before).end < start
        assert figures[found.before["period"]] == (found.before["value"], BIG)
    if found.since is not None:
        assert start <= chain.period_of(found.since).end <= min(TODAY, by or TODAY)
        assert figures[found.since["period"]] == (found.since["value"], BIG)


# The chart -------------------------------------------------------------------------------------


def test_starts_are_gathered_by_month_and_planned_actions_did_not_start() -> None:
    told = chain.starts([
        _action(title="b", starts_on=date(2025, 3, 31)), _action(title="a", starts_on=date(2025, 3, 1), status="done"),
        _action(title="c", starts_on=date(2024, 12, 5), status="stopped"), _action(title="d", status="planned"),
    ])  # fmt: skip
    assert list(told.items()) == [(date(2024, 12, 1), ["c"]), (date(2025, 3, 1), ["b", "a"])]


def test_the_chart_of_a_goal_says_its_message_and_holds_no_hidden_figure() -> None:
    seen = chain.seen(_values(*YEARS, ("GEM", date(2023, 1, 1), "year", 4.4321, SMALL)), "GEM", "absence_rate")
    with speaking("en"):
        figure = goal_trend(
            seen.series, Measure.PERCENT, "Absence", baseline=6.0, targets=[(date(2026, 12, 31), 5.0)],
            starts={date(2025, 3, 1): ["=SOM(A1)", "b", "c", "d", "e", "f"]},
        )  # fmt: skip
    assert figure.description == (
        "Absence. From 6.0% (2024) to 5.6% (2025); 1 figure is not shown: a gap in the line; "
        "Baseline: 6.0%; Target by 31 Dec 2026: 5.0%; 6 actions started"
    )
    assert 4.4321 not in figure.rows["value"].to_list()
    assert figure.rows.filter(kind="start")["shown"].to_list() == ["=SOM(A1) · b · c · d · 2 others"]
    # A year stands in its middle: 182 days after 1 January, which is a day earlier in a leap year.
    assert figure.rows.filter(kind="figure")["at"].to_list()[1:] == [date(2024, 7, 1), date(2025, 7, 2)]


def test_the_axis_of_the_chart_has_room_for_targets() -> None:
    seen = chain.seen(_values(*YEARS), "GEM", "absence_rate")
    figure = goal_trend(seen.series, Measure.PERCENT, "", baseline=6.0, targets=[(date(2026, 12, 31), 20.0)])
    domains = [layer["encoding"]["y"]["scale"]["domain"] for layer in figure.specification["layer"] if "field" in layer["encoding"].get("y", {})]  # fmt: skip
    assert domains
    assert all(low < 5.6 and high > 20.0 for low, high in domains)
    assert {tuple(domain) for domain in domains} == {tuple(domains[0])}


def test_a_moving_year_stands_at_its_end() -> None:
    seen = chain.seen(_values(("GEM", date(2025, 4, 1), "moving_year", 5.5, BIG)), "GEM", "absence_rate")
    assert goal_trend(seen.series, Measure.PERCENT, "").rows["at"].to_list() == [date(2026, 3, 31)]
    assert seen.series.column("grain") == [Grain.MOVING_YEAR.value]


def test_an_expectation_without_a_size_names_the_direction() -> None:
    found = _one(_expecting() | {"expected_change": None, "expected_direction": "higher"}, _values(*YEARS))
    assert found.direction == Way.HIGHER
    with speaking("en"):
        assert chain_words.expected_words(found, "Absence", Measure.PERCENT) == "Absence, Gemeente: up"
