"""Variants of how a department is named, and of personal data that a file must not hold."""

from collections.abc import Callable

from tests.variants.formats import delimited
from tests.variants.grids import COUNTS, Cell, Row, changed, long, with_column
from tests.variants.truth import Truth, absence, figures, figures_of
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place, variant

ROWS = absence()
BY_NAME, BY_CODE = ("unit_name", *COUNTS[2:]), ("unit_code", *COUNTS[2:])
FINANCE = [row for row, one in enumerate(ROWS, start=2) if one.unit_code == "0300"]
WORK = [row for row, one in enumerate(ROWS, start=2) if one.unit_code == "0500"]


def _truth() -> Truth:
    return figures(figures_of(ROWS, COUNTS))


def _named(write: Callable[[Cell], Cell], **more: object) -> File:
    return File(delimited(changed(long(ROWS, BY_NAME), 0, write)), truth=_truth(), **more)  # type: ignore[arg-type]


@variant(LOADS)
def departments_by_name() -> File:
    """Departments by name only."""
    return _named(lambda cell: cell)


@variant(LOADS)
def departments_by_code() -> File:
    """Departments by code only."""
    return File(delimited(long(ROWS, BY_CODE)), truth=_truth())


@variant(LOADS)
def names_in_the_column_for_codes() -> File:
    """Names under the header Afdeling."""
    return File(delimited([["Afdeling", *long(ROWS, BY_NAME)[0][1:]], *long(ROWS, BY_NAME)[1:]]), truth=_truth())


@variant(LOADS, ASKS)
def code_and_name_in_one_cell() -> File:
    """“0100 - Zorg en Welzijn” in one cell."""
    codes = {row.unit_name: row.unit_code for row in ROWS}
    return _named(lambda cell: f"{codes[str(cell)]} - {cell}", units={row: one.unit_code for row, one in enumerate(ROWS, start=2)})  # fmt: skip


@variant(LOADS)
def names_in_capitals() -> File:
    """Names in capitals and with double spaces."""
    return _named(lambda cell: str(cell).upper().replace(" ", "  "))


@variant(LOADS)
def names_with_afd() -> File:
    """“afd. Zorg en Welzijn”."""
    return _named(lambda cell: f"afd. {cell}")


@variant(LOADS)
def names_with_afdeling() -> File:
    """“Afdeling Zorg en Welzijn”."""
    return _named(lambda cell: f"Afdeling {cell}")


@variant(LOADS)
def names_with_ampersand() -> File:
    """“Zorg & Welzijn”."""
    return _named(lambda cell: str(cell).replace(" en ", " & "))


@variant(LOADS)
def names_without_diacritics() -> File:
    """“Financien” for “Financiën”."""
    return _named(lambda cell: str(cell).replace("ë", "e"))


@variant(ASKS)
def unknown_department() -> File:
    """A name that nobody knows: “Geldzaken” for “Financiën”, asked once for all its rows."""
    return _named(lambda cell: "Geldzaken" if cell == "Financiën" else cell, units=dict.fromkeys(FINANCE, "0300"))


@variant(ASKS)
def typing_slip() -> File:
    """“Finanicën” for “Financiën”."""
    return _named(lambda cell: "Finanicën" if cell == "Financiën" else cell, units=dict.fromkeys(FINANCE, "0300"))


@variant(ASKS)
def unknown_code() -> File:
    """A code that nobody knows, in some rows only."""
    grid = changed(long(ROWS, BY_CODE), 0, lambda cell: "0399" if cell == "0300" else cell)
    return File(delimited(grid), truth=_truth(), units=dict.fromkeys(FINANCE, "0300"))


@variant(ASKS)
def renamed_department() -> File:
    """The old name of a department that ended when 2024 began, for figures of 2024 and 2025."""
    return _named(
        lambda cell: "Sociale Dienst" if cell == "Werk en Inkomen" else cell, units=dict.fromkeys(WORK, "0500"),
        answers={"unit_ended": ("successor", "0500")},
    )  # fmt: skip


@variant(LOADS)
def old_department_in_its_own_time() -> File:
    """Figures of 2023 for a department that ended when 2024 began."""
    rows = [row for row in absence(years=(2023,)) if row.unit_code == "0500"]
    grid = changed(long(rows, BY_CODE), 0, lambda _cell: "0810")
    told = {(key[0], "0810", *key[2:]): figure for key, figure in figures_of(rows, COUNTS).items()}
    return File(delimited(grid), truth=figures(told))  # type: ignore[arg-type]


@variant(LOADS)
def codes_that_lost_their_zeros() -> File:
    """Codes without their leading zero: 100 for 0100."""
    return File(delimited(changed(long(ROWS, BY_CODE), 0, lambda cell: str(cell).lstrip("0"))), truth=_truth())


