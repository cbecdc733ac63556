"""Variants of what stands around and between the figures: titles, totals, notes, wide tables, headers of two levels."""

from datetime import date

from tests.variants.formats import Sheet, delimited, xlsx
from tests.variants.grids import COUNTS, LABELS, RATE, Grid, Row, above, below, changed, code_of, long, two_levels, wide
from tests.variants.truth import DEPARTMENTS, Truth, absence, figures, figures_of
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place, variant

ROWS = absence()
TITLES: list[Row] = [
    ["Gemeente Vaarland"],
    ["Verzuimrapportage 2024 en 2025"],
    [None],
    ["Afdruk:", "12-01-2026"],
    ["Selectie:", "alle afdelingen"],
    ["Peildatum 31-12-2025"],
    [None],
    ["Exclusief zwangerschap"],
]
BOTH = ("sick_days", "available_days")


def _counts() -> Truth:
    return figures(figures_of(ROWS, COUNTS))


def _rates() -> Truth:
    return figures(figures_of(ROWS, RATE))


@variant(LOADS)
def title_row() -> File:
    """One title above the header."""
    return File(delimited(above(long(ROWS, COUNTS), *TITLES[:1])), truth=_counts())


@variant(LOADS)
def title_rows() -> File:
    """Eight rows with titles, selections and empty lines above the header."""
    return File(delimited(above(long(ROWS, COUNTS), *TITLES)), truth=_counts())


@variant(LOADS)
def empty_first_column() -> File:
    """A table that begins in column B."""
    return File(delimited([[None, *row] for row in above(long(ROWS, COUNTS), *TITLES[:3])]), truth=_counts())


@variant(LOADS)
def footnotes() -> File:
    """Notes, Bron: and a print date below the table."""
    notes: list[Row] = [[None], ["* voorlopig cijfer"], ["Bron: personeelssysteem"], ["Afgedrukt op 12-01-2026 09:14"], ["Pagina 1 van 1"]]  # fmt: skip
    return File(delimited(below(long(ROWS, COUNTS), *notes)), truth=_counts())


def _with_sums(label: str, *, subtotals: bool = False) -> Grid:
    """A row with the sum of all, and where asked one below every department."""
    head, *body = long(ROWS, COUNTS)
    grid: Grid = [head]
    for code in DEPARTMENTS:
        own = [row for row in body if row[0] == code]
        grid += own
        if subtotals:
            grid.append([None, f"Subtotaal {DEPARTMENTS[code]}", None, *(_sum(own, place) for place in (3, 4, 5, 6))])
    return [*grid, [label, None, None, *(_sum(body, place) for place in (3, 4, 5, 6))]]


def _sum(rows: Grid, place: int) -> float:
    return round(sum(float(str(row[place])) for row in rows), 2)


@variant(LOADS)
def total_row() -> File:
    """A row Totaal below."""
    return File(delimited(_with_sums("Totaal")), truth=_counts())


@variant(LOADS)
def grand_total_row() -> File:
    """A row Eindtotaal below."""
    return File(delimited(_with_sums("Eindtotaal")), truth=_counts())


@variant(LOADS)
def subtotal_rows() -> File:
    """A row Subtotaal … below every department and a total at the end."""
    return File(delimited(_with_sums("Algemeen totaal", subtotals=True)), truth=_counts())


@variant(LOADS, REFUSED)
def total_row_behind_the_name() -> File:
    """Rows such as “Financiën Totaal”, as a pivot table makes them."""
    head, *body = [row[1:] for row in long(ROWS, COUNTS)]
    grid: Grid = [head]
    places = []
    for name in DEPARTMENTS.values():
        own = [row for row in body if row[0] == name]
        grid += [*own, [f"{name} Totaal", None, *(_sum(own, place) for place in (2, 3, 4, 5))]]
        places.append(Place(row=len(grid)))
    return File(delimited(grid), truth=_counts(), places=tuple(places))


@variant(LOADS, REFUSED)
def year_total_in_period() -> File:
    """Rows with the word Totaal in the column with the period, below the quarters of a department."""
    head, *body = long(ROWS, COUNTS)
    grid: Grid = [head]
    places = []
    for code in DEPARTMENTS:
        own = [row for row in body if row[0] == code]
        grid += [*own, [code, DEPARTMENTS[code], "Totaal", *(_sum(own, place) for place in (3, 4, 5, 6))]]
        places.append(Place(row=len(grid)))
    return File(delimited(grid), truth=_counts(), places=tuple(places))


@variant(LOADS)
def department_in_first_row_only() -> File:
    """A merged department: filled in its first row only."""
    head, *body = long(ROWS, COUNTS)
    grid = [head, *([None, None, *row[2:]] if row[2] != "2024-Q1" else row for row in body)]
    return File(delimited(grid), truth=_counts())


@variant(LOADS)
def header_again_on_every_page() -> File:
    """The header stands above the rows of every department again."""
    head, *body = long(ROWS, COUNTS)
    grid: Grid = []
    for code in DEPARTMENTS:
        grid += [head, *(row for row in body if row[0] == code), [None] * len(head)]
    return File(delimited(grid), truth=_counts())


@variant(ASKS)
def period_per_column() -> File:
    """A column per quarter, and nothing that says what the figures are."""
    periods = {str(header): "absence_rate" for header in wide(ROWS)[0][2:]}
    return File(delimited(wide(ROWS)), truth=_rates(), columns=periods)


@variant(LOADS, ASKS)
def period_per_column_without_measure() -> File:
    """A column per quarter, and the measure stands in the title only."""
    grid = above(wide(ROWS), ["Verzuimpercentage per kwartaal"])
    periods = {str(header): "absence_rate" for header in wide(ROWS)[0][2:]}
    return File(delimited(grid), truth=_rates(), columns=periods)


