"""Numbers, dates and periods as the user writes them (Babel; Dutch by default)."""

from datetime import date, datetime
from functools import cache, lru_cache
from zoneinfo import ZoneInfo

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from di_data.language import chosen
from di_data.language import gettext as _
from di_data.periods import Grain, Period, parse
from di_data.vocabulary import Measure

NOTHING = "–"
ZONE = ZoneInfo("Europe/Amsterdam")

KEPT = 32_768
"""Numbers and days whose words are kept: a review has thousands of the same, and writing one takes 50 microseconds."""


def number(value: float | None, decimals: int = 0) -> str:
    """A number with this many decimals; an en dash for none."""
    if value is None:
        return NOTHING
    return _number(value or 0, decimals, chosen())


@lru_cache(maxsize=KEPT)
def _number(value: float, decimals: int, language: str) -> str:
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=_locale(language))


@lru_cache(maxsize=KEPT)
def _date(value: date, pattern: str, language: str) -> str:
    return format_date(value, pattern, locale=_locale(language))


@cache
def _locale(language: str) -> Locale:
    return Locale.parse(language)  # half of the time that Babel takes for a number


def signed(value: float, decimals: int = 1) -> str:
    """A change with its sign, + or − (a real minus sign); no sign for what rounds to nothing."""
    rounded = round(value, decimals)
    sign = "+" if rounded > 0 else "−" if rounded < 0 else ""
    return sign + number(abs(rounded), decimals)


def measured(value: float | None, measure: Measure) -> str:
    """A figure with its unit of measure: "5,4%" for a percentage."""
    if value is None:
        return NOTHING
    if measure == Measure.PERCENT:
        return f"{number(value, 1)}%"
    return number(value, 0 if measure in (Measure.COUNT, Measure.ENPS) else 2)


def day(value: date | None) -> str:
    """A date such as 3 mrt 2025."""
    return NOTHING if value is None else _date(value, "d MMM y", chosen())


def moment(value: datetime | None) -> str:
    """A stored (UTC) moment in Dutch clock time, such as 3 mrt 2025 14:05."""
    if value is None:
        return NOTHING
    return format_datetime(value.replace(tzinfo=ZoneInfo("UTC")), "d MMM y HH:mm", tzinfo=ZONE, locale=chosen())


def local_day(value: datetime) -> date:
    """The day of a stored (UTC) moment by Dutch clocks."""
    return value.replace(tzinfo=ZoneInfo("UTC")).astimezone(ZONE).date()


def span_end(code: str) -> str:
    """An end of a delivery's span, kept as a period or a day, in words."""
    return day(date.fromisoformat(code)) if len(code) == len("2025-01-31") else period(parse(code))


def period(value: Period) -> str:
    """A period in words: mrt 2025, 1e kwartaal 2025, 2025, 12 maanden tot en met mrt 2025."""
    if value.grain == Grain.YEAR:
        return str(value.start.year)
    if value.grain == Grain.QUARTER:
        return _("Q{quarter} {year}", quarter=value.quarter, year=value.start.year)
    if value.grain == Grain.MOVING_YEAR:
        return _("12 months to {month}", month=_date(value.end, "MMM y", chosen()))
    return _date(value.start, "MMM y", chosen())
