"""Which benchmarks stand beside a quarter: the same quarter of CBS, and the newest year of the municipalities."""

from datetime import date

import polars as pl
import pytest

from di_data.disclosure import SafeTable, guard_records
from di_data.language import speaking
from di_data.periods import Grain, Period
from di_data.reports.benchmarks import MUNICIPALITIES, Benchmark, caveats, of_quarter


def known() -> SafeTable:
    """The four quarters of 2024 and the first of 2025, of three series."""
    starts = [*(date(2024, month, 1) for month in (1, 4, 7, 10)), date(2025, 1, 1)]
    rows = [
        {"indicator": "absence_rate", "series": series, "grain": "quarter", "period": start, "value": value + place / 10, "source": "CBS"}
        for series, value in (("417400", 5.0), ("WP19098", 6.0), ("420000", 9.0))
        for place, start in enumerate(starts)
    ]  # fmt: skip
    rows.append({"indicator": "absence_rate", "series": "417400", "grain": "year", "period": date(2024, 1, 1), "value": 1.0, "source": "CBS"})  # fmt: skip
    return guard_records(pl.DataFrame(rows))


def quarter(year: int, number: int) -> Period:
    return Period(date(year, 3 * number - 2, 1), Grain.QUARTER)


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (quarter(2025, 1), [5.4, 6.4]),  # of itself
        (quarter(2025, 4), [5.3, 6.3]),  # the fourth quarter of the year before, and not the first of this one
        (quarter(2024, 2), [5.1, 6.1]),
        (quarter(2023, 4), []),
    ],
)
def test_cbs_is_of_the_same_quarter_in_a_year(asked: Period, told: list[float]) -> None:
    assert [one.value for one in of_quarter(known(), "other", asked)] == pytest.approx(told)


@pytest.mark.parametrize(
    ("asked", "year"), [(quarter(2023, 4), 2023), (quarter(2023, 3), 2022), (quarter(2026, 3), 2023)]
)
def test_the_municipalities_are_of_the_newest_year_that_had_ended(asked: Period, year: int) -> None:
    told = of_quarter(known(), "absence_rate", asked)[-1]
    assert (told.value, told.period) == (MUNICIPALITIES[year], Period(date(year, 1, 1), Grain.YEAR))


def test_before_there_was_a_monitor_there_is_none() -> None:
    assert of_quarter(known(), "absence_rate", quarter(2007, 3)) == []


def test_caveats_name_every_source_once() -> None:
    with speaking("en"):
        told = caveats(of_quarter(known(), "absence_rate", quarter(2025, 1)))
    assert told == (
        "Benchmarks: CBS; Personeelsmonitor Gemeenten (A&O fonds, VNG, Binnenlands Bestuur). "
        "Public administration as a whole is not the same as municipalities. "
        "The figure of the municipalities is of a whole year: seasons are levelled in it."
    )
    assert caveats([]) == ""
    assert caveats([Benchmark("x", 1.0, quarter(2025, 1), "CBS")]).endswith("CBS.")
