"""The calendar of figures: what is in, missing, late or expected; every state was worked out on paper."""

from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.access import SYSTEM, Viewer
from di_data.analysis.coverage import calendar, step
from di_data.disclosure import SafeTable, guard_records
from di_data.errors import NotAllowed
from di_data.language import speaking
from di_data.periods import Grain, Period
from di_data.register.indicators import ensure_shipped
from di_data.register.records import Save, key_of, save
from di_data.reports.coverage import coverage, sentences, standings, window, years
from di_data.store import Store
from di_data.vocabulary import Role
from tests.unit.stored_organisations import deliver

TODAY = date(2025, 6, 20)
"""April ended 51 days before, May 20: with 42 days, figures of April are late and those of May still in time."""

SCHEMA = {
    "unit_id": pl.String, "unit": pl.String, "unit_name": pl.String, "parent_id": pl.String, "starts_on": pl.Date,
    "ends_on": pl.Date, "indicator": pl.String, "indicator_name": pl.String, "period": pl.Date, "grain": pl.String,
    "provisional": pl.Boolean, "public_source": pl.Boolean, "from_survey": pl.Boolean,
}  # fmt: skip


def month(number: int, year: int = 2025) -> date:
    return date(year, number, 1)


class Facts:
    """GEM above A, unless a test says otherwise; figures of the indicator "rate" per month."""

    def __init__(self) -> None:
        self.units: dict[str, dict[str, Any]] = {}
        self.figures: list[dict[str, Any]] = []
        self.unit("GEM", None)
        self.unit("A")

    def unit(self, code: str, parent: str | None = "GEM", **more: Any) -> None:
        self.units[code] = {"unit_id": code, "unit": code, "unit_name": code, "parent_id": parent, "starts_on": None, "ends_on": None} | more  # fmt: skip

    def deliver(self, unit: str, *periods: date, **more: Any) -> None:
        usual = {"indicator": "rate", "indicator_name": "Rate", "grain": "month", "provisional": False, "public_source": False, "from_survey": False}  # fmt: skip
        self.figures += [{"unit_id": unit, "period": period} | usual | more for period in periods]

    def frame(self) -> pl.DataFrame:
        silent = self.units.keys() - {figure["unit_id"] for figure in self.figures}
        rows = [self.units[figure["unit_id"]] | figure for figure in self.figures] + [self.units[code] for code in silent]  # fmt: skip
        return pl.DataFrame(rows, schema=SCHEMA)

    def states(self, today: date = TODAY, days: int = 42, **only: Any) -> dict[tuple[str, date], str]:
        found = calendar(self.frame(), today, days)
        for name, value in only.items():
            found = found.filter(pl.col(name) == value)
        return {(unit, period): state for unit, period, state in found.select("unit", "period", "state").rows()}

    def table(self, today: date = TODAY) -> SafeTable:
        return guard_records(calendar(self.frame(), today, 42))


@pytest.fixture
def facts() -> Facts:
    return Facts()


def test_late_and_expected_after_the_last_delivery(facts: Facts) -> None:
    facts.deliver("A", month(2), month(3))
    assert facts.states() == {
        ("A", month(2)): "in",
        ("A", month(3)): "in",
        ("A", month(4)): "late",
        ("A", month(5)): "expected",
        ("A", month(6)): "expected",
    }


@pytest.mark.parametrize(("days", "state"), [(50, "late"), (51, "expected")])
def test_the_last_day_of_the_agreement_still_counts(facts: Facts, days: int, state: str) -> None:
    facts.deliver("A", month(3))
    assert facts.states(days=days)["A", month(4)] == state


def test_the_date_by_which_a_figure_should_be_in(facts: Facts) -> None:
    facts.deliver("A", month(3))
    due = dict(calendar(facts.frame(), TODAY, 42).select("period", "due_on").rows())
    assert due[month(4)] == date(2025, 6, 11)  # 30 April and 42 days
    assert due[month(6)] == date(2025, 8, 11)


def test_a_hole_between_two_figures_is_missing(facts: Facts) -> None:
    facts.unit("B")
    facts.deliver("A", month(1), month(4))
    facts.deliver("B", month(1), month(2), month(4))
    states = facts.states()
    assert states["A", month(2)] == "missing"
    assert states["A", month(3)] == states["B", month(3)] == "missing"  # nobody has March, both have April


def test_missing_where_another_department_has_it(facts: Facts) -> None:
    facts.unit("B")
    facts.deliver("A", month(2), month(3), month(4), month(5))
    facts.deliver("B", month(2), month(3))
    states = facts.states()
    assert states["B", month(4)] == "missing"
    assert states["B", month(5)] == "expected"  # still in time


def test_a_department_beside_others_that_never_gave_a_figure(facts: Facts) -> None:
    facts.unit("B")
    facts.deliver("A", month(3), month(4))
    states = facts.states()
    assert ("B", month(5)) not in states  # nobody beside it has May
    facts.unit("C", "A")  # A now has a level below it: C has no brother with figures
    assert not any(unit == "C" for unit, _period in facts.states())
    assert states.get(("B", month(3))) == states.get(("B", month(4))) == "missing"


