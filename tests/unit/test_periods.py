"""Periods: every notation that is understood, and arithmetic on months, quarters and years."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.periods import (
    Grain,
    NoYear,
    Period,
    days_in_period,
    full_year,
    last_day,
    month,
    numbered,
    parse,
    parse_or_none,
    quarter,
    quarter_of,
)

YEARS = st.integers(1900, 2099)
PERIODS = st.one_of(
    st.builds(month, YEARS, st.integers(1, 12)),
    st.builds(quarter, YEARS, st.integers(1, 4)),
    st.builds(lambda year: Period(date(year, 1, 1), Grain.YEAR), YEARS),
)


@pytest.mark.parametrize(
    "text",
    ["2025-Q1", "2025Q1", "2025 q1", "2025K1", "Q1 2025", "Q1-2025", "K1 2025", "2025KW01", "2025-KW1",
     "1e kwartaal 2025", "1e  Kwartaal\u00a02025", "2025 1e kwartaal", "1 kwartaal 2025", "1e kw. 2025",
     "Q1-25", "Q1 '25", "kwartaal 1 2025", "eerste kwartaal 2025", "2025 1e kwartaal*", "jan-mrt 2025",
     "januari t/m maart 2025", "jan 2025 - mrt 2025", "01-01-2025 t/m 31-03-2025", "2025-01-01 - 2025-03-31"],
)  # fmt: skip
def test_notations_of_a_quarter(text: str) -> None:
    assert parse(text) == Period(date(2025, 1, 1), Grain.QUARTER)


@pytest.mark.parametrize(
    "text",
    ["2025-03", "2025-3", "2025/03", "202503", "03-2025", "3-2025", "mrt-25", "mrt 2025", "mrt. 2025", "maart 2025",
     "Maart-2025", "MRT '25", "march 2025", "mar-25", "2025MM03", "2025-03-01", "2025-03-01 00:00:00",
     "mrt. '25", "25-mrt", "2025 maart", "2025M03", "2025.03", "03.2025", "003.2025", "2025003", "maand 3 2025", "01-03-2025",
     "1/3/2025", "31-03-2025", "2025-03-31", "20250301", "20250331", "45717", "45747", "1 maart 2025", "31 mrt 2025"],
)  # fmt: skip
def test_notations_of_a_month(text: str) -> None:
    assert parse(text) == Period(date(2025, 3, 1), Grain.MONTH)


@pytest.mark.parametrize("text", ["2025", " 2025 ", "2025JJ00", "2025jj00"])
def test_notations_of_a_year(text: str) -> None:
    assert parse(text) == Period(date(2025, 1, 1), Grain.YEAR)


@pytest.mark.parametrize(
    ("text", "number"),
    [("jan", 1), ("februari", 2), ("mrt", 3), ("apr", 4), ("mei", 5), ("juni", 6), ("jul", 7), ("augustus", 8),
     ("sept", 9), ("okt", 10), ("november", 11), ("dec", 12)],
)  # fmt: skip
def test_names_of_the_months(text: str, number: int) -> None:
    assert parse(f"{text} 2025") == Period(date(2025, number, 1), Grain.MONTH)


@pytest.mark.parametrize(
    "text",
    ["", "kwartaal", "2025-13", "2025-00", "202513", "2025-Q5", "2025-Q0", "5e kwartaal 2025", "1825", "25", "foo 2025",
     "2025-03-15", "2025-2026", "2025-Q1 voorlopig", "5,4",
     "2025-P03", "P03", "H1 2025", "2025-W10", "20241", "2025,1", "2025.1", "jan-feb 2025", "t/m maart 2025", "45730", "14-03-2025"],
)  # fmt: skip
def test_what_is_no_period(text: str) -> None:
    with pytest.raises(ValueError, match="not a period"):
        parse(text)
    assert parse_or_none(text) is None


@pytest.mark.parametrize(("text", "code"), [("maart", "2025-03"), ("kwartaal 2", "2025-Q2"), ("Q4", "2025-Q4")])
def test_a_period_that_leaves_the_year_to_another_field(text: str, code: str) -> None:
    assert str(parse(text, 2025)) == code
    with pytest.raises(NoYear):
        parse(text)
    assert parse_or_none(text) is None


@pytest.mark.parametrize("text", ["2025-P03", "2025P03", "P03-2025", "P3 2025", "periode 3 2025", "2025 periode 03"])
def test_a_numbered_period_is_told_as_a_number(text: str) -> None:
    assert numbered(text) == (2025, 3)


def test_a_numbered_period_needs_a_year_too() -> None:
    assert numbered("P13", 2025) == (2025, 13)
    assert numbered("maart 2025") is None
    with pytest.raises(NoYear):
        numbered("P13")


@pytest.mark.parametrize(("short", "year"), [(0, 2000), (68, 2068), (69, 1969), (99, 1999)])
def test_a_year_in_two_digits(short: int, year: int) -> None:
    assert full_year(short) == year


@given(PERIODS)
def test_the_code_of_a_period_reads_back(period: Period) -> None:
    assert parse(str(period)) == parse_or_none(str(period)) == period


@given(PERIODS, st.integers(-40, 40))
def test_shifting_back_and_forth(period: Period, count: int) -> None:
    assert period.shifted(count).shifted(-count) == period


@pytest.mark.parametrize(
    ("code", "last_day", "following", "quarter_number"),
    [
        ("2024-02", date(2024, 2, 29), "2024-03", 1),
        ("2025-12", date(2025, 12, 31), "2026-01", 4),
        ("2025-Q4", date(2025, 12, 31), "2026-Q1", 4),
        ("2025-Q2", date(2025, 6, 30), "2025-Q3", 2),
        ("2025", date(2025, 12, 31), "2026", 1),
    ],
)
def test_end_and_successor(code: str, last_day: date, following: str, quarter_number: int) -> None:
    period = parse(code)
    assert (period.end, str(period.shifted(1)), period.quarter) == (last_day, following, quarter_number)


@pytest.mark.parametrize(
    ("start", "grain", "end", "days"),
    [(date(2024, 2, 1), "month", date(2024, 2, 29), 29), (date(2025, 12, 1), "month", date(2025, 12, 31), 31),
     (date(2025, 4, 1), "quarter", date(2025, 6, 30), 91), (date(2024, 1, 1), "year", date(2024, 12, 31), 366),
     (date(2024, 4, 1), "moving_year", date(2025, 3, 31), 365), (None, None, None, None)],
)  # fmt: skip
def test_the_end_and_length_of_the_period_of_a_row(
    start: date | None, grain: str | None, end: date | None, days: int | None
) -> None:
    row = pl.DataFrame({"period": [start], "grain": [grain]}, schema={"period": pl.Date, "grain": pl.String})
    assert row.select(end=last_day(), days=days_in_period()).row(0) == (end, days)


@given(PERIODS)
def test_the_end_of_a_period_is_the_same_in_a_row(period: Period) -> None:
    row = pl.DataFrame({"period": [period.start], "grain": [period.grain.value]})
    assert row.select(last_day()).item() == period.end


@pytest.mark.parametrize(
    ("day", "code"),
    [(date(2025, 1, 1), "2025-Q1"), (date(2025, 3, 31), "2025-Q1"), (date(2025, 4, 1), "2025-Q2"),
     (date(2025, 12, 31), "2025-Q4")],
)  # fmt: skip
def test_the_quarter_of_a_day(day: date, code: str) -> None:
    assert str(quarter_of(day)) == code
