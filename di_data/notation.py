"""Numbers, dates and periods as the user writes them (Babel; Dutch by default)."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_datetime
from babel.numbers import format_decimal

from di_data.language import chosen
from di_data.language import gettext as _
from di_data.periods import Grain, Period
from di_data.vocabulary import Measure

NOTHING = "–"
ZONE = ZoneInfo("Europe/Amsterdam")


def number(value: float | None, decimals: int = 0) -> str:
    """A number with this many decimals; an en dash for none."""
    if value is None:
        return NOTHING
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    return format_decimal(value, format=pattern, locale=chosen())


def measured(value: float | None, measure: Measure, *, signed: bool = False) -> str:
    """A figure with its unit of measure: "5,4%" for a percentage."""
    if value is None:
        return NOTHING
    sign = "+" if signed and value > 0 else ""
    if measure == Measure.PERCENT:
        return f"{sign}{number(value, 1)}%"
    decimals = 0 if measure in (Measure.COUNT, Measure.ENPS) else 2
    return sign + number(value, decimals)


def day(value: date | None) -> str:
    """A date such as 3 mrt 2025."""
    return NOTHING if value is None else format_date(value, "d MMM y", locale=chosen())


def moment(value: datetime | None) -> str:
    """A stored (UTC) moment in Dutch clock time, such as 3 mrt 2025 14:05."""
    if value is None:
        return NOTHING
    return format_datetime(value.replace(tzinfo=ZoneInfo("UTC")), "d MMM y HH:mm", tzinfo=ZONE, locale=chosen())


def period(value: Period) -> str:
    """A period in words: mrt 2025, 1e kwartaal 2025, 2025."""
    if value.grain == Grain.YEAR:
        return str(value.start.year)
    if value.grain == Grain.QUARTER:
        return _("Q{quarter} {year}", quarter=value.quarter, year=value.start.year)
    return format_date(value.start, "MMM y", locale=chosen())
