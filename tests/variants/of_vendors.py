"""Variants with the headers of the systems that HR exports from, and the small habits that come with each."""

from collections.abc import Sequence

from di_data.vocabulary import Kind
from tests.variants.formats import Sheet, delimited, dutch_thousands, english, xlsx
from tests.variants.grids import Grid, above, below, code_of, long, quarter
from tests.variants.truth import Absence, absence, figures, figures_of
from tests.variants.variant import ASKS, LOADS, File, variant

ROWS, MONTHS = absence(), absence("month")
SHORT = ("jan", "feb", "mrt", "apr", "mei", "jun", "jul", "aug", "sep", "okt", "nov", "dec")


def _under(headers: dict[str, str], rows: Sequence[Absence] = ROWS, period: object = code_of) -> Grid:
    """The fields under these headers."""
    return long(rows, tuple(headers), period=period, labels=headers)  # type: ignore[arg-type]


def _asked(headers: dict[str, str]) -> dict[str, str]:
    return {header: field for field, header in headers.items()}


@variant(LOADS)
def afas() -> File:
    """AFAS: Org. eenheid, Omschrijving, Periode 2025-03, Verzuim%, a title and a total; xlsx."""
    headers = {
        "unit_code": "Org. eenheid",
        "unit_name": "Omschrijving",
        "period": "Periode",
        "absence_rate": "Verzuim%",
    }
    grid = below(above(_under(headers, MONTHS), ["Verzuimoverzicht"], ["Werkgever", "Vaarland"], [None]), ["Totaal", None, None, 5.9])  # fmt: skip
    return File(xlsx(Sheet(grid)), "AFAS_verzuim.xlsx", figures(figures_of(MONTHS, headers)), columns=_asked(headers))


@variant(LOADS)
def visma() -> File:
    """Visma: Afdeling, Maand mrt-25, Verzuimpercentage, Meldingsfrequentie left out; cp1252 and semicolons."""
    headers = {"unit_name": "Afdeling", "period": "Maand", "absence_rate": "Verzuimpercentage", "employees": "Gem. bezetting"}  # fmt: skip
    grid = _under(headers, MONTHS, lambda start, _grain: f"{SHORT[start.month - 1]}-{start:%y}")
    return File(delimited(grid, encoding="cp1252"), "visma.csv", figures(figures_of(MONTHS, headers)), columns=_asked(headers))  # fmt: skip


@variant(LOADS, ASKS)
def sap_dutch() -> File:
    """SAP: OE, OE-omschrijving, Kalenderjaar/maand 03.2025, thousands with points, text with tabs named .xls."""
    headers = {
        "unit_code": "OE", "unit_name": "OE-omschrijving", "period": "Kalenderjaar/maand",
        "sick_days": "Verzuimde dagen", "available_days": "Beschikbare dagen",
    }  # fmt: skip
    grid = _under(headers, MONTHS, lambda start, _grain: f"{start:%m.%Y}")
    return File(
        delimited(grid, "\t", encoding="utf-16", number=dutch_thousands), "sap.xls", figures(figures_of(MONTHS, headers)),
        columns=_asked(headers), answers={"ambiguous_number": "thousands"},
    )  # fmt: skip


@variant(LOADS)
def sap_english() -> File:
    """SAP in English: Personnel area, Period 2025-Q1, Absence rate with a decimal point, commas."""
    headers = {
        "unit_code": "Personnel area", "unit_name": "Personnel area text", "period": "Period",
        "absence_rate": "Absence rate", "employees": "Headcount",
    }  # fmt: skip
    return File(
        delimited(_under(headers), ",", number=english), "sap.csv", figures(figures_of(ROWS, headers)), columns=_asked(headers)
    )  # fmt: skip


@variant(LOADS)
def centric() -> File:
    """Centric: Kostenplaats, Naam kostenplaats, Jaar, Kwartaal, Ziekteverzuimpercentage excl. zwangerschap."""
    head = ["Kostenplaats", "Naam kostenplaats", "Jaar", "Kwartaal", "Ziekteverzuimpercentage excl. zwangerschap"]
    grid: Grid = [
        [*head],
        *([row.unit_code, row.unit_name, row.start.year, quarter(row.start), row.absence_rate] for row in ROWS),
    ]
    return File(
        delimited(grid), "centric.csv", figures(figures_of(ROWS, ("absence_rate",))),
        columns={head[0]: "unit_code", head[1]: "unit_name", head[4]: "absence_rate"},
    )  # fmt: skip


