"""Quirks on top of each other, drawn by hypothesis: layout, notation, surroundings and format of one and the same truth."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from hypothesis import strategies as st

from tests.variants.formats import Sheet, delimited, dutch, dutch_thousands, english, html, ods, text_of, xlsx
from tests.variants.grids import COUNTS, LABELS, RATE, Cell, Grid, Row, code_of, long, quarter, two_levels, wide
from tests.variants.old_excel import xls
from tests.variants.truth import absence, figures, figures_of
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place

SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")
LONG = ("januari", "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december")  # fmt: skip
BOTH = ("sick_days", "available_days")
UNITS = {"code and name": ("unit_code", "unit_name"), "code": ("unit_code",), "name": ("unit_name",)}

PERIODS: dict[str, dict[str, Callable[[date], str]]] = {
    "quarter": {
        "2025-Q1": lambda start: code_of(start, "quarter"),
        "2025K1": lambda start: f"{start.year}K{quarter(start)}",
        "Q1 2025": lambda start: f"Q{quarter(start)} {start.year}",
        "1e kwartaal 2025": lambda start: f"{quarter(start)}e kwartaal {start.year}",
        "2025 1e kwartaal": lambda start: f"{start.year} {quarter(start)}e kwartaal",
        "2025KW01": lambda start: f"{start.year}KW0{quarter(start)}",
    },
    "month": {
        "2025-03": lambda start: code_of(start, "month"),
        "202503": lambda start: f"{start:%Y%m}",
        "mrt-25": lambda start: f"{SHORT[start.month - 1]}-{start:%y}",
        "maart 2025": lambda start: f"{LONG[start.month - 1]} {start.year}",
        "03-2025": lambda start: f"{start:%m-%Y}",
    },
    "year": {"2025": lambda start: f"{start.year}"},
}
NUMBERS: dict[str, Callable[[float], str]] = {
    "6,7": dutch,
    "6.7": english,
    "11.950,5": dutch_thousands,
    "11 950,5": lambda number: f"{number:,}".replace(",", "\u00a0").replace(".", ","),
    "+6,7": lambda number: f"+{dutch(number)}",
}
OVER: list[Row] = [["Gemeente Vaarland"], ["Verzuimrapportage"], [None], ["Afdruk:", "12-01-2026"]]
UNDER: list[Row] = [[None], ["Bron: personeelssysteem"], ["Afgedrukt op 12-01-2026"]]


@dataclass(frozen=True)
class Combination:
    """What was drawn. The names are those of the tables above."""

    grain: str
    layout: str
    units: str
    period: str
    number: str
    percentage: str
    over: int
    under: int
    total: bool
    merged: bool
    order: bool
    form: str
    delimiter: str
    encoding: str
    newline: str
    quote_all: bool

    @property
    def is_common(self) -> bool:
        """Nothing here can be read in two ways, and every header is our template's: it has to load at once."""
        return self.layout in ("rates", "counts") and self.percentage != "share" and (
            self.number != "11.950,5" or self.layout == "rates"
        )  # fmt: skip


@st.composite
def combinations(draw: st.DrawFn) -> Combination:
    """One of each, as far as they go together."""
    grain = draw(st.sampled_from(sorted(PERIODS)))
    layout = draw(st.sampled_from(["rates", "rates", "counts", "counts", "wide", "two levels"]))
    form = draw(st.sampled_from(["text", "text", "text", "xlsx", "ods", "xls", "html"]))
    return Combination(
        grain=grain,
        layout=layout,
        units=draw(st.sampled_from(sorted(UNITS))),
        period=draw(st.sampled_from(sorted(PERIODS[grain]))),
        number=draw(st.sampled_from(sorted(NUMBERS))),
        percentage=draw(st.sampled_from(["plain", "plain", "sign", "share"])),
        over=draw(st.integers(0, len(OVER))),
        under=draw(st.integers(0, len(UNDER))),
        total=draw(st.booleans()),
        merged=draw(st.booleans()),
        order=draw(st.booleans()),
        form=form,
        delimiter=draw(st.sampled_from([";", "\t", ",", "|"])),
        encoding=draw(st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "utf-16"])),
        newline=draw(st.sampled_from(["\r\n", "\n"])),
        quote_all=draw(st.booleans()),
    )


