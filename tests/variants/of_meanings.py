"""Variants whose figures are something else than their header or period says: only their owner knows, so they are asked."""

from collections import defaultdict
from datetime import date

from tests.variants.formats import delimited
from tests.variants.grids import COUNTS, LABELS, RATE, Grid, changed, long, with_column
from tests.variants.truth import Absence, Figure, Key, absence, figures, figures_of
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place, variant

ROWS = absence()
MONTHS = absence("month")
FREQUENCY = "Meldingsfrequentie"


def _columns(*fields: str) -> tuple[Place, ...]:
    return tuple(Place(column=LABELS.get(field, field)) for field in fields)


@variant(ASKS)
def presence_by_header() -> File:
    """Presence instead of absence, and the header says so: Aanwezigheidspercentage 93,0."""
    grid = changed(long(ROWS), 3, lambda cell: round(100 - float(str(cell)), 1))
    grid[0][3] = "Aanwezigheidspercentage"
    return File(
        delimited(grid), truth=figures(figures_of(ROWS, RATE)), places=_columns("Aanwezigheidspercentage"),
        answers={"presence": "presence"}, columns={"Aanwezigheidspercentage": "absence_rate"},
    )  # fmt: skip


@variant(ASKS)
def presence_by_value() -> File:
    """Presence instead of absence under the header Verzuimpercentage: 93,0."""
    grid = changed(long(ROWS), 3, lambda cell: round(100 - float(str(cell)), 1))
    return File(
        delimited(grid), truth=figures(figures_of(ROWS, RATE)), places=_columns("absence_rate"),
        answers={"presence": "presence"},
    )  # fmt: skip


def _to_date(rows: list[Absence]) -> Grid:
    """The counts added up from January."""
    so_far: dict[tuple[str, int], list[float]] = defaultdict(lambda: [0.0, 0.0, 0.0])
    grid: Grid = [[LABELS[field] for field in COUNTS]]
    for row in rows:
        sums = so_far[row.unit_code, row.start.year]
        for place, count in enumerate((row.sick_days, row.available_days, row.new_cases)):
            sums[place] = round(sums[place] + count, 2)
        name = f"{row.start:%Y-%m}" if row.grain == "month" else f"{row.start.year}-Q{(row.start.month - 1) // 3 + 1}"
        grid.append([row.unit_code, row.unit_name, name, sums[0], int(sums[1]), row.employees, int(sums[2])])
    return grid


_COUNTED = _columns("sick_days", "available_days", "new_cases")


@variant(ASKS)
def year_to_date_quarters() -> File:
    """Days and reports since January, labelled as quarters."""
    return File(
        delimited(_to_date(ROWS)), truth=figures(figures_of(ROWS, COUNTS)), places=_COUNTED,
        answers={"year_to_date": "difference"},
    )  # fmt: skip


@variant(ASKS)
def year_to_date_months() -> File:
    """Days and reports since January, labelled as months."""
    return File(
        delimited(_to_date(MONTHS)), truth=figures(figures_of(MONTHS, COUNTS)), places=_COUNTED,
        answers={"year_to_date": "difference"},
    )  # fmt: skip


@variant(LOADS)
def honest_growth() -> File:
    """A department that grows every quarter: no year to date."""
    rows = absence()
    grid = long(rows, COUNTS)
    return File(delimited(grid), truth=figures(figures_of(rows, COUNTS)))


@variant(ASKS, REFUSED)
def moving_year_as_quarter() -> File:
    """Days sick and available of the last twelve months, labelled as the quarter in which they end."""
    rows = absence(years=(2023, 2024, 2025))
    grid: Grid = [[LABELS[field] for field in COUNTS[:-1]]]
    told: dict[Key, Figure] = {}
    for place, row in enumerate(rows):
        if row.start.year == 2023:
            continue
        year = rows[place - 3 : place + 1]
        sick, available = round(sum(one.sick_days for one in year), 2), sum(one.available_days for one in year)
        quarter = f"{row.start.year}-Q{(row.start.month - 1) // 3 + 1}"
        grid.append([row.unit_code, row.unit_name, quarter, sick, available, row.employees])
        start = year[0].start.isoformat()
        told["absence_rate", row.unit_code, start, "moving_year"] = (
            100 * sick / available, sick, float(available), float(row.employees), False,
        )  # fmt: skip
    return File(
        delimited(grid), truth=figures(told), places=_columns("sick_days", "available_days", "period"),
        answers={"moving_year": ("moving_year", "leave")},
    )  # fmt: skip


def _frequencies(rows: list[Absence]) -> dict[tuple[str, date, str], float]:
    """Reports per employee in the period itself, with three decimals."""
    return {(row.unit_code, row.start, row.grain): round(row.new_cases / row.employees, 3) for row in rows}