@variant(LOADS, ASKS)
def month_per_column() -> File:
    """A column per month: jan-24, feb-24 …"""
    rows = absence("month")
    short = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
    grid = wide(rows, period=lambda start, _grain: f"{short[start.month - 1]}-{start:%y}", units=("unit_name",))
    grid = above(grid, ["Ziekteverzuimpercentage"])
    return File(delimited(grid), truth=figures(figures_of(rows, RATE)), columns={str(header): "absence_rate" for header in grid[1][1:]})  # fmt: skip


@variant(LOADS, ASKS)
def measure_and_period_in_one_header() -> File:
    """Headers such as “Verzuimpercentage 2024-Q1”."""
    grid = wide(ROWS, period=lambda start, grain: f"{LABELS['absence_rate']} {code_of(start, grain)}")
    return File(delimited(grid), truth=_rates(), columns={str(header): "absence_rate" for header in grid[0][2:]})


@variant(LOADS)
def period_over_measure() -> File:
    """Two header rows: the quarter above, days sick and available below it."""
    grid = two_levels(ROWS, BOTH, period_above=True)
    return File(delimited(grid), truth=figures(figures_of(ROWS, BOTH)))


@variant(LOADS)
def measure_over_period() -> File:
    """Two header rows: the measure above, the quarters below it."""
    grid = two_levels(ROWS, BOTH, period_above=False)
    return File(delimited(grid), truth=figures(figures_of(ROWS, BOTH)))


@variant(LOADS)
def period_over_measure_merged() -> File:
    """Two header rows of a workbook, the upper cells merged."""
    grid = two_levels(ROWS, BOTH, period_above=True)
    merged = tuple((0, column, 0, column + 1) for column in range(2, len(grid[0]), 2))
    return File(xlsx(Sheet(grid, merged=merged)), "export.xlsx", figures(figures_of(ROWS, BOTH)))


@variant(LOADS)
def group_above_headers() -> File:
    """A row with groups above the headers: Organisatie, Verzuim."""
    upper: Row = ["Organisatie", None, None, "Verzuim", None, None, None]
    return File(delimited([upper, *long(ROWS, COUNTS)]), truth=_counts())


@variant(LOADS, ASKS, REFUSED)
def department_per_column() -> File:
    """A row per quarter and a column per department."""
    grid: Grid = [["Periode", *DEPARTMENTS]]
    for start in dict.fromkeys(row.start for row in ROWS):
        grid.append([code_of(start, "quarter"), *(row.absence_rate for row in ROWS if row.start == start)])
    return File(delimited(grid), truth=_rates(), columns=dict.fromkeys(DEPARTMENTS, "absence_rate"), places=(Place(),))


@variant(LOADS)
def total_column() -> File:
    """A column Totaal behind the quarters."""
    grid = [[*row, "Gemiddeld" if number == 0 else 6.0] for number, row in enumerate(wide(ROWS))]
    return File(delimited(above(grid, ["Verzuimpercentage"])), truth=_rates(), columns={str(header): "absence_rate" for header in grid[0][2:-1]} | {"Gemiddeld": "-"})  # fmt: skip


@variant(ASKS, REFUSED)
def duplicate_headers() -> File:
    """Two columns with the header Verzuimpercentage and different figures."""
    grid = [[*row, "Verzuimpercentage" if number == 0 else 5.0] for number, row in enumerate(long(ROWS))]
    return File(delimited(grid), truth=_rates(), columns={"Verzuimpercentage": "absence_rate"})  # fmt: skip


@variant(LOADS)
def columns_in_another_order() -> File:
    """Columns in another order, and columns that nobody asked for between them."""
    order = ("period", "available_days", "sick_days", "unit_name", "new_cases", "employees", "unit_code")
    grid = [[*row[:3], "Organisatie" if number == 0 else "Vaarland", *row[3:]] for number, row in enumerate(long(ROWS, order))]  # fmt: skip
    return File(delimited(grid), truth=_counts())


@variant(REFUSED)
def the_same_row_twice() -> File:
    """One row stands in the file twice."""
    grid = long(ROWS, COUNTS)
    return File(delimited([*grid, grid[9]]), places=(Place(row=10), Place(row=len(grid) + 1)))


@variant(REFUSED)
def one_cell_twice_with_other_figures() -> File:
    """One department and quarter stands in the file twice, with different figures."""
    grid = long(ROWS)
    twice = changed([grid[0], grid[9]], 3, lambda _cell: 1.5)[1]
    return File(delimited([*grid, twice]), places=(Place(row=10), Place(row=len(grid) + 1)))


@variant(REFUSED)
def the_same_row_twice_by_code_and_name() -> File:
    """One department and quarter stands in the file twice: once by code, once by name."""
    head, *body = long(ROWS, COUNTS)
    twice: Row = [None, *body[8][1:]]
    return File(delimited([head, *([row[0], None, *row[2:]] for row in body), twice]), places=(Place(row=10), Place(row=len(body) + 2)))  # fmt: skip


@variant(LOADS, REFUSED)
def no_figures_yet_for_the_last_quarter() -> File:
    """Rows of a quarter that has no figures yet: all cells empty."""
    grid = [[*row[:3], None, None, None, None] if row[2] == "2025-Q4" else row for row in long(ROWS, COUNTS)]
    rows = [row for row in ROWS if row.start != date(2025, 10, 1)]
    places = tuple(Place(row=number + 1) for number, row in enumerate(grid) if row[2] == "2025-Q4")
    return File(delimited(grid), truth=figures(figures_of(rows, COUNTS)), places=places)
