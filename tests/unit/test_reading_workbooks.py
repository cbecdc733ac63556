"""Workbooks to tables of text: what cells show, what is hidden, and what is refused before it takes memory."""

import io
import re
import struct
import zipfile
import zlib
from collections.abc import Callable

import polars as pl
import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from di_data.config import Settings
from di_data.errors import Refused
from di_data.loading.reading.cell_marks import Mark, mark_of
from di_data.loading.reading.cell_text import plain_numbers
from di_data.loading.reading.read import UNCALCULATED, TextTable, read
from tests.unit.spreadsheets import cell, open_document, row, sheet, words, workbook_of


def _one_sheet(fill: Callable[[xlsxwriter.Workbook, xlsxwriter.worksheet.Worksheet], object]) -> bytes:
    return workbook_of(lambda workbook: fill(workbook, workbook.add_worksheet("Blad")))


def _read(content: bytes) -> list[TextTable]:
    return read(content, "x.xlsx", Settings())


def _changed(content: bytes, part: str, change: Callable[[str], str]) -> bytes:
    """The workbook with one of its parts written anew."""
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, change(text.decode()) if name == part else text)
    return written.getvalue()


def _with(content: bytes, part: str, text: bytes = b"x") -> bytes:
    written = io.BytesIO(content)
    with zipfile.ZipFile(written, "a") as archive:
        archive.writestr(part, text)
    return written.getvalue()


SHEET = "xl/worksheets/sheet1.xml"


