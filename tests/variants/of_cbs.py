"""Other downloads of Statistics Netherlands' table 80072ned: columns that come and go, titles for keys, other marks."""

from collections.abc import Callable, Sequence

from tests.variants.formats import Sheet, delimited, xlsx
from tests.variants.grids import Cell, Grid
from tests.variants.public import ANYWHERE, Line, lines, number, truth, year
from tests.variants.truth import Truth
from tests.variants.variant import ASKS, LOADS, REFUSED, File

NAME = "80072ned.csv"
PERIOD, PERIOD_TITLE, STATUS = "Perioden", "Perioden (titel)", "Status"
KEY, TITLE, VALUE = "Bedrijfskenmerken", "Bedrijfskenmerken (titel)", "Ziekteverzuimpercentage (%)"
COLUMNS = (PERIOD, PERIOD_TITLE, STATUS, KEY, TITLE, VALUE)


def _real() -> list[Line]:
    """The last years of some sectors: enough to show every form."""
    return [line for line in lines("cbs_80072ned_ziekteverzuim.csv") if line[PERIOD] >= "2022"]


def _truth(rows: Sequence[Line], *, name: str = TITLE, provisional: Callable[[Line], bool] | None = None) -> Truth:
    provisional = provisional or (lambda line: line[STATUS] != "Definitief")
    return truth(
        (("reference", line[name], "absence_rate", *_span(line[PERIOD])), (value, None, None, provisional(line)))
        for line in rows
        if (value := number(line[VALUE])) is not None
    )


def _span(code: str) -> tuple[str, str]:
    if code.endswith("JJ00"):
        return f"{code[:4]}-01-01", "year"
    return f"{code[:4]}-{3 * int(code[-1]) - 2:02}-01", "quarter"


def _grid(rows: Sequence[Line], columns: Sequence[str] = COLUMNS, headers: dict[str, str] | None = None) -> Grid:
    named = headers or {}
    return [[named.get(column, column) for column in columns], *([line[column] for column in columns] for line in rows)]


def _file(grid: Grid, told: Truth, *, any_question: bool = True) -> File:
    fields = {PERIOD: "period", KEY: "unit_code", TITLE: "unit_name", VALUE: "absence_rate"}
    return File(
        delimited(grid, quote_all=True), NAME, told, places=ANYWHERE, any_question=any_question, columns=fields
    )  # fmt: skip


@year(LOADS)
def cbs_as_it_is() -> File:
    """80072ned: the last years, unchanged."""
    return _file(_grid(_real()), _truth(_real()))


@year(LOADS)
def cbs_columns_in_another_order() -> File:
    """80072ned: columns in another order, and a new one."""
    grid = _grid(_real(), (VALUE, TITLE, KEY, STATUS, PERIOD_TITLE, PERIOD))
    return _file([[*row, "Eenheid" if place == 0 else "%"] for place, row in enumerate(grid)], _truth(_real()))


@year(LOADS, ASKS)
def cbs_without_status() -> File:
    """80072ned: no column Status."""
    columns = [column for column in COLUMNS if column != STATUS]
    return _file(_grid(_real(), columns), _truth(_real(), provisional=lambda _line: False), any_question=False)


@year(LOADS, ASKS)
def cbs_titles_of_periods() -> File:
    """80072ned: the titles of the periods under Perioden, with a star for provisional; no Status."""
    rows = _real()
    headers = {PERIOD_TITLE: PERIOD}
    marked = [
        {**line, PERIOD_TITLE: line[PERIOD_TITLE] + ("*" if line[STATUS] != "Definitief" else "")} for line in rows
    ]
    return _file(_grid(marked, (PERIOD_TITLE, KEY, TITLE, VALUE), headers), _truth(rows), any_question=False)


@year(LOADS, ASKS, REFUSED)
def cbs_titles_only() -> File:
    """80072ned: no keys, only titles of periods and sectors."""
    headers = {PERIOD_TITLE: PERIOD, TITLE: KEY}
    return _file(_grid(_real(), (PERIOD_TITLE, TITLE, VALUE), headers), _truth(_real(), provisional=lambda _line: False))  # fmt: skip


