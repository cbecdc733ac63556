"""Where the goals and the departments stand in a quarter; expected numbers worked out by hand."""

from datetime import date, datetime
from pathlib import Path

import pytest

from di_data.access import SYSTEM
from di_data.config import MINIMUM_GROUP
from di_data.disclosure import SafeTable
from di_data.periods import Grain, Period, quarter
from di_data.register.goals import Goal, save_goal, save_target
from di_data.register.indicators import ensure_shipped
from di_data.register.records import Save, key_of, save
from di_data.reports.figures import indicator_values
from di_data.reports.programme import goals
from di_data.reports.review import Standing, department_values, standing
from di_data.store import Store
from di_data.vocabulary import Hidden, Measure, Position
from tests.unit import stored_organisations

UNITS = {code: key_of("org_unit", code) for code in ("GEM", "A", "B")}
Q1, Q2, Q4 = quarter(2025, 1), quarter(2025, 2), quarter(2025, 4)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """GEM above A and B."""
    store = Store(tmp_path / "store.duckdb", create=True)
    ensure_shipped(store)
    with store.write() as transaction:
        save(transaction, SYSTEM, [
            Save("org_unit", key, 0, {"code": code, "name": code, "parent": None if code == "GEM" else UNITS["GEM"]})
            for code, key in UNITS.items()
        ])  # fmt: skip
    return store


def deliver(store: Store, *rows: dict[str, object]) -> datetime:
    """A delivery with these observations of the absence rate; returns its moment."""
    usual = {"indicator": "absence_rate", "unit": UNITS["GEM"], "grain": "month", "provisional": False, "group_size": 100.0}  # fmt: skip
    return stored_organisations.deliver(store, "absence", [{**usual, **row} for row in rows])


def rate(value: float, start: date, grain: str = "year", **more: object) -> dict[str, object]:
    return {"value": value, "period": start, "grain": grain, **more}


def months(first: date, count: int, sick: float = 5.0, **more: object) -> list[dict[str, object]]:
    """Months in a row with so many days sick of a hundred."""
    return [
        {"numerator": sick, "denominator": 100.0, "period": Period(first, Grain.MONTH).shifted(number).start, **more}
        for number in range(count)
    ]


def add_goal(store: Store, **other: object) -> str:
    usual = {"title": "Verzuim", "unit": UNITS["GEM"], "owner_role": Position.HR, "starts_on": date(2024, 1, 1),
             "due_on": date(2026, 12, 31), "indicator": "absence_rate", "baseline": 6.0}  # fmt: skip
    return save_goal(store, SYSTEM, Goal(**{**usual, **other}))  # type: ignore[arg-type]


def figures(store: Store, as_of: datetime | None = None) -> SafeTable:
    return indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["absence_rate"], as_of=as_of)


def stand(store: Store, when: Period, as_of: datetime | None = None) -> Standing:
    """Where the only goal stands."""
    goal = goals(store, SYSTEM).first()
    assert goal is not None
    return standing(goal, figures(store, as_of), Measure.PERCENT, when)


# Which figure ----------------------------------------------------------------------------------


def test_moving_year_comes_first(store: Store) -> None:
    # Twelve months of 5 of 100, and then three of 9: the moving year to March 2025 holds nine of 5 and three of 9.
    deliver(store, *months(date(2024, 1, 1), 12), *months(date(2025, 1, 1), 3, sick=9.0))
    add_goal(store)
    found = stand(store, Q1)
    assert found.period == Period(date(2024, 4, 1), Grain.MOVING_YEAR)
    assert found.latest is not None
    assert found.latest["value"] == pytest.approx(100 * (9 * 5 + 3 * 9) / 1200)


@pytest.mark.parametrize(
    ("rows", "grain"),
    [
        ([rate(5, date(2024, 1, 1)), rate(4, date(2025, 1, 1), "quarter"), rate(3, date(2025, 3, 1), "month")], "year"),
        ([rate(4, date(2025, 1, 1), "quarter"), rate(3, date(2025, 3, 1), "month")], "quarter"),
        ([rate(3, date(2025, 3, 1), "month")], "month"),
    ],
)
def test_grain_that_there_is(store: Store, rows: list[dict[str, object]], grain: str) -> None:
    deliver(store, *rows)
    add_goal(store)
    found = stand(store, Q1)
    assert found.period is not None
    assert found.period.grain == grain
    assert {row["grain"] for row in found.series.rows()} == {grain}


@pytest.mark.parametrize(("when", "value"), [(quarter(2024, 4), None), (Q1, 5.0), (Q2, 4.0), (quarter(2025, 3), 4.0)])
def test_latest_period_that_ended_by_the_quarter(store: Store, when: Period, value: float | None) -> None:
    deliver(store, rate(5, Q1.start, "quarter"), rate(4, Q2.start, "quarter"))
    add_goal(store)
    latest = stand(store, when).latest
    assert (latest and latest["value"]) == value


