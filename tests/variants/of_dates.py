"""Variants of how a day is written: in sessions, actions and departments."""

from collections.abc import Callable
from datetime import date

from di_data.vocabulary import Kind
from tests.variants.formats import Sheet, delimited, dutch_day, xlsx
from tests.variants.grids import Cell, Grid
from tests.variants.of_periods import LONG
from tests.variants.truth import (
    ACTIONS,
    NEW_UNITS,
    SESSIONS,
    SESSIONS_LATE,
    Truth,
    stored_actions,
    stored_sessions,
    stored_units,
)
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place, variant


def _sessions(write: Callable[[date], Cell], told: dict[str, tuple[date, int, str]] | None = None, **more: object) -> File:  # fmt: skip
    told = SESSIONS_LATE if told is None else told
    grid: Grid = [["Kenmerk", "Datum", "Ronde", "Afdelingscode"]]
    grid += [[reference, write(day), number, unit] for reference, (day, number, unit) in told.items()]
    return File(delimited(grid), truth=Truth(stored_sessions, dict(told)), **more)  # type: ignore[arg-type]


@variant(LOADS)
def date_dutch() -> File:
    """23-04-2025."""
    return _sessions(dutch_day)


@variant(LOADS)
def date_short() -> File:
    """23-4-25."""
    return _sessions(lambda day: f"{day.day}-{day.month}-{day:%y}")


@variant(LOADS)
def date_iso() -> File:
    """2025-04-23."""
    return _sessions(lambda day: day.isoformat(), SESSIONS)


@variant(LOADS)
def date_eight_digits() -> File:
    """20250423."""
    return _sessions(lambda day: f"{day:%Y%m%d}", SESSIONS)


@variant(LOADS)
def date_serial() -> File:
    """45770, the number that Excel stores."""
    return _sessions(lambda day: (day - date(1899, 12, 30)).days, SESSIONS)


@variant(LOADS)
def date_slashes() -> File:
    """23/04/2025."""
    return _sessions(lambda day: f"{day:%d/%m/%Y}")


@variant(LOADS)
def date_points() -> File:
    """23.04.2025."""
    return _sessions(lambda day: f"{day:%d.%m.%Y}")


@variant(LOADS)
def date_in_words() -> File:
    """23 april 2025."""
    return _sessions(lambda day: f"{day.day} {LONG[day.month - 1]} {day.year}", SESSIONS)


@variant(LOADS)
def date_with_time() -> File:
    """23-04-2025 00:00:00."""
    return _sessions(lambda day: f"{day:%d-%m-%Y} 00:00:00")


@variant(LOADS, ASKS)
def date_american() -> File:
    """04/23/2025: a second part above 12 settles the order."""
    return _sessions(lambda day: f"{day:%m/%d/%Y}", places=(Place(column="Datum"),), answers={"ambiguous_date": "month_day"})  # fmt: skip


@variant(ASKS)
def date_order_unsettled() -> File:
    """03-04-2025: no date in the file settles the order."""
    return _sessions(dutch_day, SESSIONS, places=(Place(column="Datum"),), answers={"ambiguous_date": "day_month"})


@variant(ASKS)
def date_order_unsettled_american() -> File:
    """04/03/2025, and the owner says that the month comes first."""
    return _sessions(lambda day: f"{day:%m/%d/%Y}", SESSIONS, places=(Place(column="Datum"),), answers={"ambiguous_date": "month_day"})  # fmt: skip


@variant(REFUSED)
def date_orders_mixed() -> File:
    """23-04-2025 and 09/30/2025 in one column."""
    days = iter(("23-04-2025", "05-06-2025", "09/30/2025"))
    return _sessions(lambda _day: next(days), places=tuple(Place(row, "Datum") for row in (2, 3, 4)))


@variant(LOADS)
def dates_in_a_workbook() -> File:
    """Real dates in the cells of a workbook."""
    grid: Grid = [["Kenmerk", "Datum", "Ronde", "Afdelingscode"]]
    grid += [[reference, day, number, unit] for reference, (day, number, unit) in SESSIONS.items()]
    return File(xlsx(Sheet(grid)), "sessies.xlsx", Truth(stored_sessions, dict(SESSIONS)))


@variant(LOADS)
def action_dates() -> File:
    """Actions with a start and an end, one day in words and the others as d-m-yyyy."""
    grid: Grid = [["Kenmerk", "Actie", "Afdelingscodes", "Wie pakt het op", "Startdatum", "Klaar op", "Status"]]
    for reference, (title, starts, due, units) in ACTIONS.items():
        grid.append([reference, title, "; ".join(units), "leidinggevende", f"{starts.day} {LONG[starts.month - 1]} {starts.year}", f"{due.day}-{due.month}-{due.year}", "loopt"])  # fmt: skip
    return File(delimited(grid), "acties.csv", Truth(stored_actions, dict(ACTIONS)), kind=Kind.ACTIONS)


def _units(open_end: str) -> File:
    grid: Grid = [["Afdelingscode", "Naam van de afdeling", "Code van de bovenliggende eenheid", "Bestaat vanaf", "Bestaat tot en met"]]  # fmt: skip
    grid += [[code, name, "GEM", dutch_day(start), dutch_day(end) if end else open_end] for code, (name, start, end) in NEW_UNITS.items()]  # fmt: skip
    return File(delimited(grid), "afdelingen.csv", Truth(stored_units, dict(NEW_UNITS)))


@variant(LOADS)
def open_end_blank() -> File:
    """An empty end date for a department that goes on."""
    return _units("")


@variant(LOADS)
def open_end_9999() -> File:
    """31-12-9999 for a department that goes on."""
    return _units("31-12-9999")


@variant(LOADS)
def open_end_2999() -> File:
    """31-12-2999 for a department that goes on."""
    return _units("31-12-2999")
