"""Variants of how a period is written."""

from collections.abc import Callable
from datetime import date, timedelta

from tests.variants.formats import Sheet, delimited, dutch_day, xlsx
from tests.variants.grids import LABELS, RATE, Cell, Grid, changed, long, quarter
from tests.variants.truth import absence, figures, figures_of
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place, variant

QUARTERS, MONTHS, YEARS = absence(), absence("month"), absence("year")
AT_PERIOD = (Place(column=LABELS["period"]),)
SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LONG = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")  # fmt: skip


def _quarters(write: Callable[[date], Cell], **more: object) -> File:
    grid = long(QUARTERS, period=lambda start, _grain: write(start))
    return File(delimited(grid), truth=figures(figures_of(QUARTERS, RATE)), **more)  # type: ignore[arg-type]


def _months(write: Callable[[date], Cell], **more: object) -> File:
    grid = long(MONTHS, period=lambda start, _grain: write(start))
    return File(delimited(grid), truth=figures(figures_of(MONTHS, RATE)), **more)  # type: ignore[arg-type]


@variant(LOADS)
def quarter_k() -> File:
    """2025K1."""
    return _quarters(lambda start: f"{start.year}K{quarter(start)}")


@variant(LOADS)
def quarter_q_before_year() -> File:
    """Q1 2025."""
    return _quarters(lambda start: f"Q{quarter(start)} {start.year}")


@variant(LOADS)
def quarter_short_year() -> File:
    """Q1-25."""
    return _quarters(lambda start: f"Q{quarter(start)}-{start:%y}")


@variant(LOADS)
def quarter_in_words() -> File:
    """1e kwartaal 2025."""
    return _quarters(lambda start: f"{quarter(start)}e kwartaal {start.year}")


@variant(LOADS)
def quarter_in_words_year_first() -> File:
    """2025 1e kwartaal."""
    return _quarters(lambda start: f"{start.year} {quarter(start)}e kwartaal")


@variant(LOADS)
def quarter_word_first() -> File:
    """Kwartaal 1 2025."""
    return _quarters(lambda start: f"Kwartaal {quarter(start)} {start.year}")


@variant(LOADS)
def quarter_as_statistics_netherlands() -> File:
    """2025KW01."""
    return _quarters(lambda start: f"{start.year}KW0{quarter(start)}")


@variant(LOADS)
def quarter_as_months() -> File:
    """jan-mrt 2025."""
    return _quarters(lambda start: f"{SHORT[start.month - 1]}-{SHORT[start.month + 1]} {start.year}")


@variant(LOADS)
def quarter_as_months_in_words() -> File:
    """januari t/m maart 2025."""
    return _quarters(lambda start: f"{LONG[start.month - 1]} t/m {LONG[start.month + 1]} {start.year}")


@variant(ASKS)
def quarter_as_its_first_day() -> File:
    """01-01-2025, 01-04-2025 …: the first day of every quarter."""
    return _quarters(dutch_day, places=AT_PERIOD, answers={"ambiguous_period": "quarter", "period_grain": "quarter"})


@variant(LOADS)
def month_six_digits() -> File:
    """202503."""
    return _months(lambda start: f"{start:%Y%m}")


@variant(LOADS)
def month_short_name() -> File:
    """mrt-25."""
    return _months(lambda start: f"{SHORT[start.month - 1]}-{start:%y}")


@variant(LOADS)
def month_short_name_with_point() -> File:
    """mrt. '25."""
    return _months(lambda start: f"{SHORT[start.month - 1]}. '{start:%y}")


@variant(LOADS)
def month_in_words() -> File:
    """maart 2025."""
    return _months(lambda start: f"{LONG[start.month - 1]} {start.year}")


@variant(LOADS)
def month_in_words_year_first() -> File:
    """2025 maart."""
    return _months(lambda start: f"{start.year} {LONG[start.month - 1]}")


@variant(LOADS)
def month_number_first() -> File:
    """03-2025."""
    return _months(lambda start: f"{start:%m-%Y}")


@variant(LOADS)
def month_without_zero() -> File:
    """2025-3."""
    return _months(lambda start: f"{start.year}-{start.month}")


@variant(LOADS)
def month_m() -> File:
    """2025M03."""
    return _months(lambda start: f"{start:%YM%m}")


@variant(LOADS)
def month_as_its_first_day() -> File:
    """01-03-2025 for March 2025."""
    return _months(dutch_day)


