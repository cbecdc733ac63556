"""How goals and departments are read at the end of a quarter; expected readings worked out by hand."""

from datetime import date
from typing import Any

import pytest

from di_data.analysis.signals import Signal
from di_data.analysis.spc import Variation
from di_data.analysis.status import Course
from di_data.periods import Grain, Period, quarter
from di_data.reports import goal_review
from di_data.reports.goal_review import review
from di_data.vocabulary import Measure
from tests.unit.guarded_figures import guarded

Q4 = quarter(2025, 4)
MEASURES = {"absence_rate": Measure.PERCENT, "autonomy": Measure.PERCENT}


def goal(**other: object) -> dict[str, Any]:
    return {
        "id": "g", "title": "Verzuim", "indicator": "absence_rate", "direction": "lower", "baseline": 6.0, "target": 5.0,
        "unit_id": "GEM", "starts_on": date(2025, 1, 1), "due_on": date(2026, 12, 31), **other,
    }  # fmt: skip


def months(
    values: list[float], unit: str = "GEM", last: date = date(2025, 12, 1), size: float = 100.0
) -> list[dict[str, Any]]:
    """Monthly figures of a unit, the last one of that month; a group of one person is hidden."""
    first = Period(last, Grain.MONTH).shifted(1 - len(values))
    return [
        {"unit_id": unit, "unit_name": unit, "parent_id": None if unit == "GEM" else "GEM", "grain": "month",
         "indicator": "absence_rate", "period": first.shifted(place).start, "value": value, "group_size": size,
         "public_source": False, "counts_people": False, "from_survey": False}
        for place, value in enumerate(values)
    ]  # fmt: skip


def survey(positive: dict[int, int], unit: str = "GEM", answers: int = 200) -> list[dict[str, Any]]:
    """A round of a survey in each year, of 300 invited."""
    return [
        {"unit_id": unit, "unit_name": unit, "parent_id": None if unit == "GEM" else "GEM", "grain": "year",
         "indicator": "autonomy", "period": date(year, 1, 1), "value": 100 * count / answers, "numerator": float(count),
         "denominator": float(answers), "group_size": 300.0, "invited": 300.0, "public_source": False,
         "counts_people": True, "from_survey": True}
        for year, count in positive.items()
    ]  # fmt: skip


# Around 6 for a year, then seven months at 5: a shift below the mean, which is better here.
BETTER = [6.0, 6.2] * 6 + [5.0, 5.1, 5.0, 5.1, 5.0, 5.1, 5.0]


def test_months_are_read_by_statistical_process_control() -> None:
    read = review(goal(), guarded(months(BETTER)), Measure.PERCENT, Q4)
    chart = read.reading.chart
    assert chart is not None
    assert (len(chart.values), chart.variation, read.reading.signal) == (
        19,
        Variation.IMPROVEMENT_LOW,
        Signal.IMPROVEMENT,
    )
    assert read.reading.change is None


def test_what_lies_after_the_quarter_does_not_count() -> None:
    later = months([9.0, 9.0], last=date(2026, 2, 1))
    with_later = review(goal(), guarded([*months(BETTER), *later]), Measure.PERCENT, Q4)
    assert with_later.reading.chart == review(goal(), guarded(months(BETTER)), Measure.PERCENT, Q4).reading.chart


def test_a_month_that_is_not_there_is_a_gap() -> None:
    rows = months(BETTER)
    chart = review(goal(), guarded([*rows[:5], *rows[6:]]), Measure.PERCENT, Q4).reading.chart
    assert chart is not None
    assert chart.values == (*BETTER[:5], None, *BETTER[6:])


def test_a_new_process_begins_at_its_month() -> None:
    begins = date(2025, 6, 1)
    chart = review(
        goal(), guarded(months(BETTER)), Measure.PERCENT, Q4, rebase=[begins, date(1999, 1, 1)]
    ).reading.chart
    assert chart is not None
    assert chart.starts == (0, 12)
    assert chart.variation == Variation.COMMON_CAUSE  # seven months at 5 are usual from then on


@pytest.mark.parametrize(
    ("after", "signal"), [(120, Signal.IMPROVEMENT), (84, Signal.NONE), (40, Signal.CONCERN)]
)  # 40% of 200 before; the margin of the difference is some 8 points
def test_years_are_read_by_whether_the_last_two_differ(after: int, signal: Signal) -> None:
    own = goal(indicator="autonomy", direction="higher", baseline=40.0, target=60.0)
    rows = [*survey({2023: 150, 2024: 80, 2025: after})]
    read = review(own, guarded(rows), Measure.PERCENT, Q4)
    assert (read.reading.chart, read.reading.signal) == (None, signal)
    assert len(read.reading.series) == 3


def test_a_year_that_has_not_ended_is_not_read() -> None:
    own = goal(indicator="autonomy", direction="higher")
    read = review(own, guarded(survey({2024: 80, 2025: 120})), Measure.PERCENT, quarter(2025, 3))
    assert read.reading.signal == Signal.TOO_FEW


def test_status_goes_with_the_reading() -> None:
    rows = [row | {"grain": "year", "period": date(2025, 1, 1), "value": 5.4} for row in months([1.0])]
    read = review(goal(), guarded([*months(BETTER), *rows]), Measure.PERCENT, Q4)
    # Six tenths of the way, and half of the time is gone.
    assert (read.status.course, round(read.status.progress or 0, 9)) == (Course.ON_COURSE, 0.6)


def test_departments_are_read_as_the_goal_is() -> None:
    # B is one person; C is hidden with it, and A is not.
    rows = [
        *months(BETTER),
        *months([5.0, 6.0] * 10, "A"),
        *months(BETTER, "B", size=1.0),
        *months(BETTER, "C", size=50.0),
    ]
    rows += [*survey({2024: 80, 2025: 120}, "A"), *survey({2024: 80, 2025: 84}, "GEM")]
    goals = [goal(), goal(id="s", indicator="autonomy", direction="higher"), goal(id="x", indicator=None)]
    values = guarded(rows)
    found = goal_review.by_department(
        goals, goal_review.monthly_series(values.where(grain="month"), Q4), values, MEASURES, Q4
    )
    own = review(goal(), values.where(indicator="absence_rate"), Measure.PERCENT, Q4).reading.chart
    assert own is not None
    assert found["GEM", "g"] == (own.variation, own.assurance)
    assert {key: reading.variation for key, reading in found.items()} == {
        ("GEM", "g"): Variation.IMPROVEMENT_LOW, ("A", "g"): Variation.COMMON_CAUSE, ("B", "g"): None, ("C", "g"): None,
        ("A", "s"): Variation.IMPROVEMENT_HIGH, ("GEM", "s"): Variation.COMMON_CAUSE,
    }  # fmt: skip
    assert found["A", "g"].assurance is not None
    assert found["A", "s"].assurance is None


def test_newest_figures_of_departments_keep_their_reason() -> None:
    rows = guarded([*months(BETTER), *months([5.0] * 14, "A"), *months(BETTER, "B", size=1.0)])
    table = goal_review.newest([goal()], rows.by("indicator"), MEASURES, Q4)
    assert {row["unit_id"]: (row["value"], row["reason"]) for row in table.rows()}["B"] == (None, "small_group")
    assert {(row["goal_id"], row["measure"]) for row in table.rows()} == {("g", "percent")}
    assert goal_review.leaves(rows) == ["A", "B"]
    assert len(goal_review.newest([], rows.by("indicator"), MEASURES, Q4)) == 0
