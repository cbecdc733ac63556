"""Personal data: found in headers and cells, refused before storage, and never told to anyone."""

import io
import json
from collections.abc import Callable
from datetime import date, datetime

import polars as pl
import pytest
import xlsxwriter
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from di_data.__main__ import main
from di_data.contracts import KINDS
from di_data.contracts.person_names import are_names, is_name
from di_data.contracts.personal_columns import in_column
from di_data.contracts.personal_data import in_cell, in_cells, in_text, is_bsn
from di_data.contracts.personal_headers import is_personal_header
from di_data.language import speaking
from di_data.loading.load import Report
from di_data.store import Store
from di_data.vocabulary import Kind

BSN, EMAIL = "111222333", "jan.jansen@gemeente.nl"


@pytest.mark.parametrize("digits", ["111222333", "123456782"])
def test_numbers_that_pass_the_eleven_test(digits: str) -> None:
    assert is_bsn(digits)


@pytest.mark.parametrize(
    "digits", ["123456789", "111222334", "112122333", "000000000", "11122233", "1112223330", "11122233a", ""]
)  # fmt: skip
def test_numbers_that_do_not(digits: str) -> None:
    assert not is_bsn(digits)


def test_one_in_eleven_numbers_passes() -> None:
    assert sum(is_bsn(str(number)) for number in range(100_000_000, 100_001_100)) == 100


@pytest.mark.parametrize(
    "text",
    [BSN, f"bsn {BSN}", f"({BSN})", f"BSN:{BSN}.", "1112.22.333", f"zie {BSN}, graag", f"123456789, {BSN}", f"x\n{BSN}\ny"],
)  # fmt: skip
def test_a_bsn_in_a_text(text: str) -> None:
    assert in_text(text) == "bsn"


# Was a bug once: the separator is used up by the first number, so that a BSN right behind another number is missed.
@pytest.mark.parametrize("text", [f"123456789 {BSN}", f"123456789;{BSN}", f"123456789/{BSN}"])
def test_a_bsn_behind_another_number(text: str) -> None:
    assert in_text(text) == "bsn"


# Was a bug once: a BSN with thousands points or spaces, as a spreadsheet shows a number, is not seen.
@pytest.mark.parametrize(
    "text", ["111.222.333", "111 222 333", "111-222-333", "111\u00a0222\u00a0333", "1,11222333E+08"]
)
def test_a_bsn_in_groups_of_three(text: str) -> None:
    assert in_text(text) == "bsn"


@pytest.mark.parametrize("text", ["123456789", f"9{BSN}", f"{BSN}4", "5,4", "2025-03-14", "", "€ 111.222", "111222"])
def test_no_bsn_in_a_text(text: str) -> None:
    assert in_text(text) is None


# Was a bug once: nine decimals that happen to pass the eleven-test make a figure a BSN, and the whole file is refused.
@pytest.mark.parametrize("text", ["5,123456782", "0.123456782", "-12,111222333"])
def test_decimals_are_no_bsn(text: str) -> None:
    assert in_text(text) is None


@pytest.mark.parametrize(
    ("text", "kind"), [(EMAIL, "email"), (f"mail {EMAIL}!", "email"), ("@afdeling", None), ("a @ b", None)]
)
def test_an_email_address_in_a_text(text: str, kind: str | None) -> None:
    assert in_text(text) == kind