def test_the_level_above_is_added_up_and_not_asked_for(facts: Facts) -> None:
    facts.deliver("GEM", month(1))
    facts.deliver("A", month(1), month(2), month(4))
    states = facts.states()
    assert ("GEM", month(2)) not in states
    assert states["GEM", month(3)] == "missing"  # A has none of March either


def test_only_the_time_in_which_a_department_existed(facts: Facts) -> None:
    facts.unit("OLD", ends_on=date(2025, 2, 28))
    facts.unit("NEW", starts_on=date(2025, 3, 1))
    facts.deliver("A", month(1), month(2), month(3), month(4))
    facts.deliver("OLD", month(1))
    facts.deliver("NEW", month(4))
    states = facts.states()
    assert {period: state for (unit, period), state in states.items() if unit == "OLD"} == {
        month(1): "in", month(2): "missing",
    }  # fmt: skip
    assert {period: state for (unit, period), state in states.items() if unit == "NEW"} == {
        month(3): "missing", month(4): "in", month(5): "expected", month(6): "expected",
    }  # fmt: skip


def test_provisional_figures(facts: Facts) -> None:
    facts.deliver("A", month(5), provisional=True)
    assert facts.states()["A", month(5)] == "provisional"


def test_nothing_is_asked_of_public_sources(facts: Facts) -> None:
    facts.unit("RIJK", None)
    facts.unit("BZK", "RIJK")
    facts.deliver("RIJK", month(1), month(3), public_source=True)
    facts.deliver("A", month(5))
    assert facts.states(public_source=True) == {("RIJK", month(1)): "in", ("RIJK", month(3)): "in"}
    assert not any(unit in ("RIJK", "BZK") for unit, _period in facts.states(public_source=False))


def test_a_coarser_grain_that_months_took_the_place_of_is_not_awaited(facts: Facts) -> None:
    facts.deliver("A", month(1, 2023), grain="year")
    facts.deliver("A", *(month(number, 2024) for number in range(1, 13)), *(month(number) for number in (1, 2, 3, 4)))
    assert facts.states(grain="year") == {("A", month(1, 2023)): "in"}
    assert facts.states(grain="month")["A", month(5)] == "expected"


def test_a_survey_is_awaited_a_year_after_the_first_one(facts: Facts) -> None:
    facts.deliver("A", date(2024, 4, 1), grain="quarter", from_survey=True)
    assert facts.states() == {("A", date(2024, 4, 1)): "in", ("A", date(2025, 4, 1)): "expected"}


def test_a_survey_of_every_two_years_is_not_missing_in_between(facts: Facts) -> None:
    facts.deliver("A", *(month(1, year) for year in (2019, 2021, 2023)), grain="year", from_survey=True)
    states = facts.states()
    assert [period.year for _unit, period in states] == [2019, 2021, 2023, 2025]
    assert states["A", month(1)] == "expected"


def test_what_stopped_long_ago_is_history(facts: Facts) -> None:
    facts.deliver("A", month(1, 2020), month(2, 2020))
    assert set(facts.states().values()) == {"in"}


@pytest.mark.parametrize(
    ("numbers", "grain", "survey", "expected"),
    [
        ([5], Grain.MONTH, False, 1),
        ([5], Grain.QUARTER, True, 4),
        ([5], Grain.YEAR, True, 1),
        ([1, 3], Grain.MONTH, False, 1),
        ([1, 3, 5, 6], Grain.YEAR, True, 2),
        ([1, 2, 5], Grain.YEAR, True, 1),
    ],
)
def test_the_step_of_a_series(numbers: list[int], grain: Grain, survey: bool, expected: int) -> None:
    assert step(numbers, grain, survey) == expected