@variant(LOADS)
def codes_in_another_form() -> File:
    """Codes with spaces around them."""
    return File(delimited(changed(long(ROWS, BY_CODE), 0, lambda cell: f" {cell} ")), truth=_truth())


@variant(REFUSED, ASKS)
def one_team_name_under_two_parents() -> File:
    """“Team Advies” is the name of two teams."""
    grid = changed(long(ROWS, BY_NAME), 0, lambda cell: "Team Advies" if cell == "Financiën" else cell)
    told = {("0110" if key[1] == "0300" else key[1], key): figure for key, figure in figures_of(ROWS, COUNTS).items()}
    truth = figures({(key[0], unit, *key[2:]): figure for (unit, key), figure in told.items()})  # type: ignore[misc]
    return File(delimited(grid), truth=truth, units=dict.fromkeys(FINANCE, "0110"))


@variant(ASKS, REFUSED)
def code_and_name_disagree() -> File:
    """A code of one department beside the name of another one."""
    grid = changed(long(ROWS, COUNTS), 1, lambda _cell: "Bedrijfsvoering", lambda row: ROWS[row].unit_code == "0300")
    rows = tuple(Place(row=row) for row in FINANCE)
    return File(delimited(grid), truth=_truth(), places=rows, answers={"code_or_name": ("code", "0300")}, units=dict.fromkeys(FINANCE, "0300"))  # fmt: skip


@variant(LOADS)
def code_beside_an_old_name() -> File:
    """A code that is known beside a name that is not: the code counts."""
    grid = changed(long(ROWS, COUNTS), 1, lambda cell: "Geldzaken" if cell == "Financiën" else cell)
    return File(delimited(grid), truth=_truth())


@variant(REFUSED)
def no_department_in_a_row() -> File:
    """A row without a department, among rows that have one."""
    grid = long(ROWS, COUNTS)
    row: Row = [None, None, *grid[8][2:]]
    return File(delimited([*grid[:8], row, *grid[9:]]), places=(Place(row=9),))


@variant(LOADS)
def name_like_a_formula() -> File:
    """A name that begins with = beside a code: read as text, and the code counts."""
    grid = changed(long(ROWS, COUNTS), 1, lambda cell: f"=HYPERLINK({cell})", lambda row: ROWS[row].unit_code == "0300")
    return File(delimited(grid), truth=_truth())


# Personal data -----------------------------------------------------------------------------------------------------


def _person(header: str, value: Callable[[int], Cell]) -> File:
    """A column more, behind the others: H. It is told by its header or by its letter."""
    grid = with_column(long(ROWS, COUNTS), header, lambda row, _cells: value(row))
    return File(delimited(grid), places=(Place(column=header), Place(column="H")))


def bsn(number: int) -> str:
    """A number of nine digits that passes the eleven-test."""
    for candidate in range(100_000_000 + number * 1000, 999_999_999):
        digits = [int(digit) for digit in str(candidate)]
        if sum(weight * digit for weight, digit in zip((9, 8, 7, 6, 5, 4, 3, 2, -1), digits, strict=True)) % 11 == 0:
            return str(candidate)
    raise AssertionError


@variant(REFUSED)
def bsn_column() -> File:
    """A column BSN."""
    return _person("BSN", bsn)


@variant(REFUSED)
def bsn_under_another_header() -> File:
    """Citizen service numbers under the header Nummer."""
    return _person("Nummer", bsn)


@variant(REFUSED)
def bsn_in_a_remark() -> File:
    """A citizen service number inside a remark."""
    return _person("Opmerking", lambda row: f"zie dossier {bsn(3)}" if row == 5 else "")


@variant(REFUSED)
def names_of_employees() -> File:
    """A column Achternaam."""
    return _person("Achternaam", lambda _row: "Jansen")


@variant(REFUSED)
def birth_dates() -> File:
    """A column Geboortedatum."""
    return _person("Geboortedatum", lambda row: f"{row % 28 + 1:02}-05-1980")


@variant(REFUSED)
def mail_addresses() -> File:
    """E-mail addresses under the header Contact."""
    return _person("Contact", lambda row: f"persoon{row}@voorbeeld.nl")


@variant(REFUSED)
def home_addresses() -> File:
    """A column Woonadres."""
    return _person("Woonadres", lambda row: f"Dorpsstraat {row}")


@variant(REFUSED)
def causes_of_sickness() -> File:
    """A column Oorzaak verzuim."""
    return _person("Oorzaak verzuim", lambda _row: "rug")


@variant(REFUSED)
def diagnoses() -> File:
    """A column Diagnose."""
    return _person("Diagnose", lambda _row: "griep")