@pytest.mark.parametrize(
    ("text", "kind"),
    [("+31612345678", "phone"), ("+31 (0)6 1234 5678", "phone"), ("bel 06-12345678", "phone"), ("06 12 34 56 78", "phone"),
     ("0031 6 12345678", "phone"), ("06-12-2025 13:45:00", None), ("0,0631234567", None), ("0612", None),
     ("NL91ABNA0417164300", "iban"), ("NL91 ABNA 0417 1643 00", "iban"), ("NL91ABNA0417164301", None),
     ("1234 AB 12", "address"), ("Dorpsweg 1, 1234AB 12", "address"), ("2025KW01", None), ("2025 KW 1", None), ("2022MM01", None),
     ("Gesprek met dhr. Jansen", "name"), ("mevr. P. van der Berg belde", "name"), ("Mevrouw Jansen", "name"),
     ("de heer De Vries", "name"), ("dhr. of mevr.", None), ("5 MW Windpark", None), ("heer en meester", None)],
)  # fmt: skip
def test_other_signs_in_a_cell(text: str, kind: str | None) -> None:
    assert in_cell(text) == kind


def test_the_first_cell_is_pointed_at() -> None:
    assert in_cells(pl.Series(["x", None, "a@b", BSN, EMAIL])) == ("bsn", 3)
    assert in_cells(pl.Series(["x", None], dtype=pl.String)) is None


@pytest.mark.parametrize(
    "header",
    ["BSN", "bsn-nummer", "Burgerservicenummer", "Sofinummer", "Voornaam", "achternaam", "Naam medewerker",
     "naam van de werknemer", "Medewerker", "Geboortedatum", "geb. datum", "date of birth", "Adres", "Huisadres",
     "woonadres", "Straat", "Huisnummer", "Postcode", "Woonplaats", "E-mail", "e-mailadres", "Telefoonnummer", "mobiel",
     "Personeelsnummer", "medewerker_id", "Employee ID", "Diagnose", "Diagnosecode", "Oorzaak", "verzuimoorzaak",
     "Ziekte-oorzaak", "Verzuimreden", "Aard van de ziekte", "Vangnet", "Vangnetcode", "Nationaliteit",
     "Burgerlijke staat", "  voor\u00a0naam ", "Naam mdw.", "Roepnaam", "Geb.dat", "BSN-nr", "Adres 1", "Reden verzuim",
     "Reden van het verzuim", "Pers.nr.", "NAAM_MEDEWERKER", "Naam medewerker(s)", "Naam leidinggevende", "Tel. privé", "Medewerkercode",
     "Postcode + woonplaats", "Straat en huisnummer", "Huisnr.", "Ziekte\noorzaak", "Vangnet (J/N)", "Soort vangnet", "IBAN",
     "Reason for absence", "Employee name", "Eerste ziektedag", "Personnel no.", "Werk e-mail", "Voor- en achternaam"],
)  # fmt: skip
def test_headers_about_a_person(header: str) -> None:
    assert is_personal_header(header)


@pytest.mark.parametrize(
    "header",
    ["Afdeling", "Naam afdeling", "Aantal medewerkers", "Medewerkers", "Periode", "Verzuimpercentage", "Meldingen",
     "Organisation", "Employees (average)", "unit_name", "Leeftijdsopbouw", "Telefonie", "Postzegels", "", "Leidinggevenden (aantal)",
     "Naam organisatie", "Naam", "Vangnet %", "Aantal met vangnet", "Verzuim excl. vangnet", "Percentage oorzaak bekend", "Reden",
     "Number of employees", "Personnel area", "Bezoekadressen", "Gebouw", "Mobiliteit", "Klachten", "Manager", "Code", "Ziekte", "%"],
)  # fmt: skip
def test_headers_about_no_person(header: str) -> None:
    assert not is_personal_header(header)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_our_own_headers_are_about_no_person(kind: Kind, language: str) -> None:
    with speaking(language):
        assert [field.label for field in KINDS[kind].fields if is_personal_header(field.label)] == []


# Columns that are about persons as a whole ------------------------------------------------------

TODAY = date(2026, 6, 1)


def column(*cells: str | None) -> tuple[str, int] | None:
    return in_column(pl.Series(cells, dtype=pl.String), today=TODAY)


