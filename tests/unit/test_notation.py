"""Numbers, dates and periods in Dutch (the default) and in English."""

from datetime import date, datetime

import pytest

from di_data.language import gettext, speaking
from di_data.notation import NOTHING, day, measured, moment, number, period, signed, span_end
from di_data.periods import Grain, Period, month, quarter
from di_data.vocabulary import Measure


@pytest.mark.parametrize(
    ("value", "decimals", "dutch", "english"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (1234567, 0, "1.234.567", "1,234,567"),
        (0.05, 2, "0,05", "0.05"),
        (5, 2, "5,00", "5.00"),
        (-3.25, 2, "-3,25", "-3.25"),
        (0, 0, "0", "0"),
        (None, 1, NOTHING, NOTHING),
    ],
)
def test_number(value: float | None, decimals: int, dutch: str, english: str) -> None:
    assert number(value, decimals) == dutch
    with speaking("en"):
        assert number(value, decimals) == english


@pytest.mark.parametrize(
    ("value", "measure", "shown"),
    [
        (5.43, Measure.PERCENT, "5,4%"),
        (0.0, Measure.PERCENT, "0,0%"),
        (1.234, Measure.PER_YEAR, "1,23"),
        (7.5, Measure.SCORE, "7,50"),
        (1200.0, Measure.COUNT, "1.200"),
        (-12.0, Measure.ENPS, "-12"),
        (None, Measure.PERCENT, NOTHING),
    ],
)
def test_figure_with_its_measure(value: float | None, measure: Measure, shown: str) -> None:
    assert measured(value, measure) == shown


@pytest.mark.parametrize(
    ("value", "decimals", "shown"),
    [(0.5, 1, "+0,5"), (-0.5, 1, "−0,5"), (0.0, 1, "0,0"), (0.04, 1, "0,0"), (-0.04, 1, "0,0"), (1234.5, 0, "+1.234")],
)
def test_change_with_its_sign(value: float, decimals: int, shown: str) -> None:
    assert signed(value, decimals) == shown


@pytest.mark.parametrize(
    ("value", "dutch", "english"),
    [
        (date(2025, 3, 3), "3 mrt 2025", "3 Mar 2025"),
        (date(2024, 12, 31), "31 dec 2024", "31 Dec 2024"),
        (date(2025, 5, 1), "1 mei 2025", "1 May 2025"),
        (None, NOTHING, NOTHING),
    ],
)
def test_day(value: date | None, dutch: str, english: str) -> None:
    assert day(value) == dutch
    with speaking("en"):
        assert day(value) == english


@pytest.mark.parametrize(
    ("stored", "shown"),
    [
        (datetime(2025, 3, 3, 13, 5), "3 mrt 2025 14:05"),
        (datetime(2025, 7, 3, 13, 5), "3 jul 2025 15:05"),
        (datetime(2025, 12, 31, 23, 30), "1 jan 2026 00:30"),
        (None, NOTHING),
    ],
)
def test_moment_in_dutch_clock_time(stored: datetime | None, shown: str) -> None:
    assert moment(stored) == shown


@pytest.mark.parametrize(
    ("value", "shown"), [(month(2025, 3), "mrt 2025"), (Period(date(2025, 1, 1), Grain.YEAR), "2025")]
)
def test_period(value: Period, shown: str) -> None:
    assert period(value) == shown


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("number_of", [1, 2, 3, 4])
def test_quarter_goes_through_the_catalogue(language: str, number_of: int) -> None:
    with speaking(language):
        shown = period(quarter(2025, number_of))
        assert shown == gettext("Q{quarter} {year}", quarter=number_of, year=2025)
        assert str(number_of) in shown
        assert "2025" in shown


@pytest.mark.parametrize(("code", "shown"), [("2025-03", "mrt 2025"), ("2025", "2025"), ("2025-03-14", "14 mrt 2025")])
def test_end_of_a_span(code: str, shown: str) -> None:
    assert span_end(code) == shown


def test_moving_year_is_named_by_its_last_month() -> None:
    moving = Period(date(2024, 4, 1), Grain.MOVING_YEAR)
    assert period(moving) == gettext("12 months to {month}", month="mrt 2025")