@given(
    delivered=st.dictionaries(
        st.sampled_from(["A", "B", "GEM"]), st.sets(st.integers(0, 40), min_size=1, max_size=12), min_size=1
    ),
    days=st.integers(0, 100),
)
def test_what_was_delivered_is_in_and_what_is_late_is_overdue(delivered: dict[str, set[int]], days: int) -> None:
    facts = Facts()
    facts.unit("B")
    for unit, numbers in delivered.items():
        facts.deliver(unit, *(date(2022 + number // 12, number % 12 + 1, 1) for number in numbers))
    found = calendar(facts.frame(), TODAY, days)
    assert found.select("unit_id", "period").is_duplicated().sum() == 0
    quarter = Period(date(2024, 4, 1), Grain.QUARTER)
    within = calendar(facts.frame(), TODAY, days, quarter)
    assert within.rows() == found.filter(pl.col("period").is_between(date(2024, 4, 1), date(2024, 6, 1))).rows()
    present = found.filter(pl.col("state") == "in").select("unit_id", "period").rows()
    assert sorted(present) == sorted((figure["unit_id"], figure["period"]) for figure in facts.figures)
    for state, due_on, period in found.select("state", "due_on", "period").rows():
        if state == "late":
            assert due_on < TODAY
            assert period > max(figure["period"] for figure in facts.figures)
        if state == "expected":
            assert due_on >= TODAY
            assert period <= TODAY


# In sentences ----------------------------------------------------------------------------------


def _told(table: SafeTable) -> list[str]:
    with speaking("en"):
        return sentences(table, TODAY)


def test_sentences_for_what_is_awaited_late_and_missing(facts: Facts) -> None:
    facts.deliver("A", month(2), month(4))
    facts.deliver("A", month(3), indicator="other", indicator_name="Other")
    assert _told(facts.table()) == [
        "1 of 2 indicators has late figures: Other.",
        "1 figure of a department is missing, while others of the same series are in.",
        "For 2 of 2 indicators the figures of May 2025 are not all in yet; expected by 12 Jul 2025.",
    ]


def test_sentences_when_everything_is_in(facts: Facts) -> None:
    facts.deliver("A", month(4), month(5))
    assert _told(facts.table()) == [
        "All figures of the periods that have ended are in.",
        "The next figures are those of Jun 2025, expected by 11 Aug 2025.",
    ]


def test_no_sentence_about_public_sources(facts: Facts) -> None:
    facts.deliver("A", month(1), public_source=True)
    assert _told(facts.table()) == []


def test_where_a_series_stands(facts: Facts) -> None:
    facts.unit("B")
    facts.deliver("A", month(1), month(3))
    facts.deliver("B", month(3), provisional=True)
    (one,) = standings(facts.table())
    assert (str(one.last), str(one.next), one.due_on) == ("2025-03", "2025-05", date(2025, 7, 12))
    # Of A February is missing, of B January and February; April is late for both.
    assert (one.provisional, one.missing, one.late) == (1, 3, 2)


def test_the_part_to_look_at(facts: Facts) -> None:
    facts.deliver("A", *(month(number, 2024) for number in range(1, 13)), month(5))
    table = facts.table()
    assert years(table) == [2025, 2024]
    assert {start.year for start in window(table, 2024, 3).column("period")} == {2024}
    assert window(table, None, 3).column("period") == [month(4), month(5), month(6)]
    assert len(window(table, 2020, 3)) == 0


# From the store --------------------------------------------------------------------------------


@pytest.fixture
def store(tmp_path: Any) -> Store:
    """A and B below GEM; sickness absence of A, of 3 people, in the month before last."""
    store = Store(tmp_path / "store.duckdb", create=True)
    ensure_shipped(store)
    with store.write() as transaction:
        for code, parent in (("GEM", None), ("A", "GEM"), ("B", "GEM")):
            above = parent and key_of("org_unit", parent)
            save(transaction, SYSTEM, [Save("org_unit", key_of("org_unit", code), 0, {"code": code, "name": code, "parent": above})])  # fmt: skip
    deliver(store, "absence", [{
        "indicator": "absence_rate", "unit": key_of("org_unit", "A"), "period": month(4), "grain": "month", "value": 37.5,
        "group_size": 3.0, "provisional": False,
    }])  # fmt: skip
    return store


def test_coverage_of_a_store_without_any_figure_in_it(store: Store) -> None:
    table = coverage(store, SYSTEM, today=TODAY, delivery_days=42)
    states = {(row["unit"], row["period"]): row["state"] for row in table.rows()}
    assert states == {
        ("A", month(4)): "in", ("A", month(5)): "expected", ("A", month(6)): "expected", ("B", month(4)): "missing",
    }  # fmt: skip
    assert "37.5" not in table.frame().write_json()


def test_coverage_as_it_stood_before(store: Store) -> None:
    from datetime import datetime

    assert len(coverage(store, SYSTEM, today=TODAY, delivery_days=42, as_of=datetime(2020, 1, 1))) == 0


def test_coverage_asks_for_the_right_to_see_figures(store: Store) -> None:
    for role in (Role.MT, Role.HR, Role.OR):
        assert len(coverage(store, Viewer("x", frozenset({role})), today=TODAY, delivery_days=42))
    with pytest.raises(NotAllowed):
        coverage(store, Viewer("x", frozenset({Role.ADMINISTRATOR})), today=TODAY, delivery_days=42)


def test_an_empty_store_has_an_empty_calendar(tmp_path: Any) -> None:
    empty = Store(tmp_path / "empty.duckdb", create=True)
    assert len(coverage(empty, SYSTEM, today=TODAY, delivery_days=42)) == 0


def test_delivery_days_are_a_setting() -> None:
    from di_data.config import settings

    assert settings({}).delivery_days == 42
    assert settings({"INZETWIJZER_DELIVERY_DAYS": "30"}).delivery_days == 30
    with pytest.raises(ValueError, match="INZETWIJZER_DELIVERY_DAYS"):
        settings({"INZETWIJZER_DELIVERY_DAYS": "400"})
    assert timedelta(days=settings({}).delivery_days) == timedelta(weeks=6)
