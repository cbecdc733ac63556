"""Months, quarters and years: the periods a figure can belong to."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Grain(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    MOVING_YEAR = "moving_year"
    """Twelve months that need not begin in January."""


MONTHS_IN = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.MOVING_YEAR: 12}

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb februari february", "mrt maart mar march", "apr april", "mei may",
            "jun juni june", "jul juli july", "aug augustus august", "sep sept september",
            "okt oktober oct october", "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip

_YEAR = r"(?P<year>(?:19|20)\d\d)"
_QUARTER_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}\s*[-_/ ]?\s*(?:Q|K|KW0?)(?P<quarter>[1-4])",
        rf"(?:Q|K|KW0?)(?P<quarter>[1-4])\s*[-_/ ]?\s*{_YEAR}",
        rf"(?P<quarter>[1-4])e?\s*(?:kwartaal|kw\.?|quarter)\s*{_YEAR}",
        rf"{_YEAR}\s*(?P<quarter>[1-4])e?\s*(?:kwartaal|kw\.?|quarter)",
    )
)
_MONTH_FORMS = tuple(
    re.compile(form, re.IGNORECASE)
    for form in (
        rf"{_YEAR}[-_/ ](?P<month>0?[1-9]|1[0-2])",
        rf"{_YEAR}(?P<month>0[1-9]|1[0-2])",
        rf"(?P<month>0?[1-9]|1[0-2])[-/ ]{_YEAR}",
        rf"{_YEAR}MM(?P<month>0[1-9]|1[0-2])",
        rf"{_YEAR}-(?P<month>0[1-9]|1[0-2])-01(?:[ T]00:00:00)?",
    )
)
_NAMED_MONTH = re.compile(rf"(?P<name>[a-z]+)\.?[- ](?:{_YEAR}|'?(?P<short>\d\d))", re.IGNORECASE)
_YEAR_FORM = re.compile(rf"{_YEAR}(?:JJ00)?", re.IGNORECASE)


@dataclass(frozen=True, order=True)
class Period:
    """A month, quarter, year or moving year, known by its first day."""

    start: date
    grain: Grain

    @property
    def quarter(self) -> int:
        """The quarter of the year (1–4) in which the period starts."""
        return (self.start.month - 1) // 3 + 1

    @property
    def end(self) -> date:
        """The last day of the period."""
        return self.shifted(1).start - timedelta(days=1)

    def shifted(self, count: int) -> "Period":
        """The period this many of its own lengths later (or earlier, when negative)."""
        months = self.start.year * 12 + self.start.month - 1 + count * MONTHS_IN[self.grain]
        return Period(date(months // 12, months % 12 + 1, 1), self.grain)

    def __str__(self) -> str:
        """The code: 2025-03, 2025-Q1, 2025, or 2024-04/2025-03 for a moving year."""
        if self.grain == Grain.MOVING_YEAR:
            return f"{self.start:%Y-%m}/{self.end:%Y-%m}"
        if self.grain == Grain.YEAR:
            return f"{self.start.year}"
        if self.grain == Grain.QUARTER:
            return f"{self.start.year}-Q{self.quarter}"
        return f"{self.start:%Y-%m}"


def month(year: int, number: int) -> Period:
    """The month of this year. Raises ValueError when it does not exist."""
    return Period(date(year, number, 1), Grain.MONTH)


def quarter(year: int, number: int) -> Period:
    """The quarter (1–4) of this year. Raises ValueError when it does not exist."""
    return Period(date(year, 3 * number - 2, 1), Grain.QUARTER)


def quarter_of(day: date) -> Period:
    """The quarter in which a day lies."""
    return quarter(day.year, (day.month - 1) // 3 + 1)


def parse(text: str) -> Period:
    """The period that a text names, in any of the notations of real files (domain reference, section 5).

    Raises ValueError when the text names none.
    """
    text = " ".join(text.split())
    if found := _YEAR_FORM.fullmatch(text):
        return Period(date(int(found["year"]), 1, 1), Grain.YEAR)
    for form in _QUARTER_FORMS:
        if found := form.fullmatch(text):
            return quarter(int(found["year"]), int(found["quarter"]))
    for form in _MONTH_FORMS:
        if found := form.fullmatch(text):
            return month(int(found["year"]), int(found["month"]))
    if (found := _NAMED_MONTH.fullmatch(text)) and found["name"].lower() in _MONTHS:
        return month(int(found["year"] or f"20{found['short']}"), _MONTHS[found["name"].lower()])
    raise ValueError("not a period")