@variant(LOADS)
def month_as_its_last_day() -> File:
    """31-03-2025 for March 2025."""
    return _months(lambda start: dutch_day((start + timedelta(days=31)).replace(day=1) - timedelta(days=1)))


@variant(LOADS)
def month_as_excel_date() -> File:
    """mrt-25 that Excel turned into a day with the format mmm-yy."""
    grid = long(MONTHS, period=lambda start, _grain: start)
    return File(xlsx(Sheet(grid, formats={2: "mmm-yy"})), "export.xlsx", figures(figures_of(MONTHS, RATE)))


@variant(ASKS, REFUSED)
def period_p_with_year() -> File:
    """2025-P03: a month, or a period of four weeks."""
    return _months(lambda start: f"{start:%Y-P%m}", places=AT_PERIOD, answers={"ambiguous_period": ("month", "months")})


@variant(REFUSED)
def period_p13() -> File:
    """2025-P13: periods of four weeks cannot be put in months."""
    grid = long(absence("month", (2025,)), period=lambda start, _grain: f"{start:%Y-P%m}")
    grid = [*grid, ["0100", "Zorg en Welzijn", "2025-P13", 6.1]]
    rows = tuple(Place(row, LABELS["period"]) for row in range(2, len(grid) + 1))
    return File(delimited(grid), places=(*AT_PERIOD, *rows))


@variant(REFUSED, ASKS)
def period_without_year() -> File:
    """P03 without a year anywhere."""
    rows = absence("month", (2025,))
    grid = long(rows, period=lambda start, _grain: f"P{start:%m}")
    places = (*AT_PERIOD, *(Place(row, LABELS["period"]) for row in range(2, len(grid) + 1)))
    return File(delimited(grid), places=places)


@variant(LOADS)
def quarter_without_year_told() -> File:
    """1e kwartaal without a year, and the user gives the year."""
    rows = absence(years=(2025,))
    grid = long(rows, period=lambda start, _grain: f"{quarter(start)}e kwartaal")
    return File(delimited(grid), truth=figures(figures_of(rows, RATE)), period="2025")


@variant(LOADS)
def period_is_year() -> File:
    """2025 alone."""
    return File(delimited(long(YEARS)), truth=figures(figures_of(YEARS, RATE)))


@variant(LOADS)
def periods_of_mixed_length() -> File:
    """Quarters and years in one column."""
    rows = [*QUARTERS, *YEARS]
    return File(delimited(long(rows)), truth=figures(figures_of(rows, RATE)))


@variant(LOADS)
def year_and_quarter_apart() -> File:
    """A column Jaar and a column Kwartaal."""
    grid: Grid = [["Afdelingscode", "Jaar", "Kwartaal", LABELS["absence_rate"]]]
    grid += [[row.unit_code, row.start.year, quarter(row.start), row.absence_rate] for row in QUARTERS]
    return File(delimited(grid), truth=figures(figures_of(QUARTERS, RATE)))


@variant(LOADS)
def year_and_month_apart() -> File:
    """A column Jaar and a column Maand with names."""
    grid: Grid = [["Afdelingscode", "Jaar", "Maand", LABELS["absence_rate"]]]
    grid += [[row.unit_code, row.start.year, LONG[row.start.month - 1], row.absence_rate] for row in MONTHS]
    return File(delimited(grid), truth=figures(figures_of(MONTHS, RATE)))


@variant(LOADS)
def period_told_by_the_user() -> File:
    """No column with a period; the user gives it."""
    rows = [row for row in QUARTERS if row.start == date(2025, 4, 1)]
    grid = long(rows, ("unit_code", "unit_name", "absence_rate"))
    return File(delimited(grid), truth=figures(figures_of(rows, RATE)), period="2025-Q2")


@variant(LOADS, ASKS, REFUSED)
def period_in_title_only() -> File:
    """The period stands in a title above the table only."""
    rows = [row for row in QUARTERS if row.start == date(2025, 4, 1)]
    grid: Grid = [["Verzuim 2e kwartaal 2025", None, None], *long(rows, ("unit_code", "unit_name", "absence_rate"))]
    return File(delimited(grid), truth=figures(figures_of(rows, RATE)), says="period", places=(Place(),), answers={"period_in_title": "title"})  # fmt: skip


@variant(REFUSED)
def period_that_is_none() -> File:
    """A word in the column with the period."""
    grid = changed(long(QUARTERS), 2, lambda _cell: "vorig jaar", lambda row: row == 7)
    return File(delimited(grid), places=(Place(9, LABELS["period"]),))
