"""Months, quarters and years: the periods a figure can belong to."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

import polars as pl


class Grain(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"
    MOVING_YEAR = "moving_year"
    """Twelve months that need not begin in January."""


MONTHS_IN = {Grain.MONTH: 1, Grain.QUARTER: 3, Grain.YEAR: 12, Grain.MOVING_YEAR: 12}

MONTHS = {
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
"""The number of every month by its names and their short forms, in Dutch and English."""

_YEAR = r"(?:(?P<year>(?:19|20)\d\d)|'?(?P<short>\d\d))"
_LONG = r"(?P<year>(?:19|20)\d\d)"
_GAP = r"\s*[-_/.,]?\s*"
_QUARTER = (
    r"(?:(?:q|k|kw\.?|kwartaal|quarter|qtr\.?)\s*[-_]?0?(?P<quarter>[1-4])"
    r"|(?P<nth>[1-4]|eerste|tweede|derde|vierde|first|second|third|fourth)(?:e|de|ste|st|nd|rd|th)?\s*"
    r"(?:kwartaal|kwart\.?|kw\.?|quarter|qtr\.?|q|k))"
)
_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("1 eerste first", "2 tweede second", "3 derde third", "4 vierde fourth"), start=1
    )
    for word in words.split()
}  # fmt: skip
_MONTH = rf"(?P<name>{'|'.join(sorted(MONTHS, key=len, reverse=True))})\.?"
_NUMBERED_MONTH = r"(?:maand|month|mm|m)\s*(?P<month>0?[1-9]|1[0-2])"


def _compiled(*forms: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(form) for form in forms)


_YEARS = _compiled(rf"(?:jaar|year)?\s*{_LONG}(?:jj00)?")
_QUARTERS = _compiled(rf"{_YEAR}{_GAP}{_QUARTER}", rf"{_QUARTER}{_GAP}(?:van )?{_YEAR}")
_MONTHS_OF_YEAR = _compiled(
    rf"{_LONG}\s*[-_/ ]\s*(?P<month>0?[1-9]|1[0-2])",
    rf"{_LONG}(?:\.|[-/]0|0)?(?P<month>0[1-9]|1[0-2])",
    rf"0?(?P<month>0[1-9]|1[0-2])\.{_LONG}",
    rf"(?:0(?=\d\d))?(?P<month>0?[1-9]|1[0-2])\s*[-_/ ]\s*{_LONG}",
    rf"{_YEAR}{_GAP}{_MONTH}",
    rf"{_MONTH}{_GAP}{_YEAR}",
    rf"{_YEAR}{_GAP}{_NUMBERED_MONTH}",
    rf"{_NUMBERED_MONTH}{_GAP}{_LONG}",
)
_WITHOUT_YEAR = _compiled(_QUARTER, _MONTH, _NUMBERED_MONTH)
_DAYS = _compiled(
    rf"{_LONG}[-/.](?P<month>\d\d?)[-/.](?P<day>\d\d?)",
    rf"{_LONG}(?P<month>\d\d)(?P<day>\d\d)",
    rf"(?P<day>\d\d?)[-/.](?P<month>\d\d?)[-/.]{_YEAR}",
    rf"(?P<day>\d\d?)[-.\s]+{_MONTH}[-\s]+{_YEAR}",
)
_TIME = re.compile(r"[ t]\d\d?:\d\d(?::\d\d(?:\.0+)?)?$")
_SERIAL = re.compile(r"[3-6]\d{4}")
_RANGE = re.compile(r"\s*(?:t/m|t\.e\.m\.|\btot en met\b|\buntil\b|\bthrough\b|\bto\b|–|—|(?<=\D)-(?=\D)|\s-\s)\s*")
_NUMBERED = _compiled(
    rf"(?:{_YEAR}{_GAP})?(?:p|per\.?|periode|period)\s*[-_]?(?P<number>0?\d\d?)",
    rf"(?:p|per\.?|periode|period)\s*[-_]?(?P<number>0?\d\d?){_GAP}{_YEAR}",
)
_PIVOT = 69
_SERIAL_START = date(1899, 12, 30)


class NoYear(ValueError):
    """A month or quarter without the year that it belongs to."""


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


def full_year(short: int) -> int:
    """The year that two digits mean: 69 to 99 lie in the last century, 00 to 68 in this one."""
    return short + (1900 if short >= _PIVOT else 2000)


def next_period(at: Period) -> Period:
    """The period after it in a series: a moving year comes every month, another one when it is over."""
    if at.grain == Grain.MOVING_YEAR:
        return Period(Period(at.start, Grain.MONTH).shifted(1).start, at.grain)
    return at.shifted(1)


def last_day() -> pl.Expr:
    """The last day of the period of each row, from the columns `period` (its first day) and `grain`."""
    lengths = {grain.value: f"{months}mo" for grain, months in MONTHS_IN.items()}
    length = pl.col("grain").replace_strict(lengths, return_dtype=pl.String)
    return pl.col("period").dt.offset_by(length).dt.offset_by("-1d")


def days_in_period() -> pl.Expr:
    """The number of days in the period of each row, from the columns `period` (its first day) and `grain`."""
    return (last_day() - pl.col("period")).dt.total_days() + 1


def from_serial(number: int) -> date:
    """The day that a spreadsheet keeps as this number."""
    return _SERIAL_START + timedelta(days=number)


def parse(text: str, year: int | None = None) -> Period:
    """The period that a text names, in any of the notations of real files (domain reference, section 5).

    A date counts when it is the first or the last day of a month, and then means that month. `year` is the one of
    a month or quarter that names none. Raises NoYear when that is lacking and ValueError when the text names no period.
    """
    text = _standard(text)
    for form in _YEARS:
        if found := form.fullmatch(text):
            return Period(date(int(found["year"]), 1, 1), Grain.YEAR)
    for forms in (_QUARTERS, _MONTHS_OF_YEAR, _WITHOUT_YEAR):
        for form in forms:
            if found := form.fullmatch(text):
                return _of(found.groupdict(), year)
    if day := day_in(text):
        return _month_at_edge(day)
    return _span(text, year)


def parse_or_none(text: str) -> Period | None:
    """The period that a text names by itself, as `parse` reads it; None when it names none."""
    try:
        return parse(text)
    except ValueError:
        return None


def day_in(text: str) -> date | None:
    """The full date that a text names, day before month; None when it names none."""
    text = _TIME.sub("", _standard(text))
    if _SERIAL.fullmatch(text):
        return from_serial(int(text))
    for form in _DAYS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            number = int(parts["month"]) if parts.get("month") else MONTHS[parts["name"]]
            try:
                return date(_year(parts, None), number, int(parts["day"]))
            except ValueError:
                return None
    return None


def numbered(text: str, year: int | None = None) -> tuple[int, int] | None:
    """The year and number of a text such as P03 2025, which may be a month or one of thirteen periods of four weeks.

    None when it is not written so. Raises NoYear when neither the text nor `year` tells the year.
    """
    for form in _NUMBERED:
        if found := form.fullmatch(_standard(text)):
            return _year(found.groupdict(), year), int(found["number"])
    return None


def _standard(text: str) -> str:
    """The text in small letters, without doubled spaces and the star of a provisional figure."""
    return " ".join(text.lower().replace("’", "'").split()).rstrip("* ")


def _year(parts: dict[str, str | None], year: int | None) -> int:
    if told := parts.get("year"):
        return int(told)
    if told := parts.get("short"):
        return full_year(int(told))
    if year is None:
        raise NoYear("the year is not told")
    return year


def _of(parts: dict[str, str | None], year: int | None) -> Period:
    if told := parts.get("quarter"):
        return quarter(_year(parts, year), int(told))
    if told := parts.get("nth"):
        return quarter(_year(parts, year), _ORDINALS[told])
    if told := parts.get("name"):
        return month(_year(parts, year), MONTHS[told])
    return month(_year(parts, year), int(parts["month"] or 0))


def _month_at_edge(day: date) -> Period:
    if day.day == 1 or (day + timedelta(days=1)).day == 1:
        return month(day.year, day.month)
    raise ValueError("not a period")


def _span(text: str, year: int | None) -> Period:
    """The month, quarter or year that a span such as jan-mrt 2025 or 01-01-2025 t/m 31-03-2025 is."""
    ends = _RANGE.split(text)
    if len(ends) != 2 or not all(ends):
        raise ValueError("not a period")
    first_day, last_day = day_in(ends[0]), day_in(ends[1])
    if first_day and last_day:
        start, end = first_day, last_day
    else:
        last = parse(ends[1], year)
        first = parse(ends[0], last.start.year)
        if {first.grain, last.grain} != {Grain.MONTH}:
            raise ValueError("not a period")
        start, end = first.start, last.end
    for grain in (Grain.MONTH, Grain.QUARTER, Grain.YEAR):
        period = Period(start, grain)
        starts_right = start.day == 1 and (start.month - 1) % MONTHS_IN[grain] == 0
        if starts_right and period.end == end:
            return period
    raise ValueError("not a period")
