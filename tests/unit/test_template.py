"""The Excel templates: filled in, they load; unfilled, they are refused; the lists of words are in them."""

import io
import zipfile
from collections.abc import Callable
from datetime import date, datetime
from xml.etree import ElementTree

import pytest
import python_calamine
import xlsxwriter

from di_data.contracts import KINDS, DeliveryKind, FieldType
from di_data.export.template import template
from di_data.language import gettext as _
from di_data.language import speaking
from di_data.loading.load import Report
from di_data.loading.profiles import template_profile
from di_data.store import Store
from di_data.vocabulary import Instrument, Kind

LANGUAGES = ("nl", "en")
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
EVERY = pytest.mark.parametrize("kind", KINDS.values(), ids=[kind.value for kind in KINDS])


def _template(kind: DeliveryKind, language: str) -> bytes:
    with speaking(language):
        return template(kind)


def _rows(workbook: bytes) -> list[list[object]]:
    sheet = python_calamine.load_workbook(io.BytesIO(workbook)).get_sheet_by_index(0)
    return sheet.to_python(skip_empty_area=False)


def _filled(kind: DeliveryKind, language: str, cells: dict[str, object]) -> bytes:
    """The template as a user would send it back: its header and example row, and one row with these cells."""
    header, example = _rows(_template(kind, language))
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        day = workbook.add_format({"num_format": "dd-mm-yyyy"})
        sheet = workbook.add_worksheet("Invullen")
        sheet.write_row(0, 0, header)
        sheet.write_row(1, 0, example)
        for place, name in enumerate(kind.names):
            value = cells.get(name, "")
            if isinstance(value, date):
                sheet.write_datetime(2, place, value, day)
            else:
                sheet.write(2, place, value)
    return content.getvalue()


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_headers_are_the_labels_and_all_different(kind: DeliveryKind, language: str) -> None:
    header, example = _rows(_template(kind, language))
    with speaking(language):
        assert header == [field.label for field in kind.fields]
    assert len({str(label).lower() for label in header}) == len(header)
    assert str(example[0]).lower() in ("voorbeeld", "example")


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("spoken", LANGUAGES)
def test_an_unfilled_template_has_no_rows(
    kind: DeliveryKind, language: str, spoken: str, store: Store, take: Callable[..., Report]
) -> None:
    with speaking(spoken):
        report = take(store, _template(kind, language), "sjabloon.xlsx")
    assert (report.status, [finding.rule for finding in report.errors]) == ("refused", ["refused"])
    assert take(store, _template(kind, language), "sjabloon.xlsx", kind=kind.kind).status == "refused"


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("typed", [False, True], ids=["all as text", "numbers and dates as such"])
def test_a_filled_template_loads(
    kind: DeliveryKind, language: str, typed: bool, town: Store, take: Callable[..., Report], valid_rows: dict[Kind, dict[str, str]]
) -> None:  # fmt: skip
    row: dict[str, object] = dict(valid_rows[kind.kind])
    if typed:
        row = {name: _typed(kind.field(name).type, str(cell)) for name, cell in row.items()}
    report = take(town, _filled(kind, language, row), "gevuld.xlsx")
    assert report.errors == []
    assert (report.status, report.profile, report.rows_read) == ("loaded", template_profile(kind).name, 1)


def _typed(field_type: FieldType, cell: str) -> object:
    if cell and field_type in (FieldType.NUMBER, FieldType.PERCENT, FieldType.WHOLE):
        return float(cell.replace(",", "."))
    if cell and field_type == FieldType.DATE:
        return date.fromisoformat(cell) if cell[:4].isdigit() else datetime.strptime(cell, "%d-%m-%Y").date()
    return cell


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_figures_of_a_filled_template(language: str, town: Store, take: Callable[..., Report]) -> None:
    cells = {
        "unit_code": "ZORG",
        "period": "2025-01",
        "sick_days": 123.5,
        "available_days": 2280,
        "employees": 76,
        "provisional": "ja",
    }
    take(town, _filled(KINDS[Kind.ABSENCE], language, cells), "verzuim.xlsx")
    frame = town.read("disclosure/figures", structure="as_was", indicators=["absence_rate"])
    (row,) = [row for row in frame.to_dicts() if row["unit"] == "ZORG" and row["grain"] == "month"]
    assert (row["period"], row["grain"]) == (date(2025, 1, 1), "month")
    assert (row["numerator"], row["denominator"], row["group_size"], row["provisional"]) == (123.5, 2280, 76, True)
    assert row["value"] == pytest.approx(100 * 123.5 / 2280)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_session_of_a_filled_template(language: str, town: Store, take: Callable[..., Report]) -> None:
    with speaking(language):
        good = KINDS[Kind.SESSIONS].field("rating_autonomy").vocabulary("good").label
    cells = {"reference": "S-7", "held_on": date(2025, 3, 14), "round": 2, "unit_code": "BOUW", "participants_employee": 8,
             "rating_autonomy": good, "reason_autonomy": "Eigen rooster"}  # fmt: skip
    take(town, _filled(KINDS[Kind.SESSIONS], language, cells), "sessie.xlsx")
    (session,) = town.read("dialogue/sessions").to_dicts()
    assert (session["reference"], session["held_on"], session["round"], session["unit"], session["participants"]) == (
        "S-7", date(2025, 3, 14), 2, "BOUW", 8,
    )  # fmt: skip
    ratings = town.read("dialogue/ratings").select("factor", "rating", "reason").rows()
    assert ratings == [("autonomy", "good", "Eigen rooster")]