def _annual(rows: list[Absence], per_period: dict[tuple[str, date, str], float]) -> dict[Key, Figure]:
    """The rates of these rows, and the frequencies turned into a full year."""
    told = figures_of(rows, ("absence_rate", "employees"))
    for row in rows:
        value = per_period[row.unit_code, row.start, row.grain] * 365 / row.days
        told["absence_frequency", row.unit_code, row.start.isoformat(), row.grain] = (
            value, None, None, float(row.employees), False,
        )  # fmt: skip
    return told


@variant(ASKS)
def frequency_not_annualised() -> File:
    """A report frequency per quarter that was not turned into a year: a quarter of the yearly figure below it."""
    quarters, years = ROWS, absence("year")
    told = _frequencies(quarters)
    yearly = {
        (row.unit_code, row.start, "year"): round(
            sum(told[one.unit_code, one.start, one.grain] for one in quarters
                if (one.unit_code, one.start.year) == (row.unit_code, row.start.year)) * row.days / 365, 3)
        for row in years
    }  # fmt: skip
    per_period = told | yearly
    rows = [*quarters, *years]
    grid = long(rows, ("unit_code", "unit_name", "period", "absence_rate", "employees"))
    grid = with_column(grid, FREQUENCY, lambda row, _cells: per_period[rows[row].unit_code, rows[row].start, rows[row].grain])  # fmt: skip
    expected = _annual(quarters, told) | {
        key: (yearly[key[1], date.fromisoformat(key[2]), "year"], *figure[1:]) if key[0] == "absence_frequency" else figure
        for key, figure in _annual(years, per_period).items()
    }  # fmt: skip
    return File(
        delimited(grid), truth=figures(expected), places=_columns(FREQUENCY), answers={"not_annualised": "annualise"}
    )


@variant(LOADS)
def frequency_annualised() -> File:
    """A report frequency per quarter that is a yearly figure, as it should be."""
    yearly = {key: round(value * 4, 2) for key, value in _frequencies(ROWS).items()}
    grid = long(ROWS, ("unit_code", "unit_name", "period", "absence_rate", "employees"))
    grid = with_column(grid, FREQUENCY, lambda row, _cells: yearly[ROWS[row].unit_code, ROWS[row].start, "quarter"])
    told = figures_of(ROWS, ("absence_rate", "employees")) | {
        ("absence_frequency", row.unit_code, row.start.isoformat(), "quarter"): (
            yearly[row.unit_code, row.start, "quarter"], None, None, float(row.employees), False,
        )
        for row in ROWS
    }  # fmt: skip
    return File(delimited(grid), truth=figures(told))


@variant(ASKS, REFUSED)
def frequency_beside_its_counts() -> File:
    """A frequency that equals new reports ÷ employees: it was not turned into a year, and the counts stand beside it."""
    grid = with_column(long(ROWS, COUNTS), FREQUENCY, lambda row, _cells: round(ROWS[row].new_cases / ROWS[row].employees, 3))  # fmt: skip
    return File(
        delimited(grid), truth=figures(figures_of(ROWS, COUNTS)), places=_columns(FREQUENCY),
        answers={"not_annualised": "annualise"},
    )  # fmt: skip


@variant(ASKS)
def percentage_contradicts_its_counts() -> File:
    """A column with percentages that are not 100 × days sick ÷ days available: the days are right."""
    grid = with_column(long(ROWS, COUNTS), LABELS["absence_rate"], lambda row, _cells: round(ROWS[row].absence_rate * 1.6, 1))  # fmt: skip
    return File(
        delimited(grid), truth=figures(figures_of(ROWS, COUNTS)),
        places=_columns("absence_rate", "sick_days", "available_days"), answers={"contradiction": "counts"},
    )  # fmt: skip


@variant(LOADS)
def percentage_agrees_with_its_counts() -> File:
    """A percentage beside the counts that it was rounded from."""
    fields = (*COUNTS, "absence_rate")
    return File(delimited(long(ROWS, fields)), truth=figures(figures_of(ROWS, fields)))


@variant(LOADS)
def future_period() -> File:
    """A quarter that is still to come: loaded, with a warning."""
    rows = absence(years=(2025, 2097))
    return File(delimited(long(rows, COUNTS)), truth=figures(figures_of(rows, COUNTS)), warns=("future_period",))


@variant(LOADS, ASKS)
def hours_instead_of_days() -> File:
    """Hours instead of days in both counts: the percentage is the same, the counts are eight times as large."""
    grid = changed(changed(long(ROWS, COUNTS), 3, lambda cell: round(float(str(cell)) * 8, 2)), 4, lambda cell: int(str(cell)) * 8)  # fmt: skip
    grid[0][3], grid[0][4] = "Verzuimuren", "Beschikbare uren"
    told = {
        key: figure
        if key[0] != "absence_rate"
        else (figure[0], (figure[1] or 0) * 8, (figure[2] or 0) * 8, *figure[3:])
        for key, figure in figures_of(ROWS, COUNTS).items()
    }
    return File(
        delimited(grid), truth=figures(told),
        columns={"Verzuimuren": "sick_days", "Beschikbare uren": "available_days"},
    )  # fmt: skip