def _valid_bsn(start: int, count: int) -> list[str]:
    """Numbers from a start on that pass the eleven-test, worked out apart from the code under test."""
    found = []
    for number in range(start, start + 20 * count):
        digits = [int(digit) for digit in f"{number:09d}"]
        if (sum((9 - place) * digits[place] for place in range(8)) - digits[8]) % 11 == 0:
            found.append(str(number))
    return found[:count]


def test_a_bsn_that_lost_its_leading_zero() -> None:
    assert column("nummer", *_valid_bsn(10_000_000, 6)) == ("bsn", 1)
    assert column("nummer", *_valid_bsn(10_000_000, 4)) is None  # too few to tell


@settings(max_examples=50)
@given(st.lists(st.integers(1_000_000, 99_999_999), min_size=5, max_size=200, unique=True))
def test_a_column_of_counts_is_no_bsn(numbers: list[int]) -> None:
    """Nine in ten of numbers drawn at random pass with a chance of 1 in 161,051 or less."""
    passing = sum(is_bsn(f"{number:09d}") for number in numbers)
    assume(passing < 0.9 * len(numbers))
    assert column(*map(str, numbers)) is None


def test_one_number_that_is_repeated_is_no_column_of_bsn() -> None:
    (number,) = _valid_bsn(20_250_101, 1)
    assert column(*[number] * 100) is None


NAMES = ["Jansen, P.", "Vries, P. de", "P. de Vries", "P.J. Jansen", "drs. Jansen", "de Vries, P.J.", "Jansen-de Vries, A.",
         "El Idrissi, F.", "'t Hart, J.", "Berg, A.B. van den", "Jansen, P. (Piet)"]  # fmt: skip
NO_NAMES = ["A. Bestuur", "Zorg, Welzijn", "Sport", "Zorg en Welzijn", "Team A.", "I&A", "Bouwen, Wonen en Milieu", ""]


@pytest.mark.parametrize("name", NAMES)
def test_names_with_initials(name: str) -> None:
    assert is_name(name)
    assert column(name, name) == ("name", 0)


@pytest.mark.parametrize("text", NO_NAMES)
def test_departments_are_no_names(text: str) -> None:
    assert not is_name(text)


@pytest.mark.parametrize(
    "cells",
    [["Piet Jansen", "Marieke de Vries", "Fatima El Idrissi", "Wytze Hoekstra"], ["Piet", "Marieke", "Ahmed"],
     ["Jansen, Piet", "Vries, Marieke de", "Smit, Ahmed"], ["P. Jansen", "A. Smit", "P. Bakker"]],
)  # fmt: skip
def test_a_column_of_names(cells: list[str]) -> None:
    assert are_names(cells)
    assert column("Naam", None, *cells) == ("name", 2)


@pytest.mark.parametrize(
    "cells",
    [["A. Bestuur", "B. Dienstverlening", "C. Ruimte"], ["jan", "feb", "mrt", "apr"], ["Jan", "Feb", "Mrt"],
     ["Zorg", "Bouw", "Park", "Sport", "Jan van Galenhal"], ["Sociaal Domein", "Zorg en Welzijn", "Beheer, Onderhoud"]],
)  # fmt: skip
def test_a_column_of_no_names(cells: list[str]) -> None:
    assert column(*cells) is None


BIRTHS = ["12-03-1965", "30-11-1988", "04-07-1979", "25-12-1999", "17-05-1971"]


@pytest.mark.parametrize("form", ["%d-%m-%Y", "%Y-%m-%d", "%d/%m/%Y", "%Y%m%d", "%d-%m-%y", "%Y-%m-%d 00:00:00"])
def test_a_column_of_dates_of_birth(form: str) -> None:
    cells = [datetime.strptime(text, "%d-%m-%Y").strftime(form) for text in BIRTHS]
    assert column(*cells) == ("born", 0)