@variant(LOADS)
def municipal_spreadsheet() -> File:
    """Last year's spreadsheet: Domein, a column per quarter, percentages with a format, a title and a note; xlsx."""
    starts = list(dict.fromkeys(row.start for row in ROWS))
    grid: Grid = [["Afdeling", *(f"{quarter(start)}e kwartaal {start.year}" for start in starts)]]
    for name in dict.fromkeys(row.unit_name for row in ROWS):
        grid.append([name, *(row.absence_rate / 100 for row in ROWS if row.unit_name == name)])
    grid = below(above(grid, ["Verzuimpercentage per afdeling"], [None]), [None], ["Bron: eigen administratie"])
    return File(
        xlsx(Sheet(grid, formats=dict.fromkeys(range(1, len(starts) + 1), "0.0%"))), "verzuim 2024-2025.xlsx",
        figures(figures_of(ROWS, ("absence_rate",))), columns={str(header): "absence_rate" for header in grid[2][1:]},
    )  # fmt: skip


@variant(LOADS, ASKS)
def abbreviations() -> File:
    """Short headers: OE, Per., VZ%, Gem. bezetting, Nw. meldingen."""
    headers = {
        "unit_code": "OE", "period": "Per.", "absence_rate": "VZ%", "employees": "Gem. bezetting",
        "new_cases": "Nw. meldingen",
    }  # fmt: skip
    return File(delimited(_under(headers)), truth=figures(figures_of(ROWS, headers)), columns=_asked(headers))


@variant(LOADS, ASKS)
def headers_with_units_of_measure() -> File:
    """Headers with the unit behind: Verzuim (%), Beschikbaar (dagen), Ziek (dagen)."""
    headers = {"unit_code": "Afdeling (code)", "period": "Periode (kwartaal)", "sick_days": "Ziek (dagen)", "available_days": "Beschikbaar (dagen)"}  # fmt: skip
    return File(delimited(_under(headers)), truth=figures(figures_of(ROWS, headers)), columns=_asked(headers))


@variant(ASKS)
def headers_that_nobody_knows() -> File:
    """Headers that say nothing, Kolom1, Kolom2 …, and the user chooses the kind."""
    headers = {"unit_name": "Kolom1", "period": "Kolom2", "absence_rate": "Kolom3"}
    return File(delimited(_under(headers)), truth=figures(figures_of(ROWS, headers)), columns=_asked(headers), kind=Kind.ABSENCE)  # fmt: skip


@variant(LOADS, ASKS)
def short_and_long_absence_beside_the_total() -> File:
    """Columns for short and long absence beside the whole percentage: only the whole is Verzuimpercentage."""
    headers = {"unit_code": "Afdelingscode", "period": "Periode", "absence_rate": "Verzuimpercentage totaal"}
    grid: Grid = [
        [*row, *(("Kort verzuim %", "Lang verzuim %") if number == 0 else (1.5, 2.5))]
        for number, row in enumerate(_under(headers))
    ]
    return File(
        delimited(grid), truth=figures(figures_of(ROWS, headers)),
        columns=_asked(headers) | {"Kort verzuim %": "-", "Lang verzuim %": "-"},
    )  # fmt: skip


@variant(LOADS, ASKS)
def including_and_excluding_pregnancy() -> File:
    """Percentages with and without pregnancy leave side by side: the one without is the definition."""
    headers = {"unit_code": "Afdelingscode", "period": "Periode", "absence_rate": "Verzuim% excl. zwangerschap"}
    grid: Grid = [
        [*row, "Verzuim% incl. zwangerschap" if number == 0 else 9.5] for number, row in enumerate(_under(headers))
    ]
    return File(
        delimited(grid), truth=figures(figures_of(ROWS, headers)),
        columns=_asked(headers) | {"Verzuim% incl. zwangerschap": "-"},
    )  # fmt: skip