@year(LOADS, ASKS, REFUSED)
def cbs_open_data() -> File:
    """80072ned: the columns of the open data service: ID, keys with spaces behind, a decimal point."""
    rows = _real()
    grid: Grid = [["ID", "BedrijfskenmerkenSBI2008", "Perioden", "Ziekteverzuimpercentage_1"]]
    grid += [[place, f"{line[KEY]:<8}", line[PERIOD], line[VALUE].replace(",", ".") if number(line[VALUE]) is not None else None] for place, line in enumerate(rows)]  # fmt: skip
    return _file(grid, _truth(rows, name=KEY, provisional=lambda _line: False))


@year(LOADS)
def cbs_decimal_point() -> File:
    """80072ned: a decimal point, and commas between the cells."""
    rows = [{**line, VALUE: line[VALUE].replace(",", ".")} for line in _real()]
    return File(delimited(_grid(rows), ","), NAME, _truth(_real()), places=ANYWHERE, any_question=True)


@year(LOADS)
def cbs_spaces_behind_keys() -> File:
    """80072ned: keys and values with spaces behind."""
    rows = [{**line, KEY: line[KEY] + "   ", PERIOD: line[PERIOD] + " ", VALUE: "  " + line[VALUE]} for line in _real()]
    return _file(_grid(rows), _truth(_real()))


@year(LOADS)
def cbs_next_year() -> File:
    """80072ned: a year later, and figures that are “Nader voorlopig”."""
    rows = [{**line, PERIOD: str(int(line[PERIOD][:4]) + 1) + line[PERIOD][4:], PERIOD_TITLE: str(int(line[PERIOD_TITLE][:4]) + 1) + line[PERIOD_TITLE][4:], STATUS: line[STATUS].replace("Voorlopig", "Nader voorlopig")} for line in _real()]  # fmt: skip
    return _file(_grid(rows), _truth(rows))


@year(LOADS)
def cbs_title_and_source() -> File:
    """80072ned: the title of the table above, and the source below."""
    grid: Grid = [["Ziekteverzuimpercentage; bedrijfstakken (SBI 2008) en bedrijfsgrootte", *[None] * 5], [None] * 6, *_grid(_real()), ["Bron: CBS", *[None] * 5]]  # fmt: skip
    return _file(grid, _truth(_real()))


@year(LOADS, ASKS, REFUSED)
def cbs_row_with_units() -> File:
    """80072ned: a row with the unit of measure below the header."""
    head, *body = _grid(_real())
    return _file([head, [None, None, None, None, None, "%"], *body], _truth(_real()))


@year(LOADS, ASKS, REFUSED)
def cbs_period_per_column() -> File:
    """80072ned: a row per sector and a column per period."""
    rows = _real()
    periods = list(dict.fromkeys(line[PERIOD] for line in rows))
    cells: dict[tuple[str, str], Cell] = {(line[TITLE], line[PERIOD]): line[VALUE] for line in rows}
    grid: Grid = [["Bedrijfskenmerken", *periods]]
    grid += [[title, *(cells.get((title, period)) for period in periods)] for title in dict.fromkeys(line[TITLE] for line in rows)]  # fmt: skip
    return _file([["Ziekteverzuimpercentage (%)", *[None] * len(periods)], *grid], _truth(rows, provisional=lambda _line: False))  # fmt: skip


@year(LOADS, ASKS, REFUSED)
def cbs_header_without_unit() -> File:
    """80072ned: Ziekteverzuimpercentage without (%)."""
    return _file(_grid(_real(), headers={VALUE: "Ziekteverzuimpercentage"}), _truth(_real()))


@year(LOADS, ASKS, REFUSED)
def cbs_other_topic() -> File:
    """80072ned: another table's topic under its own name, Ziekmeldingen, must not become a percentage."""
    return _file(_grid(_real(), headers={VALUE: "Ziekmeldingen (aantal x 1 000)"}), truth())


@year(LOADS)
def cbs_workbook() -> File:
    """80072ned: a workbook with numbers."""
    grid = [[number(str(cell)) if place and column == 5 else cell for column, cell in enumerate(row)] for place, row in enumerate(_grid(_real()))]  # fmt: skip
    return File(xlsx(Sheet(grid, "80072ned")), "80072ned.xlsx", _truth(_real()), places=ANYWHERE, any_question=True)
