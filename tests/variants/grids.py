"""A truth laid out in rows and columns, still as values: text, numbers, days. Writing them is up to `formats`."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date

from tests.variants.truth import Absence, Score

Cell = str | int | float | date | None
Row = list[Cell]
Grid = list[Row]
Notation = Callable[[date, str], Cell]

LABELS = {
    "unit_code": "Afdelingscode",
    "unit_name": "Naam van de afdeling",
    "period": "Periode",
    "absence_rate": "Verzuimpercentage",
    "sick_days": "Verzuimdagen",
    "available_days": "Beschikbare dagen",
    "employees": "Medewerkers (gemiddeld)",
    "new_cases": "Nieuwe ziekmeldingen",
    "provisional": "Voorlopig",
    "indicator": "Indicator",
    "percentage": "Percentage positief",
    "positive": "Positieve antwoorden",
    "answers": "Antwoorden",
    "invited": "Uitgenodigd",
}
RATE = ("unit_code", "unit_name", "period", "absence_rate")
COUNTS = ("unit_code", "unit_name", "period", "sick_days", "available_days", "employees", "new_cases")
SCORES = ("unit_code", "unit_name", "period", "indicator", "percentage")
ANSWERS = ("unit_code", "unit_name", "period", "indicator", "positive", "answers", "invited")


def code_of(start: date, grain: str) -> str:
    """The period as our own code: 2025-03, 2025-Q1 or 2025."""
    return {
        "month": f"{start:%Y-%m}",
        "quarter": f"{start.year}-Q{quarter(start)}",
        "year": f"{start.year}",
    }[grain]


def quarter(start: date) -> int:
    """The number of the quarter in its year."""
    return (start.month - 1) // 3 + 1


def long(
    rows: Iterable[Absence], fields: Sequence[str] = RATE, *, period: Notation = code_of,
    labels: Mapping[str, str] = LABELS,
) -> Grid:  # fmt: skip
    """A row per department and period, the header first."""
    body = [
        [period(row.start, row.grain) if field == "period" else getattr(row, field) for field in fields] for row in rows
    ]
    return [[labels.get(field, field) for field in fields], *body]


def wide(
    rows: Sequence[Absence], field: str = "absence_rate", *, period: Notation = code_of,
    units: Sequence[str] = ("unit_code", "unit_name"), labels: Mapping[str, str] = LABELS,
) -> Grid:  # fmt: skip
    """A row per department and a column per period."""
    starts = list(dict.fromkeys((row.start, row.grain) for row in rows))
    grid: Grid = [[*(labels[unit] for unit in units), *(period(*start) for start in starts)]]
    for code in dict.fromkeys(row.unit_code for row in rows):
        own = {(row.start, row.grain): row for row in rows if row.unit_code == code}
        one = next(iter(own.values()))
        grid.append([*(getattr(one, unit) for unit in units), *(getattr(own[start], field) for start in starts)])
    return grid


def two_levels(
    rows: Sequence[Absence], measures: Sequence[str], *, period_above: bool, labels: Mapping[str, str] = LABELS
) -> Grid:
    """Two header rows, the upper one filled in its first column only: period over measure, or measure over period."""
    starts = list(dict.fromkeys((row.start, row.grain) for row in rows))
    pairs = [(start, measure) for start in starts for measure in measures]
    if not period_above:
        pairs.sort(key=lambda pair: measures.index(pair[1]))
    above: Row = [None, None]
    below: Row = [labels["unit_code"], labels["unit_name"]]
    before: Cell = None
    for start, measure in pairs:
        high, low = (code_of(*start), labels[measure]) if period_above else (labels[measure], code_of(*start))
        above.append(None if high == before else high)
        below.append(low)
        before = high
    grid: Grid = [above, below]
    for code in dict.fromkeys(row.unit_code for row in rows):
        own = {(row.start, row.grain): row for row in rows if row.unit_code == code}
        one = next(iter(own.values()))
        grid.append([code, one.unit_name, *(getattr(own[start], measure) for start, measure in pairs)])
    return grid


def scores(rows: Iterable[Score], fields: Sequence[str] = SCORES, labels: Mapping[str, str] = LABELS) -> Grid:
    """A row per department, year and question."""
    body = [[str(row.year) if field == "period" else getattr(row, field) for field in fields] for row in rows]
    return [[labels.get(field, field) for field in fields], *body]


def scores_wide(rows: Sequence[Score], headers: Mapping[str, str], *, labels: Mapping[str, str] = LABELS) -> Grid:
    """A row per department and year, a column per question; `headers` gives the header of each indicator."""
    grid: Grid = [[*(labels[field] for field in ("unit_code", "unit_name", "period")), *headers.values()]]
    for code, name, year in dict.fromkeys((row.unit_code, row.unit_name, row.year) for row in rows):
        own = {row.indicator: row.percentage for row in rows if (row.unit_code, row.year) == (code, year)}
        grid.append([code, name, str(year), *(own[indicator] for indicator in headers)])
    return grid


def with_column(grid: Grid, header: str, value: Callable[[int, Row], Cell], at: int | None = None) -> Grid:
    """The grid with a column more; `value` is told the row's place below the header, and the row."""
    at = len(grid[0]) if at is None else at
    head, *body = grid
    return [
        [*head[:at], header, *head[at:]],
        *([*row[:at], value(number, row), *row[at:]] for number, row in enumerate(body)),
    ]


def changed(grid: Grid, column: int, value: Callable[[Cell], Cell], only: Callable[[int], bool] = lambda row: True) -> Grid:  # fmt: skip
    """The grid with the cells of a column written in another way; `only` chooses by the row's place below the header."""
    head, *body = grid
    return [
        head,
        *(
            [*row[:column], value(row[column]), *row[column + 1 :]] if only(number) else row
            for number, row in enumerate(body)
        ),
    ]


def below(grid: Grid, *rows: Row) -> Grid:
    """The grid with rows under it."""
    return [*grid, *(_filled(row, len(grid[0])) for row in rows)]


def above(grid: Grid, *rows: Row) -> Grid:
    """The grid with rows over it."""
    return [*(_filled(row, len(grid[0])) for row in rows), *grid]


def _filled(row: Row, width: int) -> Row:
    return [*row, *([None] * (width - len(row)))]
