"""When things happen in the demo: everything is placed in months before or after today."""

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property

from di_data.periods import Grain, Period

SIMULATED_YEARS = 5
"""At least this many years are simulated, so that a short series still has its baselines and its merger."""


@dataclass(frozen=True)
class Timeline:
    """The calendar of a demo of so many years that ends with the last full month before `today`."""

    today: date
    years: int

    @cached_property
    def present(self) -> Period:
        """The month in which today lies; it is not full, so it has no figures."""
        return Period(self.today.replace(day=1), Grain.MONTH)

    @cached_property
    def months(self) -> list[Period]:
        """The months with figures, oldest first."""
        return self._last_months(self.years)

    @cached_property
    def simulated(self) -> list[Period]:
        """The months to simulate, oldest first: those with figures, and earlier ones when these are few."""
        return self._last_months(max(self.years, SIMULATED_YEARS))

    def _last_months(self, years: int) -> list[Period]:
        return [self.present.shifted(count) for count in range(-12 * years, 0)]

    @cached_property
    def full_years(self) -> list[Period]:
        """The calendar years of which every month has figures."""
        return full_years(self.months)

    def day(self, months: int, number: int = 1) -> date:
        """Day `number` of the month that lies so many months after the present one (negative: before it)."""
        return self.present.shifted(months).start.replace(day=number)

    def workday(self, months: int, number: int) -> date:
        """As `day`, moved to Monday when it is in a weekend. `number` is at most 26."""
        day = self.day(months, number)
        return day + timedelta(days=7 - day.weekday() if day.weekday() > 4 else 0)

    @property
    def improvement_starts_on(self) -> date:
        """When the action begins that brings the absence of one department down."""
        return self.day(-18)

    @property
    def merged_on(self) -> date:
        """The last day of the two departments that merge: the 31 December nearest to two years before the end."""
        two_years_back = self.present.shifted(-25).start
        return date(two_years_back.year - (two_years_back.month <= 6), 12, 31)

    @property
    def survey_years(self) -> tuple[Period, Period]:
        """The years of the two survey rounds: the last two complete calendar years."""
        last = Period(date(self.today.year - 1, 1, 1), Grain.YEAR)
        return last.shifted(-1), last

    @property
    def goals_start_on(self) -> date:
        """When the organisation chose its goals."""
        return self.day(-24)

    @property
    def baseline_year(self) -> Period:
        """The last calendar year before the goals were chosen."""
        return Period(date(self.goals_start_on.year - 1, 1, 1), Grain.YEAR)


def full_years(months: list[Period]) -> list[Period]:
    """The calendar years of which all twelve months are in the list."""
    years = sorted({month.start.year for month in months})
    known = {month.start for month in months}
    return [
        Period(date(year, 1, 1), Grain.YEAR)
        for year in years
        if all(date(year, number, 1) in known for number in range(1, 13))
    ]
