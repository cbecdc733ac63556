"""What a figure did since an action started, with the departments that did not have the action beside it."""

from datetime import date
from typing import Any

import pytest

from di_data.analysis.signals import Signal
from di_data.language import speaking
from di_data.periods import Grain, Period
from di_data.reports.action_reading import ActionReading, action_readings
from di_data.reports.goal_review import Months
from di_data.reports.review_words import worked

QUARTER = Period(date(2025, 10, 1), Grain.QUARTER)
BEFORE = [5.0, 6.0] * 9  # January 2024 to June 2025
SERIES = {
    ("rate", "GEM"): Months(date(2024, 1, 1), [*BEFORE, 5.0, 6.0, 5.0]),
    ("rate", "A"): Months(date(2024, 1, 1), [*BEFORE, 5.0, 1.0, 5.0]),  # far below the limits in August 2025
    ("rate", "B"): Months(date(2024, 1, 1), [*BEFORE, 5.0, 9.9, 5.0]),  # far above them
    ("rate", "C"): Months(date(2024, 1, 1), [*BEFORE, 5.0, None, 6.0]),
    ("rate", "D"): Months(date(2025, 1, 1), [5.0, 6.0] * 4),  # six months before: too few
}
GOALS = {"g": {"unit_id": "GEM", "indicator": "rate", "direction": "lower"}}


def action(**more: Any) -> dict[str, Any]:
    return {"title": "Roosters", "goal_id": "g", "status": "running", "starts_on": date(2025, 7, 14), "unit_ids": ["A"]} | more  # fmt: skip


def read(*actions: dict[str, Any], departments: str = "ABCD") -> list[ActionReading]:
    return list(action_readings(actions, GOALS, SERIES, departments, QUARTER))


def test_an_action_is_read_in_its_own_department_beside_those_without_it() -> None:
    (one,) = read(action())
    assert (one.reading.signal, one.month) == (Signal.IMPROVEMENT, Period(date(2025, 8, 1), Grain.MONTH))
    assert one.beside == {Signal.CONCERN: 1, Signal.NONE: 1}  # D has too few figures


def test_an_action_of_several_departments_is_read_where_its_goal_is() -> None:
    (one,) = read(action(unit_ids=["A", "B"]))
    assert (one.reading.signal, one.month, one.beside) == (Signal.NONE, None, {})


def test_an_action_for_everybody_has_nothing_beside_it() -> None:
    (one,) = read(action(unit_ids=["A"]), departments="A")
    assert (one.reading.signal, one.beside) == (Signal.IMPROVEMENT, {})
    (whole,) = read(action(unit_ids=None))
    assert (whole.reading.signal, whole.beside) == (Signal.NONE, {})


def test_a_start_before_the_first_figure_has_nothing_before_it() -> None:
    (one,) = read(action(starts_on=date(2020, 1, 1)))
    assert (one.reading.signal, one.reading.before) == (Signal.TOO_FEW, 0)


def test_a_start_after_the_last_figure_has_nothing_after_it() -> None:
    (one,) = read(action(starts_on=date(2025, 12, 1)))
    assert (one.reading.signal, one.reading.after) == (Signal.TOO_FEW, 0)


@pytest.mark.parametrize(
    "other", [{"status": "planned"}, {"starts_on": date(2026, 1, 1)}, {"goal_id": "x"}, {"unit_ids": ["Z"]}]
)
def test_what_cannot_be_read_is_left_out(other: dict[str, Any]) -> None:
    assert read(action(**other)) == []


def test_a_figure_without_a_better_way_is_left_out() -> None:
    goals = {"g": GOALS["g"] | {"direction": None}}
    assert list(action_readings([action()], goals, SERIES, "ABCD", QUARTER)) == []


def test_in_words() -> None:
    with speaking("en"):
        assert worked(read(action(), action(unit_ids=None), action(starts_on=date(2020, 1, 1)))) == [
            "Roosters: since the start the figure gives a signal of improvement (August 2025). "
            "In 2 departments without it: 0 × a signal of improvement, 1 × one of concern.",
            "For 1 action the figure gives no signal since the start.",
            "For 1 action there are too few figures to say anything.",
        ]
