"""Personal data: found in headers and cells, refused before storage, and never told to anyone."""

import io
import json
from collections.abc import Callable

import polars as pl
import pytest
import xlsxwriter

from di_data.__main__ import main
from di_data.contracts import KINDS
from di_data.contracts.personal_data import in_cells, in_text, is_bsn, is_personal_header
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
@pytest.mark.parametrize("text", ["111.222.333", "111 222 333"])
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
     "Burgerlijke staat", "  voor\u00a0naam "],
)  # fmt: skip
def test_headers_about_a_person(header: str) -> None:
    assert is_personal_header(header)


@pytest.mark.parametrize(
    "header",
    ["Afdeling", "Naam afdeling", "Aantal medewerkers", "Medewerkers", "Periode", "Verzuimpercentage", "Meldingen",
     "Organisation", "Employees (average)", "unit_name", "Leeftijdsopbouw", "Telefonie", "Postzegels", ""],
)  # fmt: skip
def test_headers_about_no_person(header: str) -> None:
    assert not is_personal_header(header)


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_our_own_headers_are_about_no_person(kind: Kind, language: str) -> None:
    with speaking(language):
        assert [field.label for field in KINDS[kind].fields if is_personal_header(field.label)] == []


def _workbook(rows: list[list[object]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet("Blad1")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
    return content.getvalue()


PERSONAL = [
    pytest.param(f"unit_code;period;absence_rate;extra\nZORG;2025-01;5;{BSN}\n", 2, "D", id="BSN in a cell"),
    pytest.param(f"unit_code;period;absence_rate;extra\nZORG;2025-01;5;\nBOUW;2025-01;5;{EMAIL}\n", 3, "D", id="address in a cell"),
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