def test_year_that_is_not_over_does_not_count(store: Store) -> None:
    deliver(store, rate(6, date(2024, 1, 1)), rate(5, date(2025, 1, 1)))
    add_goal(store)
    values = [stand(store, when).latest for when in (quarter(2025, 3), Q4)]
    assert [latest and latest["value"] for latest in values] == [6.0, 5.0]


# What stands beside it -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("grain", "latest", "before"),
    [
        ("month", date(2025, 3, 1), date(2024, 3, 1)),
        ("quarter", date(2025, 1, 1), date(2024, 1, 1)),
        ("year", date(2024, 1, 1), date(2023, 1, 1)),
    ],
)
def test_year_before(store: Store, grain: str, latest: date, before: date) -> None:
    deliver(store, rate(5, latest, grain), rate(6.5, before, grain))
    add_goal(store)
    assert stand(store, Q1).year_before == 6.5


def test_year_before_of_a_moving_year(store: Store) -> None:
    deliver(store, *months(date(2023, 1, 1), 12, sick=8.0), *months(date(2024, 1, 1), 12, sick=5.0))
    add_goal(store)
    found = stand(store, quarter(2024, 4))
    assert (found.latest and found.latest["value"], found.year_before) == (5.0, 8.0)


def test_no_year_before(store: Store) -> None:
    deliver(store, rate(5, Q1.start, "quarter"), rate(4, Q2.start, "quarter"))
    add_goal(store)
    assert stand(store, Q2).year_before is None


def test_progress_from_baseline_to_last_target(store: Store) -> None:
    deliver(store, rate(5.5, Q1.start, "quarter"))
    goal = add_goal(store)
    assert stand(store, Q1).progress is None
    save_target(store, SYSTEM, goal, date(2026, 12, 31), 5.0)
    save_target(store, SYSTEM, goal, date(2025, 12, 31), 5.8)
    assert stand(store, Q1).progress == pytest.approx(0.5)


def test_goal_without_figures(store: Store) -> None:
    add_goal(store)
    found = stand(store, Q1)
    assert (found.latest, found.period, found.year_before, found.progress) == (None, None, None, None)
    assert len(found.series) == 0


def test_goal_of_a_department_shows_that_department(store: Store) -> None:
    deliver(store, rate(5, Q1.start, "quarter"), rate(7, Q1.start, "quarter", unit=UNITS["A"], group_size=50.0))
    add_goal(store, unit=UNITS["A"])
    found = stand(store, Q1)
    assert found.latest is not None
    assert (found.latest["unit"], found.latest["value"]) == ("A", 7.0)


def test_hidden_latest_gives_a_reason_and_no_progress(store: Store) -> None:
    deliver(store, rate(6, date(2024, 1, 1), "quarter"), rate(5, Q1.start, "quarter", group_size=9.0))
    save_target(store, SYSTEM, add_goal(store), date(2026, 12, 31), 5.0)
    found = stand(store, Q1)
    assert found.latest is not None
    assert (found.latest["value"], found.latest["reason"]) == (None, Hidden.SMALL_GROUP.value)
    assert found.progress is None
    assert found.year_before == 6.0


def test_hidden_year_before_is_absent(store: Store) -> None:
    deliver(store, rate(6, date(2024, 1, 1), "quarter", group_size=9.0), rate(5, Q1.start, "quarter"))
    add_goal(store)
    assert stand(store, Q1).year_before is None


def test_as_it_stood(store: Store) -> None:
    add_goal(store)
    first = deliver(store, rate(6, Q1.start, "quarter"))
    assert stand(store, Q1).latest is not None  # somebody looked
    deliver(store, rate(5, Q1.start, "quarter"))
    latest = [stand(store, Q1, as_of=moment).latest for moment in (first, None)]
    assert [row and row["value"] for row in latest] == [6.0, 5.0]


# Departments -----------------------------------------------------------------------------------


def _of_departments(store: Store, when: Period) -> dict[str, object]:
    table = department_values(figures(store), when)
    return {row["unit"]: row["value"] for row in table.rows()}


def test_departments_in_one_period(store: Store) -> None:
    deliver(store, rate(5, Q1.start, "quarter", unit=UNITS["A"]), rate(6, Q1.start, "quarter", unit=UNITS["B"]),
            rate(4, Q2.start, "quarter", unit=UNITS["A"]))  # fmt: skip
    assert _of_departments(store, Q1) == {"A": 5.0, "B": 6.0}
    assert _of_departments(store, Q2) == {"A": 4.0}
    assert _of_departments(store, quarter(2024, 4)) == {}


def test_hidden_department_has_no_value(store: Store) -> None:
    deliver(store, rate(5, Q1.start, "quarter", unit=UNITS["A"], group_size=9.0),
            rate(6, Q1.start, "quarter", unit=UNITS["B"]))  # fmt: skip
    assert _of_departments(store, Q1) == {"A": None, "B": 6.0}