# Was a bug once: Excel turns a typed "5,4%" into 0.054 with a percent format; calamine gives 0.054, and it loads as 0.054%.
def test_a_percentage_typed_with_its_sign_is_not_taken_a_hundred_times_too_low(
    town: Store, take: Callable[..., Report]
) -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        sheet = workbook.add_worksheet()
        sheet.write_row(0, 0, ["unit_code", "period", "absence_rate"])
        sheet.write_row(1, 0, ["ZORG", "2025-01"])
        sheet.write_number(1, 2, 0.054, workbook.add_format({"num_format": "0.0%"}))
    report = take(town, content.getvalue(), "verzuim.xlsx")
    values = town.read("disclosure/figures", structure="as_was", indicators=["absence_rate"])["value"].to_list()
    assert report.status == "refused" or values == [pytest.approx(5.4)]


def _column(place: int) -> str:
    return chr(ord("A") + place) if place < 26 else "A" + chr(ord("A") + place - 26)


def _drop_downs(workbook: bytes) -> dict[str, str | None]:
    """The list of every cell range that has one, as it stands in the sheet's XML."""
    with zipfile.ZipFile(io.BytesIO(workbook)) as archive:
        sheet = ElementTree.fromstring(archive.read("xl/worksheets/sheet1.xml"))
    return {rule.attrib["sqref"]: rule.findtext(f"{MAIN}formula1") for rule in sheet.iter(f"{MAIN}dataValidation")}


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_vocabulary_is_a_drop_down_list(kind: DeliveryKind, language: str) -> None:
    expected = {}
    with speaking(language):
        for place, field in enumerate(kind.fields):
            if field.vocabulary:
                labels = [term.label for term in field.vocabulary]
                assert not any("," in label or '"' in label for label in labels), "Excel splits a list at its commas"
                expected[f"{_column(place)}3:{_column(place)}1001"] = f'"{",".join(labels)}"'
    found = _drop_downs(_template(kind, language))
    assert {cells: words for cells, words in found.items() if cells in expected} == expected
    yes_no = [field for field in kind.fields if field.type == FieldType.YES_NO]
    suggested = [name for name in kind.names if name == "instrument"]
    assert len(found) == len(expected) + len(yes_no) + len(suggested)


@pytest.mark.parametrize("language", LANGUAGES)
def test_instruments_are_suggested_from_a_sheet_of_their_own(language: str) -> None:
    workbook = _template(KINDS[Kind.ACTIONS], language)
    place = KINDS[Kind.ACTIONS].names.index("instrument")
    source = _drop_downs(workbook)[f"{_column(place)}3:{_column(place)}1001"]
    with speaking(language):
        labels = [term.label for term in Instrument]
        assert source == f"'{_('Lists')}'!$A$2:$A${len(labels) + 1}"
    lists = python_calamine.load_workbook(io.BytesIO(workbook)).get_sheet_by_index(1).to_python()
    assert [row[0] for row in lists[1:]] == labels


@EVERY
@pytest.mark.parametrize("language", LANGUAGES)
def test_the_example_row_would_load_by_itself(
    kind: DeliveryKind, language: str, town: Store, take: Callable[..., Report]
) -> None:  # fmt: skip
    """What the example shows is in order; only its first cell and the codes of its departments are made up."""
    header, example = _rows(_template(kind, language))
    row = dict(zip(header, map(str, example), strict=True))
    with speaking(language):
        own = {kind.fields[0].label: "ZORG" if kind.fields[0].type == FieldType.UNIT else "NIEUW"}
        above = {field.label: "GEM" for field in kind.fields if field.name == "parent_code"}
    assert take(town, [row | own | above]).errors == []