# What a cell shows -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        (0.067, "0%", "6,7%"),
        (0.067, "0.0%", "6,7%"),
        (0.29, "0.00%", "29%"),
        (0.1 + 0.2, "0.00%", "30%"),
        (0.0005, "0.0 %", "0,05%"),
        (-0.125, "0.0%;[Red]-0.0%", "-12,5%"),
        (0, "0%", "0%"),
        (6.7, '0.0"%"', "6,7%"),
        (6.7, "0.0\\%", "6,7%"),
        (7, "0000", "0007"),
        (12345, "0000", "12345"),
        (7.5, "0000", "7,5"),
        (6.7, "0.0", "6,7"),
        (0.1 + 0.2, "General", "0,3"),
        (1234567.5, "#,##0.00", "1234567,5"),
        (5, '"niveau" 0', "5"),
        (1e20, "General", "100000000000000000000"),
        (1.5e-7, "General", "0,00000015"),
        (-0.0, "General", "0"),
    ],
)
def test_a_number_as_its_cell_shows_it(value: float, code: str, text: str) -> None:
    def fill(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_string(0, 0, "kop")
        sheet.write_number(1, 0, value, workbook.add_format({"num_format": code}))

    assert _read(_one_sheet(fill))[0].cells.rows() == [("kop",), (text,)]


@pytest.mark.parametrize(
    ("code", "mark"),
    [
        ("0%", Mark.PERCENT),
        ("_-* 0.0%_-", Mark.PERCENT),
        ('0" procent"', None),
        ("00", Mark.ZEROS),
        ("00000", Mark.ZEROS),
        ("0", None),
        ("00.0", None),
        ("dd-mm-yyyy", None),
        ('"%"', None),
        ("", None),
    ],
)
def test_what_a_number_format_means(code: str, mark: Mark | None) -> None:
    assert (mark_of(code) or (None,))[0] == mark


@given(st.decimals(-(10**9), 10**9, places=4))
def test_a_number_of_four_decimals_comes_back_without_noise(number) -> None:
    (text,) = plain_numbers(pl.Series([float(number)], dtype=pl.Float64))
    assert "e" not in text
    assert float(text.replace(",", ".")) == float(number)
    assert len(text.partition(",")[2]) <= 4


@given(st.integers(-(10**7), 10**7))
def test_a_percentage_of_a_workbook_is_a_hundred_times_its_share(thousandths: int) -> None:
    from di_data.loading.reading.cell_marks import MARKS
    from di_data.loading.reading.cell_text import text_column

    marks = pl.DataFrame({"row": [1], "column": [0], "mark": [str(Mark.PERCENT)], "text": [""]}, schema=MARKS)
    column = text_column(["kop", thousandths / 1000], marks)
    whole, tenth = divmod(abs(thousandths), 10)
    expected = ("-" if thousandths < 0 else "") + (f"{whole},{tenth}%" if tenth else f"{whole}%")
    assert column.to_list() == ["kop", expected]


def test_percentages_are_found_in_a_large_sheet_whatever_piece_they_fall_in() -> None:
    def fill(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        share = workbook.add_format({"num_format": "0.0%"})
        for number in range(60_000):
            sheet.write_string(number, 0, f"afdeling {number} met een lange naam om het blad groot te maken")
            sheet.write_number(number, 1, number / 1000, share if number % 3 == 0 else None)

    content = workbook_of(lambda workbook: fill(workbook, workbook.add_worksheet()))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.getinfo(SHEET).file_size > 4 << 20
    column = _read(content)[0].cells["c1"]
    assert column[3] == "0,3%"
    assert column[59_997] == "5999,7%"
    assert column[59_998] == "59,998"
    assert column.str.ends_with("%").sum() == 20_000


def test_cells_that_do_not_say_where_they_are() -> None:
    """Some systems leave the places out; then cells follow one another."""

    def fill(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_row(0, 0, ["a", "b"])
        sheet.write_row(1, 0, [1, 0.5], workbook.add_format({"num_format": "0%"}))

    content = _changed(_one_sheet(fill), SHEET, lambda xml: re.sub(r' r="[A-Z]*\d+"', "", xml))
    assert _read(content)[0].cells.rows() == [("a", "b"), ("100%", "50%")]


def test_tags_with_a_prefix() -> None:
    def fill(workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.write_string(0, 0, "a")
        sheet.write_number(1, 0, 0.5, workbook.add_format({"num_format": "0%"}))
        sheet.set_row(1, None, None, {"hidden": True})

    content = _changed(
        _one_sheet(fill), SHEET, lambda xml: re.sub(r"<(/?)(\w)", r"<\1x:\2", xml).replace("xmlns=", "xmlns:x=")
    )
    (table,) = _read(content)
    assert table.cells.rows() == [("a",), ("50%",)]
    assert [note.row for note in table.notes] == [2]


@pytest.mark.parametrize(
    ("xml", "text"),
    [
        ("<c r='A2'><f>1+1</f></c>", UNCALCULATED),
        ('<c r="A2"><f>1+1</f><v/></c>', UNCALCULATED),
        ('<c r="A2"><f>1+1</f><v></v></c>', UNCALCULATED),
        ('<c r="A2"><f t="shared" si="0"/></c>', UNCALCULATED),
        ('<c\n t="n"\tr="A2"><f>1+1</f></c>', UNCALCULATED),
        ('<c r="A2"><f>1+1</f><v>2</v></c>', "2"),
        ('<c r="A2" t="str"><f>""</f><v></v></c>', None),
        ('<c r="A2" t="e"><f>1/0</f><v>#DIV/0!</v></c>', "#DIV/0!"),
        ('<c t="e" r="A2"><v>#N/A</v></c>', "#N/A"),
        ('<c r="A2" t="b"><v>1</v></c>', "ja"),
        ('<c r="A2" t="d"><v>2025-03-01</v></c>', "2025-03-01"),
        ('<c r="A2" t="inlineStr"><is><t>007</t></is></c>', "007"),
    ],
)
def test_formulas_and_errors(xml: str, text: str | None) -> None:
    content = _one_sheet(lambda _w, sheet: sheet.write_column(0, 0, ["kop", 1]))
    content = _changed(content, SHEET, lambda old: re.sub(r'<c r="A2">.*?</c>', lambda _m: xml, old))
    assert _read(content)[0].cells["c0"].to_list() == ["kop", text]


def test_a_sheet_of_formulas_that_were_never_calculated() -> None:
    def fill(_workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for number in range(3):
            sheet.write_formula(number + 1, 2, "=1+1", value="")

    assert _read(_one_sheet(fill))[0].cells.rows() == [(None,) * 3, *[(None, None, UNCALCULATED)] * 3]


# What is hidden or merged ----------------------------------------------------------------------


def test_hidden_rows_and_columns_are_read_and_named() -> None:
    def fill(_workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        for number in range(10):
            sheet.write_row(number, 0, [f"a{number}", "b", "c"])
        for number in (3, 4, 7):
            sheet.set_row(number, None, None, {"hidden": True})
        sheet.set_column(1, 1, None, None, {"hidden": True})
        sheet.set_row(500, None, None, {"hidden": True})

    (table,) = _read(_one_sheet(fill))
    assert table.cells.height == 10
    notes = {note.rule: note for note in table.notes}
    assert notes["hidden_rows"].values == {"rows": "4–5, 8"}
    assert notes["hidden_rows"].row == 4
    assert notes["hidden_columns"].values == {"columns": "B"}


def test_hidden_sheets_are_marked() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("Zichtbaar").write_string(0, 0, "x")
        hidden = workbook.add_worksheet("Verborgen")
        hidden.write_string(0, 0, "x")
        hidden.hide()

    assert [(table.sheet, table.hidden) for table in _read(workbook_of(fill))] == [
        ("Zichtbaar", False),
        ("Verborgen", True),
    ]


def test_merged_cells_are_told() -> None:
    def fill(_workbook: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet) -> None:
        sheet.merge_range(1, 1, 1, 3, "kop")
        sheet.merge_range(2, 0, 4, 0, "afdeling")

    assert sorted(_read(_one_sheet(fill))[0].merged) == [(1, 1, 1, 3), (2, 0, 4, 0)]


# OpenDocument ----------------------------------------------------------------------------------


def test_an_opendocument_spreadsheet() -> None:
    first = sheet(
        "Cijfers",
        row(words("titel", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"),
        row(words("Zorg") + cell("percentage", "0.067") + cell("date", "2025-03-01") + cell("float", "7")),
        row(words("b", 'table:number-columns-repeated="2"') + '<table:table-cell table:formula="of:=1+1"/>',
            'table:visibility="filter"'),
        row('<table:table-cell table:number-columns-repeated="16384"/>', 'table:number-rows-repeated="1048000"'),
    )  # fmt: skip
    second = sheet("Twee", row(cell("percentage", "0.5", 'table:number-columns-repeated="3"')))
    one, two = read(open_document(first + second), "x.ods", Settings())
    assert one.cells.rows() == [
        ("titel", None, None, None),
        ("Zorg", "6,7%", "2025-03-01", "7"),
        ("b", "b", UNCALCULATED, None),
    ]
    assert one.merged == ((0, 0, 0, 1),)
    assert [(note.rule, note.row) for note in one.notes] == [("hidden_rows", 3)]
    assert two.cells.rows() == [("50%", "50%", "50%")]


def test_repeated_rows_keep_percentages_in_their_place() -> None:
    body = sheet(
        "T",
        row(words("kop"), 'table:number-rows-repeated="2"'),
        row("<table:table-cell/>", 'table:number-rows-repeated="3"'),
        row(cell("percentage", "0.25"), 'table:number-rows-repeated="2"'),
        row(cell("float", "0.25")),
    )
    (table,) = read(open_document(body), "x.ods", Settings())
    assert table.cells["c0"].to_list() == ["kop", "kop", None, None, None, "25%", "25%", "0,25"]


# Refused ---------------------------------------------------------------------------------------


def _small() -> bytes:
    return _one_sheet(lambda _w, sheet: sheet.write_row(0, 0, ["afdeling", "periode"]))


REPEATED = sheet("T", row(words("x", 'table:number-columns-repeated="1000"'), 'table:number-rows-repeated="1000000"'))


@pytest.mark.parametrize(
    ("content", "word"),
    [
        pytest.param(_with(_small(), "xl/vbaProject.bin"), "macros", id="macros"),
        pytest.param(_with(_small(), "xl/externalLinks/externalLink1.xml"), "other workbooks", id="links"),
        pytest.param(_with(_small(), "xl/workbook.bin"), "xlsb", id="binary workbook"),
        pytest.param(
            _changed(_small(), SHEET, lambda xml: xml.replace("<worksheet", '<!DOCTYPE a [<!ENTITY b "c">]><worksheet', 1)),
            "damaged", id="entities"),
        pytest.param(
            _changed(_small(), SHEET, lambda xml: xml.replace('r="B1"', 'r="XFD1048576"')), "million cells", id="far cell"),
        pytest.param(
            _changed(_small(), SHEET, lambda xml: xml.replace('<c r="B1"', "<c r = 'XFD1048576'")),
            "million cells", id="far cell in other quotation marks"),
        pytest.param(
            _changed(_small(), SHEET, lambda xml: xml.replace('<c r="B1"', '<y:c r="XFD1048576"')),
            "damaged", id="far cell under another prefix"),
        pytest.param(open_document(REPEATED), "million cells", id="ods that repeats"),
        pytest.param(open_document(sheet("T") + "<table:table-source/>"), "other workbooks", id="ods with links"),
        pytest.param(_with(open_document(sheet("T", row(words("x")))), "Basic/script-lc.xml"), "macros", id="ods macros"),
    ],
)  # fmt: skip
def test_refused_with_what_to_do(content: bytes, word: str) -> None:
    with pytest.raises(Refused) as caught:
        _read(content)
    assert word in caught.value.source


def test_parts_that_overlap_are_refused() -> None:
    content = bytearray(_with(_small(), "xl/extra.xml", b"a" * 50))
    directory = content.rindex(b"PK\x01\x02")
    content[directory + 42 : directory + 46] = struct.pack("<I", 0)  # where the part begins: on top of the first
    with pytest.raises(Refused):
        _read(bytes(content))


def test_a_bomb_is_unpacked_no_further_than_it_says() -> None:
    """The archive says that the part has 100 bytes; it holds a hundred million."""
    packed = zlib.compressobj(9, zlib.DEFLATED, -15)
    stream = packed.compress(b"a" * 100_000_000) + packed.flush()
    content = io.BytesIO(_small())
    with zipfile.ZipFile(content, "a") as archive:
        archive.writestr("xl/extra.xml", stream)
    bomb = bytearray(content.getvalue())
    local, directory = bomb.rindex(b"PK\x03\x04"), bomb.rindex(b"PK\x01\x02")
    for place in (local + 8, directory + 10):
        bomb[place : place + 2] = struct.pack("<H", zipfile.ZIP_DEFLATED)
    for place in (local + 22, directory + 24):
        bomb[place : place + 4] = struct.pack("<I", 100)
    with pytest.raises(Refused):
        _read(bytes(bomb))
