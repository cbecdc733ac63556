"""Variants of how numbers and percentages are written, and of figures that are not what their header says."""

from collections.abc import Callable

from tests.variants.formats import delimited, english
from tests.variants.grids import COUNTS, LABELS, RATE, Cell, Grid, changed, long, with_column
from tests.variants.truth import Absence, Truth, absence, figures, figures_of
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place, variant

ROWS = absence()
RATE_COLUMN, SICK, AVAILABLE = 3, 3, 4
AT_RATE = (Place(column=LABELS["absence_rate"]),)
AT_AVAILABLE = (Place(column=LABELS["available_days"]),)


def _rates(write: Callable[[Cell], Cell] = lambda cell: cell, only: Callable[[int], bool] = lambda row: True) -> Grid:
    return changed(long(ROWS), RATE_COLUMN, write, only)


def _rate_truth(provisional: Callable[[Absence], bool] = lambda row: False) -> Truth:
    return figures(figures_of(ROWS, RATE, provisional))


def _count_truth() -> Truth:
    return figures(figures_of(ROWS, COUNTS))


def _dutch(number: Cell, decimals: int = 1) -> str:
    return f"{number:.{decimals}f}".replace(".", ",")


def _share(cell: Cell) -> str:
    assert isinstance(cell, float)
    return _dutch(cell / 100, 3)


@variant(LOADS)
def percentage_without_sign() -> File:
    """6,7 in a percentage column."""
    return File(delimited(_rates()), truth=_rate_truth())


@variant(LOADS)
def percentage_with_sign() -> File:
    """6,7% in every cell."""
    return File(delimited(_rates(lambda cell: _dutch(cell) + "%")), truth=_rate_truth())


@variant(LOADS)
def percentage_with_space_and_sign() -> File:
    """6,7 % with a non-breaking space before the sign."""
    return File(delimited(_rates(lambda cell: _dutch(cell) + "\u00a0%")), truth=_rate_truth())


@variant(LOADS)
def percentage_with_decimal_point() -> File:
    """6.7 with a decimal point."""
    return File(delimited(_rates(), number=english), truth=_rate_truth())


@variant(ASKS)
def percentage_as_share() -> File:
    """0,067 where 6,7% is meant, without a sign."""
    return File(
        delimited(_rates(_share)), truth=_rate_truth(), places=AT_RATE, answers={"ambiguous_percentage": "share"}
    )


@variant(ASKS, REFUSED)
def percentage_signs_mixed_with_shares() -> File:
    """6,7% in some rows and 0,067 in others of one column."""
    grid = _rates(lambda cell: _dutch(cell) + "%", lambda row: row % 3 != 0)
    grid = changed(grid, RATE_COLUMN, _share, lambda row: row % 3 == 0)
    places = (*AT_RATE, *(Place(row + 2, LABELS["absence_rate"]) for row in range(0, len(ROWS), 3)))
    return File(delimited(grid), truth=_rate_truth(), places=places, answers={"ambiguous_percentage": "share"})


@variant(ASKS, REFUSED)
def shares_mixed_with_percentages() -> File:
    """0,067 for some departments and 6,7 for others of one column, without any sign."""
    grid = _rates(_share, lambda row: row % 2 == 0)
    places = (*AT_RATE, *(Place(row + 2, LABELS["absence_rate"]) for row in range(0, len(ROWS), 2)))
    return File(delimited(grid), places=places, truth=_rate_truth(), answers={"ambiguous_percentage": ("mixed", "share")})  # fmt: skip


@variant(ASKS)
def thousands_or_decimals() -> File:
    """6.700: thousands, or three decimals, and no other cell of the column decides."""
    grid = changed(long(ROWS, COUNTS), AVAILABLE, lambda cell: f"{cell:,}".replace(",", "."))
    return File(delimited(grid), truth=_count_truth(), places=AT_AVAILABLE, answers={"ambiguous_number": "thousands"})


@variant(ASKS, LOADS)
def percentage_with_three_decimals() -> File:
    """6.700 in a percentage column."""
    grid = _rates(lambda cell: f"{cell:.3f}")
    return File(delimited(grid), truth=_rate_truth(), places=AT_RATE, answers={"ambiguous_number": "decimals"})


@variant(LOADS)
def thousands_with_space() -> File:
    """11 950 with a space."""
    grid = changed(long(ROWS, COUNTS), AVAILABLE, lambda cell: f"{cell:,}".replace(",", " "))
    return File(delimited(grid), truth=_count_truth())


@variant(LOADS)
def thousands_with_thin_space() -> File:
    """11 950 with a thin or a narrow non-breaking space."""
    grid = changed(long(ROWS, COUNTS), AVAILABLE, lambda cell: f"{cell:,}".replace(",", "\u202f"))
    return File(delimited(changed(grid, AVAILABLE, lambda cell: str(cell).replace("\u202f", "\u2009"), lambda row: row % 2 == 0)), truth=_count_truth())  # fmt: skip


