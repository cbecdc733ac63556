"""Other years of the central government's monthly absence: other names, topics and notations."""

from collections.abc import Callable, Sequence

from tests.variants.formats import Sheet, delimited, xlsx
from tests.variants.grids import Grid
from tests.variants.public import ANYWHERE, Line, lines, number, truth, year
from tests.variants.truth import Truth
from tests.variants.variant import ASKS, LOADS, REFUSED, File

NAME = "rijk_verzuimpercentage_2023.csv"
MENDED = {
    "EZK": "Ministerie van Economische Zaken en Klimaat",
    "I&W": "Ministerie van Infrastructuur en Waterstaat",
    "SZW": "Ministerie van Sociale Zaken en Werkgelegenheid",
}
LONG = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")  # fmt: skip


def _real() -> list[Line]:
    """The last two years, as if they were the next ones."""
    rows = lines("rijk_verzuimpercentage_2018_2022.csv")
    return [{**line, "jaar": str(int(line["jaar"]) + 2)} for line in rows if line["jaar"] >= "2021"]


def _truth(rows: Sequence[Line], scale: float = 1) -> Truth:
    return truth(
        (("unit", MENDED.get(line["org_afk"], line["organisatie"]), "absence_rate", f"{line['jaar']}-{int(line['maand_nr']):02}-01", "month"),
         ((number(line["aantal"]) or 0.0) * scale, False))
        for line in rows
    )  # fmt: skip


def _grid(rows: Sequence[Line], headers: dict[str, str] | None = None) -> Grid:
    columns = [column for column in rows[0] if (headers or {}).get(column) != ""]
    return [[(headers or {}).get(column, column) for column in columns], *([line[column] for column in columns] for line in rows)]  # fmt: skip


def _file(grid: Grid, told: Truth, delimiter: str = ";", columns: dict[str, str] | None = None) -> File:
    """`columns`: the truthful answers; without them any question will do."""
    return File(
        delimited(grid, delimiter), NAME, told, places=ANYWHERE, any_question=columns is None, columns=columns or {}
    )  # fmt: skip


def _with(change: Callable[[Line], Line], rows: Sequence[Line] | None = None) -> list[Line]:
    return [{**line, **change(line)} for line in (rows or _real())]


@year(LOADS)
def rijk_next_year() -> File:
    """Rijk: two years later, all else the same."""
    return _file(_grid(_real()), _truth(_real()))


@year(LOADS, ASKS)
def rijk_percentage_column() -> File:
    """Rijk: the column is called verzuimpercentage instead of aantal."""
    return _file(
        _grid(_real(), {"aantal": "verzuimpercentage"}), _truth(_real()), columns={"verzuimpercentage": "absence_rate"}
    )


@year(LOADS)
def rijk_columns_in_another_order() -> File:
    """Rijk: columns in another order, without soort and maand."""
    grid = _grid(_real(), {"soort": "", "maand": ""})
    return _file([row[::-1] for row in grid], _truth(_real()))


@year(LOADS, ASKS)
def rijk_month_number_only() -> File:
    """Rijk: the month as a number under maand, and no maand_nr."""
    rows = _with(lambda line: {"maand": line["maand_nr"]})
    return _file(_grid(rows, {"maand_nr": ""}), _truth(_real()), columns={"maand": "month"})


@year(LOADS, ASKS)
def rijk_month_in_words_only() -> File:
    """Rijk: the month in words under maand, and no maand_nr."""
    rows = _with(lambda line: {"maand": LONG[int(line["maand_nr"]) - 1]})
    return _file(_grid(rows, {"maand_nr": ""}), _truth(_real()), columns={"maand": "month"})


@year(LOADS)
def rijk_frequencies_between() -> File:
    """Rijk: rows with the report frequency (mf) between those with the percentage."""
    other = _with(lambda line: {"onderwerp": "mf", "aantal": "1,1"})
    return _file(_grid([row for pair in zip(_real(), other, strict=True) for row in pair]), _truth(_real()))


@year(LOADS, ASKS, REFUSED)
def rijk_topic_excluding() -> File:
    """Rijk: the topic is called “zv% excl”."""
    return _file(_grid(_with(lambda _line: {"onderwerp": "zv% excl"})), _truth(_real()))


@year(ASKS, REFUSED)
def rijk_two_topics() -> File:
    """Rijk: “zv% excl” and “zv% incl” for the same month: not to be guessed."""
    other = _with(lambda _line: {"onderwerp": "zv% incl", "aantal": "9,9"})
    return _file(_grid([*other, *_with(lambda _line: {"onderwerp": "zv% excl"})]), truth())


@year(LOADS)
def rijk_new_ministry() -> File:
    """Rijk: a ministry more, under a name that is not known yet."""
    new = _with(lambda _line: {"organisatie": "Ministerie van KGG", "org_afk": "KGG"}, [line for line in _real() if line["org_afk"] == "AZ"])  # fmt: skip
    rows = [*_real(), *new]
    return _file(_grid(rows), _truth(rows))


@year(LOADS, ASKS, REFUSED)
def rijk_total_renamed() -> File:
    """Rijk: the whole is called “Totaal Rijk”."""
    rows = _with(lambda line: {"organisatie": "Totaal Rijk"} if line["org_afk"] == "Rijk" else {})
    return _file(_grid(rows), _truth(rows))


@year(LOADS)
def rijk_commas() -> File:
    """Rijk: commas between the cells and a decimal point."""
    rows = _with(lambda line: {"aantal": line["aantal"].replace(",", ".")})
    return _file(_grid(rows), _truth(_real()), ",")


@year(LOADS)
def rijk_signs() -> File:
    """Rijk: percentages with a sign."""
    return _file(_grid(_with(lambda line: {"aantal": line["aantal"] + "%"})), _truth(_real()))


@year(ASKS, REFUSED)
def rijk_shares() -> File:
    """Rijk: 0,0628 instead of 6,28."""
    rows = _with(lambda line: {"aantal": str((number(line["aantal"]) or 0.0) / 100).replace(".", ",")})
    return _file(_grid(rows), _truth(_real()))


@year(LOADS, ASKS, REFUSED)
def rijk_period_in_one_column() -> File:
    """Rijk: 2024-01 under periode instead of year and month."""
    rows = _with(lambda line: {"jaar": f"{line['jaar']}-{int(line['maand_nr']):02}"})
    return _file(_grid(rows, {"jaar": "periode", "maand": "", "maand_nr": ""}), _truth(_real()))


@year(LOADS)
def rijk_workbook() -> File:
    """Rijk: a workbook with numbers."""
    grid = [[number(str(cell)) if place and column in (4, 6, 7) else cell for column, cell in enumerate(row)] for place, row in enumerate(_grid(_real()))]  # fmt: skip
    return File(xlsx(Sheet(grid)), "rijk.xlsx", _truth(_real()), places=ANYWHERE, any_question=True)