def file_of(drawn: Combination) -> tuple[File, frozenset[str]]:
    """The file, and what may come of it."""
    rows = absence(drawn.grain)
    units = UNITS[drawn.units]
    fields = (*units, *(RATE[2:] if drawn.layout in ("rates", "wide") else COUNTS[2:]))
    grid = _laid_out(drawn, fields)
    if drawn.layout in ("rates", "wide"):
        grid = [[_percentage(cell, drawn) for cell in row] for row in grid]
    told = BOTH if drawn.layout == "two levels" else fields
    content, name = _written(_surrounded(grid, drawn), drawn)
    file = File(
        content, name, figures(figures_of(rows, told)), places=(Place(),), any_question=True,
        answers={"ambiguous_percentage": "share", "ambiguous_number": "thousands"},
        columns={str(header): "absence_rate" for header in grid[0]} if drawn.layout == "wide" else {},
    )  # fmt: skip
    return file, frozenset({LOADS} if drawn.is_common else {LOADS, ASKS, REFUSED})


def _laid_out(drawn: Combination, fields: tuple[str, ...]) -> Grid:
    rows, write = absence(drawn.grain), PERIODS[drawn.grain][drawn.period]
    if drawn.layout == "wide":
        return wide(rows, units=UNITS[drawn.units], period=lambda start, _grain: write(start))
    if drawn.layout == "two levels":
        return two_levels(rows, BOTH, period_above=drawn.order)
    if drawn.order and drawn.layout == "counts":
        fields = (fields[-1], *fields[:-1])
    grid = long(rows, fields, period=lambda start, _grain: write(start))
    if not drawn.merged or drawn.order or drawn.grain == "year":  # two rows of a department tell no merged cell
        return grid
    first = {row.unit_code: number for number, row in reversed(list(enumerate(rows, start=1)))}
    width = len(UNITS[drawn.units])
    return [[*([None] * width), *row[width:]] if number and number not in first.values() else row for number, row in enumerate(grid)]  # fmt: skip


def _percentage(cell: Cell, drawn: Combination) -> Cell:
    if not isinstance(cell, float) or drawn.percentage == "plain":
        return cell
    if drawn.percentage == "share":
        return round(cell / 100, 6)
    return NUMBERS[drawn.number](cell) + "%"


def _surrounded(grid: Grid, drawn: Combination) -> Grid:
    width = max(2, len(grid[0]))
    places = [place for place, header in enumerate(grid[0]) if header in (LABELS["unit_code"], LABELS["unit_name"])]
    if drawn.total and drawn.layout in ("rates", "counts"):
        total: Row = [1234 if place > max(places) + 1 else None for place in range(len(grid[0]))]
        total[places[0]] = "Totaal"
        total[next(place for place, header in enumerate(grid[0]) if header == LABELS["period"])] = None
        grid = [*grid, total]
    grid = [*OVER[: drawn.over], *grid, *UNDER[: drawn.under]]
    return [[*row, *([None] * (width - len(row)))] for row in grid]


def _written(grid: Grid, drawn: Combination) -> tuple[bytes, str]:
    number = NUMBERS[drawn.number]
    if drawn.form == "xlsx":
        return xlsx(Sheet(grid)), "export.xlsx"
    if drawn.form == "ods":
        return ods(grid), "export.ods"
    if drawn.form == "xls":
        return xls(grid), "export.xls"
    if drawn.form == "html":
        return html([[text_of(cell, number) for cell in row] for row in grid]), "export.xls"
    return delimited(
        grid, drawn.delimiter, encoding=drawn.encoding, newline=drawn.newline, quote_all=drawn.quote_all, number=number
    ), "export.csv"  # fmt: skip
