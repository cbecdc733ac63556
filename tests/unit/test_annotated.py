"""A refused file given back as a workbook with comments in the bad cells."""

import io
import zipfile

import openpyxl
import polars as pl
import pytest
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from di_data.export import annotated as module
from di_data.export.annotated import annotated, annotated_name
from di_data.language import speaking
from di_data.loading.findings import Choice, Finding, Question
from di_data.loading.reading.read import TextTable

FORMULAS = ("=1+1", "+31", "-5", "@x", "=HYPERLINK(1)")
WRONG = Finding(
    "not_percent", "This is not a percentage.", "Write a percentage such as 5,4.", "Blad 1's", 3, "Verzuim %"
)


def table(*rows: tuple[str | None, ...], sheet: str | None = None, first_row: int = 1) -> TextTable:
    columns = {f"c{place}": [row[place] for row in rows] for place in range(len(rows[0]))}
    return TextTable(sheet, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), first_row)


ROWS = (("Titel", None), ("Afdeling", "Verzuim %"), ("Zorg", "x"), ("Bouw", "5,4"))


def original() -> bytes:
    """A workbook with a format, a merged title, a formula, a text that looks like one, and a second sheet."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True, "strings_to_formulas": False}) as workbook:
        sheet = workbook.add_worksheet("Blad 1's")
        red = workbook.add_format({"font_color": "#C00000", "num_format": "0.00"})
        sheet.merge_range(0, 0, 0, 1, "Titel")
        sheet.write_row(1, 0, ["Afdeling", "Verzuim %"])
        sheet.write_string(2, 0, "Zorg")
        sheet.write_string(2, 1, "x", red)
        sheet.write_comment(2, 1, "van HR zelf")
        sheet.write_formula(3, 1, "=5+0.4", red, 5.4)
        sheet.set_column(1, 1, 33)
        other = workbook.add_worksheet("Findings")
        other.write_string(0, 0, "=1+1")
    return content.getvalue()


ORIGINAL = original()
TABLES = [table(*ROWS, sheet="Blad 1's"), table(("=1+1",), sheet="Findings")]


def opened(content: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def comments(sheet: Worksheet) -> dict[str, str]:
    return {cell.coordinate: cell.comment.text for row in sheet.iter_rows() for cell in row if cell.comment}


def made(findings: list[Finding], content: bytes = ORIGINAL, tables: list[TextTable] = TABLES) -> openpyxl.Workbook:
    with speaking("en"):
        return opened(annotated("levering.xlsx", content, tables, findings))


def test_an_xlsx_keeps_what_it_was() -> None:
    workbook = made([WRONG])
    assert workbook.sheetnames == ["Findings 2", "Blad 1's", "Findings"]
    sheet = workbook["Blad 1's"]
    assert [str(span) for span in sheet.merged_cells.ranges] == ["A1:B1"]
    assert sheet["B3"].value == "x"
    assert sheet["B3"].font.color.rgb == "FFC00000"
    assert sheet["B3"].number_format == "0.00"
    assert sheet["B4"].value == "=5+0.4"
    assert sheet["B4"].data_type == "f"
    assert sheet.column_dimensions["B"].width == pytest.approx(33, abs=1)
    assert (workbook["Findings"]["A1"].value, workbook["Findings"]["A1"].data_type) == ("=1+1", "s")


def test_the_comment_says_what_is_wrong_and_what_to_do_and_keeps_an_older_one() -> None:
    sheet = made([WRONG])["Blad 1's"]
    assert comments(sheet) == {"B3": "This is not a percentage.\nWrite a percentage such as 5,4.\n\nvan HR zelf"}
    assert sheet["B3"].fill.fgColor.rgb == "FFFFF2CC"
    assert sheet["B4"].fill.fill_type is None


def test_two_findings_in_one_cell_share_a_comment_and_one_said_twice_stands_there_once() -> None:
    other = Finding("too_long", "The text is too long.", "Shorten it.", "Blad 1's", 4, "Verzuim %")
    again = Finding("not_percent", WRONG.message, WRONG.remedy, "Blad 1's", 4, "Verzuim %")
    found = comments(made([other, again, again])["Blad 1's"])
    assert (
        found["B4"]
        == "The text is too long.\nShorten it.\n\nThis is not a percentage.\nWrite a percentage such as 5,4."
    )


def test_a_comment_in_a_merged_cell_stands_in_its_first() -> None:
    merged = Finding("x", "Wrong.", sheet="Blad 1's", row=1, column="B", values={"letter": "B"})
    assert comments(made([merged])["Blad 1's"])["A1"] == "Wrong."


def test_a_finding_about_a_row_or_a_column() -> None:
    findings = [
        Finding("row", "Row.", sheet="Blad 1's", row=4),
        Finding("col", "Column.", sheet="Blad 1's", column="Verzuim %"),
    ]
    found = comments(made(findings)["Blad 1's"])
    assert (found["A4"], found["B2"]) == ("Row.", "Column.")


def test_the_first_sheet_lists_all_with_links() -> None:
    question = Question("x", "Sure?", sheet="Blad 1's", column="Verzuim %", key="x", choices=(Choice("a", "A"),))
    workbook = made([WRONG, question, Finding("refused", "Nothing fits.")])
    listed = workbook.worksheets[0]
    assert workbook.active is listed
    assert [cell.value for cell in listed[1]] == ["Rule", "Sheet", "Cell", "Column", "What is wrong", "What to do"]
    assert [cell.value for cell in listed[2]] == [
        "Not a percentage", "Blad 1's", "B3", "Verzuim %", "This is not a percentage.", "Write a percentage such as 5,4.",
    ]  # fmt: skip
    assert [listed.cell(row, 3).value for row in (3, 4)] == ["B2", None]
    assert listed["C2"].hyperlink.location == "'Blad 1''s'!B3"
    assert listed["C4"].hyperlink is None
    assert [sheet.sheet_view.tabSelected for sheet in workbook.worksheets] == [True, False, False]


def test_in_the_language_of_the_user() -> None:
    """The message is one that is translated already."""
    finding = Finding("not_percent", "This is not a percentage.", sheet="Blad 1's", row=4, column="Verzuim %")
    with speaking("nl"):
        dutch = opened(annotated("x.xlsx", ORIGINAL, TABLES, [finding]))
    assert comments(dutch["Blad 1's"])["B4"] == "Dit is geen percentage."


@pytest.mark.parametrize("name", ["levering.csv", "levering.xls", "levering.ods"])
def test_another_file_becomes_a_workbook_of_text(name: str) -> None:
    rows = (("Afdeling", "Verzuim %", "=kop"), *((text, "x", None) for text in FORMULAS))
    findings = [Finding("not_percent", "Wrong.", row=2, column="Verzuim %"), Finding("x", "Odd.", row=3, column="=kop")]
    with speaking("en"):
        workbook = opened(annotated(name, b"a;b", [table(*rows)], findings))
    assert workbook.sheetnames == ["Findings", "levering"]
    sheet = workbook["levering"]
    assert tuple(sheet.values) == rows
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value} == {"s"}
    assert comments(sheet) == {"B2": "Wrong.", "C3": "Odd."}
    listed = workbook["Findings"]
    assert (listed["D3"].value, listed["D3"].data_type) == ("=kop", "s")
    assert listed["C2"].hyperlink.location == "'levering'!B2"


def test_rows_keep_their_numbers() -> None:
    late = table(("Afdeling", "Verzuim %"), ("Zorg", "x"), first_row=5)
    with speaking("en"):
        sheet = opened(annotated("a.csv", b"", [late], [Finding("x", "Wrong.", row=6, column="Verzuim %")]))["a"]
    assert (sheet["B6"].value, comments(sheet)) == ("x", {"B6": "Wrong."})


def test_names_of_sheets_that_a_workbook_does_not_allow() -> None:
    names = ["a/b:c?", "A B C", "", "findings", "x" * 40, "history"]
    tables = [table(("1", "2"), sheet=name) for name in names]
    with speaking("en"):
        workbook = opened(annotated("b.ods", b"", tables, []))
    assert workbook.sheetnames == ["Findings", "a b c", "A B C 2", "b", "findings 2", "x" * 28, "history 2"]


SECRET = "111222333"


def test_columns_with_personal_data_are_left_empty() -> None:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        workbook.set_properties({"comments": SECRET})
        sheet = workbook.add_worksheet("Blad1")
        for number, row in enumerate(
            [["Afdeling", "Opmerking", "Verzuim %"], ["Zorg", SECRET, "x"], ["Bouw", f"zie {SECRET}", "5"]]
        ):
            sheet.write_row(number, 0, row)
        sheet.write_comment(1, 0, SECRET)
    tables = [
        table(
            ("Afdeling", "Opmerking", "Verzuim %"), ("Zorg", SECRET, "x"), ("Bouw", f"zie {SECRET}", "5"), sheet="Blad1"
        )
    ]
    finding = Finding("personal_data", "A cell holds a BSN.", "Take it out.", "Blad1", 2, "B", values={"letter": "B"})
    with speaking("en"):
        result = annotated("x.xlsx", content.getvalue(), tables, [finding])
    with zipfile.ZipFile(io.BytesIO(result)) as archive:
        assert [name for name in archive.namelist() if SECRET.encode() in archive.read(name)] == []
    sheet = opened(result)["Blad1"]
    assert tuple(sheet.values) == (("Afdeling", None, "Verzuim %"), ("Zorg", None, "x"), ("Bouw", None, "5"))
    assert comments(sheet) == {"B2": "A cell holds a BSN.\nTake it out."}


@pytest.mark.parametrize("bound", ["LARGEST", "MOST_CELLS"])
def test_a_large_file_gives_the_list_alone(bound: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, bound, 5)
    workbook = made([WRONG])
    assert workbook.sheetnames == ["Findings"]
    assert workbook["Findings"]["C2"].value == "B3"
    assert workbook["Findings"]["C2"].hyperlink is None


def test_a_file_read_in_batches_gives_the_list_alone() -> None:
    batches = TextTable("Blad 1's", TABLES[0].cells, more=lambda: iter(()))
    assert made([WRONG], tables=[batches]).sheetnames == ["Findings"]


def test_a_workbook_that_openpyxl_cannot_open_is_given_back_as_text() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("xl/workbook.xml", "<nonsense")
    workbook = made([WRONG], content.getvalue())
    assert workbook.sheetnames == ["Findings", "Blad 1's", "Findings 2"]
    assert comments(workbook["Blad 1's"])["B3"].startswith("This is not a percentage.")


def test_more_findings_than_are_listed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("di_data.export.findings_list.MOST_LISTED", 2)
    listed = made([WRONG] * 5).worksheets[0]
    assert [listed.cell(row, 1).value for row in (2, 3, 4, 5)] == ["Not a percentage"] * 2 + [
        "3 more are not listed.",
        None,
    ]


@pytest.mark.parametrize(
    ("name", "expected"),
    [("verzuim 2025.csv", "verzuim 2025 - findings.xlsx"), ("..\\..\\x/y.v2.xls", "y.v2 - findings.xlsx"),
     ("a\nb\"c.csv", "a_b_c - findings.xlsx"), ("", "file - findings.xlsx")],
)  # fmt: skip
def test_the_name_of_the_download(name: str, expected: str) -> None:
    with speaking("en"):
        assert annotated_name(name) == expected