@variant(LOADS)
def thousands_with_apostrophe() -> File:
    """11'950 with an apostrophe."""
    grid = changed(long(ROWS, COUNTS), AVAILABLE, lambda cell: f"{cell:,}".replace(",", "'"))
    return File(delimited(grid), truth=_count_truth())


@variant(LOADS)
def thousands_english() -> File:
    """11,950.00 with a comma for thousands and a decimal point."""
    grid = changed(long(ROWS, COUNTS), AVAILABLE, lambda cell: f"{cell:,.2f}")
    grid = changed(grid, SICK, lambda cell: f"{cell:,.2f}")
    return File(delimited(grid), truth=_count_truth())


@variant(LOADS)
def exponent() -> File:
    """1,195E+04, as a spreadsheet shows a narrow column."""
    grid = changed(long(ROWS, COUNTS), AVAILABLE, lambda cell: f"{cell:.6E}".replace(".", ","))
    return File(delimited(grid), truth=_count_truth())


@variant(LOADS)
def plus_sign() -> File:
    """+6,7 with a sign."""
    return File(delimited(_rates(lambda cell: f"+{_dutch(cell)}")), truth=_rate_truth())


def _one(column: int, text: str, row: int = 7) -> File:
    """One cell of the counts written in another way; the file points there or leaves nothing."""
    grid = changed(long(ROWS, COUNTS), column, lambda _cell: text, lambda place: place == row)
    return File(delimited(grid), places=(Place(row + 2, str(grid[0][column])),))


@variant(REFUSED)
def trailing_minus() -> File:
    """12,5- with the minus behind: less than zero days sick cannot be."""
    return _one(SICK, "12,5-")


@variant(REFUSED)
def unicode_minus() -> File:
    """−12,5 with the typographic minus."""
    return _one(SICK, "−12,5")


@variant(REFUSED)
def suppressed_small_number() -> File:
    """<5 where the source hides a small group."""
    return _one(6, "<5")


@variant(REFUSED)
def suppressed_star() -> File:
    """* where the source hides a figure."""
    return _one(SICK, "*")


@variant(REFUSED)
def word_among_numbers() -> File:
    """A word in a column of numbers."""
    return _one(SICK, "onbekend")


@variant(REFUSED)
def error_cell() -> File:
    """#DEEL/0! in a cell."""
    return _one(SICK, "#DEEL/0!")


@variant(REFUSED)
def percentage_above_100() -> File:
    """670% through a slip of the comma."""
    grid = _rates(lambda _cell: "670", lambda row: row == 7)
    return File(delimited(grid), places=(Place(9, LABELS["absence_rate"]),))


@variant(REFUSED)
def more_sick_than_available() -> File:
    """More days sick than days available."""
    grid = changed(long(ROWS, COUNTS), SICK, lambda _cell: 99_999, lambda row: row == 7)
    return File(delimited(grid), places=(Place(9, LABELS["sick_days"]),))


@variant(LOADS)
def provisional_star() -> File:
    """6,7* for a provisional figure."""
    grid = _rates(lambda cell: _dutch(cell) + "*", lambda row: ROWS[row].start.year == 2025)
    return File(delimited(grid), truth=_rate_truth(lambda row: row.start.year == 2025))


def _flags(yes: str, no: str) -> File:
    grid = with_column(
        long(ROWS), LABELS["provisional"], lambda row, _cells: yes if ROWS[row].start.year == 2025 else no
    )
    return File(delimited(grid), truth=_rate_truth(lambda row: row.start.year == 2025))


@variant(LOADS)
def flag_j_n() -> File:
    """J and N for provisional."""
    return _flags("J", "N")


@variant(LOADS)
def flag_ja_nee() -> File:
    """Ja and Nee for provisional."""
    return _flags("Ja", "Nee")


@variant(LOADS)
def flag_waar_onwaar() -> File:
    """WAAR and ONWAAR for provisional."""
    return _flags("WAAR", "ONWAAR")


def _missing(mark: str) -> File:
    """A row whose percentage is missing gives no figure; it may also be refused, at that cell."""
    grid = _rates(lambda _cell: mark, lambda row: row in (5, 20))
    told = figures_of([row for number, row in enumerate(ROWS) if number not in (5, 20)], RATE)
    places = tuple(Place(row + 2, LABELS["absence_rate"]) for row in (5, 20))
    return File(delimited(grid), truth=figures(told), places=places)


@variant(LOADS, REFUSED)
def missing_point() -> File:
    """A point for a missing figure."""
    return _missing(".")


@variant(LOADS, REFUSED)
def missing_blank() -> File:
    """An empty cell for a missing figure."""
    return _missing("")


@variant(LOADS, REFUSED)
def missing_dash() -> File:
    """A dash for a missing figure."""
    return _missing("-")


@variant(LOADS, REFUSED)
def missing_nvt() -> File:
    """n.v.t. for a missing figure."""
    return _missing("n.v.t.")


@variant(LOADS, REFUSED)
def missing_nb() -> File:
    """#N/B, what a failed lookup leaves."""
    return _missing("#N/B")