def test_dates_that_are_no_dates_of_birth() -> None:
    assert in_column(pl.Series(BIRTHS), dates=False, today=TODAY) is None
    assert column(*[f"01-{month:02d}-{year}" for month in (1, 7) for year in range(1980, 2000)]) is None  # departments
    assert column(*[f"12-{month:02d}-2025" for month in range(1, 13)]) is None
    assert column(*BIRTHS[:4]) is None
    assert column(*BIRTHS, *["x"] * 10, *map(str, range(10))) is None


@pytest.mark.parametrize(
    ("cells", "kind"),
    [(["Dorpsstraat 1", "Kerkweg 12a", "Van Goghlaan 3-2"], "address"), (["Zorg 1", "Dorpsstraat", "Markt"], None),
     (["010-1234567", "(0123) 456789", "020 123 4567"], "phone"), (["0123456789", "0234567891"], None)],
)  # fmt: skip
def test_streets_and_telephones(cells: list[str], kind: str | None) -> None:
    assert (column(*cells) or (None,))[0] == kind


def _workbook(rows: list[list[object]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Blad1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


PERSONAL = [
    pytest.param(f"unit_code;period;absence_rate;extra\nZORG;2025-01;5;{BSN}\n", 2, "extra", id="BSN in a cell"),
    pytest.param(f"unit_code;period;absence_rate;extra\nZORG;2025-01;5;\nBOUW;2025-01;5;{EMAIL}\n", 3, "extra", id="address in a cell"),
    pytest.param("unit_code;period;absence_rate;Voornaam\nZORG;2025-01;5;Jan\n", 1, "Voornaam", id="column about a person"),
    pytest.param("Verzuim;;;\nunit_code;period;absence_rate;Oorzaak\nZORG;2025-01;5;griep\n", 2, "Oorzaak", id="cause below a title"),
    pytest.param(f"iets;anders\n1;{BSN}\n", 2, "B", id="BSN in a file that is not known"),
    pytest.param("iets;Geboortedatum\n1;2\n", 1, "Geboortedatum", id="column in a file that is not known"),
    pytest.param(_workbook([["unit_code", "period", "x"], ["ZORG", "2025-01", int(BSN)]]), 2, "C", id="BSN as a number in a workbook"),
]  # fmt: skip


@pytest.mark.parametrize(("content", "row", "column"), PERSONAL)
def test_refused_before_anything_is_stored(
    content: str | bytes, row: int, column: str, town: Store, take: Callable[..., Report], table_sizes: Callable[[Store], dict[str, int]]
) -> None:  # fmt: skip
    before = table_sizes(town)
    report = take(town, content)
    assert report.status == "refused"
    assert [(finding.rule, finding.row, finding.column, finding.value) for finding in report.errors] == [
        ("personal_data", row, column, None)
    ]
    assert table_sizes(town) == before


def test_every_column_with_personal_data_is_told(town: Store, take: Callable[..., Report]) -> None:
    report = take(town, f"unit_code;Voornaam;period;x;y\nZORG;Jan;2025;{BSN};{EMAIL}\n")
    assert [finding.column for finding in report.errors] == ["Voornaam", "D", "E"]
    assert [finding.values["letter"] for finding in report.errors] == ["B", "D", "E"]


def test_a_header_that_is_personal_itself_is_not_told(town: Store, take: Callable[..., Report]) -> None:
    report = take(town, f"unit_code;period;absence_rate;{EMAIL}\nZORG;2025;5;x\n")
    assert [(finding.row, finding.column) for finding in report.errors] == [(1, "D")]


@pytest.mark.parametrize(
    ("extra", "row"),
    [(["Naam", "Jansen, P.", "Vries, A. de", "Bakker, C."], 2), (["x", *BIRTHS], 2), (["Kolom1", "1234 AB 12", "", ""], 2),
     (["Opmerking", "", "Gesprek met mevr. Jansen", ""], 3), (["nr", *_valid_bsn(10_000_000, 6)], 2)],
)  # fmt: skip
def test_a_column_without_a_telling_header(
    extra: list[str], row: int, town: Store, take: Callable[..., Report]
) -> None:
    fields = [f"ZORG;2025-{number:02d};5" for number in range(1, len(extra))]
    content = "\n".join(";".join(pair) for pair in zip(["unit_code;period;absence_rate", *fields], extra, strict=True))
    report = take(town, content + "\n")
    assert [(finding.rule, finding.row, finding.column) for finding in report.errors] == [
        ("personal_data", row, extra[0])
    ]
    assert report.errors[0].values == {"letter": "D"}


def test_a_header_of_two_rows(town: Store, take: Callable[..., Report]) -> None:
    joined = take(town, "Groep;Tijd;Verzuim;Mdw;\nunit_code;period;absence_rate;Naam;Code\nZORG;2025;5;a;b\n")
    assert {(finding.row, finding.values["letter"]) for finding in joined.errors} == {(1, "D"), (2, "E")}


def test_dates_of_departments_are_no_dates_of_birth(store: Store, take: Callable[..., Report]) -> None:
    lines = [f"A{number};Afdeling {number};{day}" for number, day in enumerate(BIRTHS)]
    assert take(store, "unit_code;unit_name;starts_on\n" + "\n".join(lines) + "\n").status == "loaded"


@pytest.mark.parametrize("language", ["nl", "en"])
def test_a_role_among_the_cells_is_no_header(
    language: str, town: Store, take: Callable[..., Report], valid_rows: dict[Kind, dict[str, str]]
) -> None:
    """The Dutch word for the role "employee" is also a header about a person."""
    with speaking(language):
        rows = [valid_rows[Kind.ACTIONS] | {"owner_role": "Medewerker"}]
        assert take(town, rows).status == "loaded"


SECRETS = (BSN, EMAIL, "Jan Jansen")
LEAKY = [
    pytest.param(f"unit_code;period;absence_rate;extra\nZORG;2025-01;5;Jan Jansen {BSN} {EMAIL}\n", id="personal data"),
    pytest.param("unit_code;period;absence_rate\nJan Jansen;Jan Jansen;Jan Jansen\n", id="wrong types"),
    pytest.param("unit_code;period;absence_rate\nJan Jansen;2025-01;5\n", id="unknown department"),
    pytest.param("unit_code;period;indicator;percentage\nZORG;2025-01;Jan Jansen;5\n", id="unknown indicator"),
    pytest.param("reference;held_on;round;unit_code;next_step_owner\nJan Jansen;Jan Jansen;1;ZORG;Jan Jansen\n", id="wrong term"),
    pytest.param("unit_code;unit_name;parent_code\nJan Jansen;Jan Jansen;Jan Jansen\n", id="own parent"),
    pytest.param(f"unit_code;unit_name\nX1;{'Jan Jansen ' * 30}\n", id="too long"),
    pytest.param("reference;title;owner_role;starts_on;due_on;status;goal\nA;T;manager;01-01-2025;02-01-2025;running;Jan Jansen\n", id="unknown goal"),
]  # fmt: skip


@pytest.mark.parametrize("content", LEAKY)
def test_no_value_of_a_refused_file_is_told(content: str, town: Store, take: Callable[..., Report]) -> None:
    report = take(town, content)
    told = json.dumps(report.as_json(), ensure_ascii=False) + repr(report)
    assert report.status == "refused"
    assert [secret for secret in SECRETS if secret in told] == []


@pytest.mark.parametrize("content", LEAKY)
@pytest.mark.parametrize("options", [[], ["--json"]])
def test_the_command_line_tells_no_value_either(
    content: str, options: list[str], town: Store, tmp_path, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    town.close()
    (tmp_path / "levering.csv").write_text(content, encoding="utf-8")
    assert main(["load", str(tmp_path / "levering.csv"), "--db", str(town.path), *options]) == 2
    out, err = capfd.readouterr()
    assert [secret for secret in SECRETS if secret in out + err + caplog.text] == []
