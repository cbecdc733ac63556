"""Other downloads of table 83157NED (NEA): columns that come and go, and the order of the margins."""

from collections.abc import Sequence

from tests.variants.formats import delimited
from tests.variants.grids import Grid
from tests.variants.public import ANYWHERE, Line, lines, number, truth, year
from tests.variants.truth import Truth
from tests.variants.variant import ASKS, LOADS, REFUSED, File

NAME = "83157NED.csv"
KEY, TITLE, PERIOD, PART = "Bedrijfstakken/branches", "Titel", "Perioden", "Marges"
ASKED = {
    "Erg snel werken (%)": "nea_work_pressure_fast",
    "Heel veel werk doen (%)": "nea_work_pressure_much",
    "Extra hard werken (%)": "nea_work_pressure_hard",
    "Zelf beslissen (%)": "nea_decide",
    "Volgorde werkzaamheden bepalen (%)": "nea_order",
    "Werktempo bepalen (%)": "nea_pace",
    "Oplossingen bedenken (%)": "nea_solutions",
    "Verlof nemen (%)": "nea_leave",
    "Werktijden bepalen (%)": "nea_hours",
    "Werkplek bepalen (%)": "nea_place",
    "Psychische vermoeidheid door het werk (%)": "nea_exhaustion",
}
PARTS = ("Waarde", "Ondergrens 95%-interval", "Bovengrens 95%-interval")


def _real() -> list[Line]:
    return [line for line in lines("cbs_83157ned_nea_autonomie_werkdruk.csv") if line[PERIOD] >= "2021"]


def _truth(rows: Sequence[Line], asked: dict[str, str] | None = None) -> Truth:
    cells = {(line[TITLE], line[PERIOD], line[PART], header): number(line[header]) for line in rows for header in ASKED}
    return truth(
        (("reference", title, indicator, f"{period[:4]}-01-01", "year"),
         (*(cells.get((title, period, part, header)) for part in PARTS), False))
        for header, indicator in (asked or ASKED).items()
        for title, period in dict.fromkeys((line[TITLE], line[PERIOD]) for line in rows)
        if cells[title, period, "Waarde", header] is not None
    )  # fmt: skip


def _grid(rows: Sequence[Line], headers: dict[str, str] | None = None) -> Grid:
    columns = [column for column in rows[0] if (headers or {}).get(column) != ""]
    return [[(headers or {}).get(column, column) for column in columns], *([line[column] for column in columns] for line in rows)]  # fmt: skip


def _file(grid: Grid, told: Truth) -> File:
    return File(delimited(grid, quote_all=True), NAME, told, places=ANYWHERE, any_question=True)


@year(LOADS)
def nea_columns_in_another_order() -> File:
    """83157NED: columns in another order."""
    return _file([row[::-1] for row in _grid(_real())], _truth(_real()))


@year(LOADS)
def nea_margins_in_another_order() -> File:
    """83157NED: the value above its interval."""
    rows = sorted(_real(), key=lambda line: (line[KEY], line[PERIOD], PARTS.index(line[PART])))
    return _file(_grid(rows), _truth(_real()))


@year(LOADS)
def nea_new_questions() -> File:
    """83157NED: two questions more, that nobody asked for."""
    grid = [[*row, *(("Thuiswerken (%)", "Pesten (%)") if place == 0 else ("51,2", "7,0"))] for place, row in enumerate(_grid(_real()))]  # fmt: skip
    return _file(grid, _truth(_real()))


@year(LOADS, ASKS, REFUSED)
def nea_question_gone() -> File:
    """83157NED: one question is no longer asked."""
    gone = "Werkplek bepalen (%)"
    asked = {header: code for header, code in ASKED.items() if header != gone}
    return _file(_grid(_real(), {gone: ""}), _truth(_real(), asked))


@year(LOADS, ASKS, REFUSED)
def nea_headers_without_unit() -> File:
    """83157NED: headers without (%)."""
    return _file(_grid(_real(), {header: header.removesuffix(" (%)") for header in ASKED}), _truth(_real()))


@year(LOADS, ASKS, REFUSED)
def nea_without_margins() -> File:
    """83157NED: the values only, and no column Marges."""
    rows = [line for line in _real() if line[PART] == "Waarde"]
    return _file(_grid(rows, {PART: ""}), _truth(rows))
