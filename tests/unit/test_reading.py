"""Bytes to tables of text: every dialect, encoding and workbook, and what is refused before anything is read."""

import io
import os
import resource
import subprocess
import sys
import zipfile
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from di_data.config import PROJECT, Settings
from di_data.errors import Refused
from di_data.loading.reading.read import TextTable, read
from tests.unit.spreadsheets import workbook_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HEADER_AND_ROW = [("afdeling", "toelichting"), ("Café", "één; twee")]


def _table(content: bytes, name: str = "bestand.csv") -> list[tuple[str | None, ...]]:
    (table,) = read(content, name, Settings())
    return table.cells.rows()


def _small_workbook() -> bytes:
    return workbook_of(lambda workbook: workbook.add_worksheet("Blad1").write_row(0, 0, ["afdeling", "periode"]))


@pytest.mark.parametrize("delimiter", [";", ",", "\t", "|"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
def test_delimiters_and_line_ends(delimiter: str, line_end: str) -> None:
    lines = ["afdeling,periode,cijfer", "ZORG,2025-01,5", "BOUW,2025-01,6"]
    text = line_end.join(line.replace(",", delimiter) for line in lines)
    assert _table(text.encode()) == [
        ("afdeling", "periode", "cijfer"),
        ("ZORG", "2025-01", "5"),
        ("BOUW", "2025-01", "6"),
    ]


def test_decimal_commas_do_not_pass_for_delimiters() -> None:
    assert _table(b"a;b;c\n1,5;2,5;3,5\n4,5;5,5;6,5\n")[1] == ("1,5", "2,5", "3,5")


# Was a bug once: the tab of a "sep=" line is stripped off with the white space; the empty delimiter then ends in an exception.
@pytest.mark.parametrize("delimiter", [";", ",", "|", "\t"])
def test_a_sep_line_is_left_out_and_keeps_its_row(delimiter: str) -> None:
    text = "sep=@\na@b\n1@2\n".replace("@", delimiter)
    assert _table(text.encode()) == [(None, None), ("a", "b"), ("1", "2")]


def test_a_sep_line_decides_over_what_the_rows_look_like() -> None:
    assert _table(b"sep=|\na;b;c|d\n1;2;3|4\n")[1:] == [("a;b;c", "d"), ("1;2;3", "4")]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    assert _table('afdeling;toelichting\nCafé;"één; twee"\n'.encode(encoding)) == HEADER_AND_ROW


def test_utf16_little_endian_as_excel_writes_it() -> None:
    assert _table(b"\xff\xfe" + "a\tb\né\t€\n".encode("utf-16-le")) == [("a", "b"), ("é", "€")]


def test_the_euro_sign_of_cp1252() -> None:
    assert _table("post;bedrag\nkosten € en één;5\n".encode("cp1252"))[1] == ("kosten € en één", "5")


def test_an_accent_far_down_in_a_large_cp1252_file() -> None:
    content = b"a;b\n" + b"abcdefgh;1\n" * 30_000 + "Café;2\n".encode("cp1252")
    assert _table(content)[-1] == ("Café", "2")


def test_quoted_delimiters_quotes_and_line_breaks_stay_in_their_cell() -> None:
    content = b'a;b\n"1;x";"eerste\ntweede"\n"hij zei ""ja""";3\n'
    assert _table(content) == [("a", "b"), ("1;x", "eerste\ntweede"), ('hij zei "ja"', "3")]


def test_empty_lines_and_title_rows_keep_the_row_numbers_of_the_sheet() -> None:
    content = b"Verzuim per afdeling\n\nafgedrukt op 1 mei\n\na;b\n1;2\n\n3;4\n"
    assert _table(content)[4:] == [("a", "b"), ("1", "2"), (None, None), ("3", "4")]


def test_short_rows_are_filled_up_and_empty_columns_at_the_end_dropped() -> None:
    assert _table(b"a;b;c;;\n1;2;;;\n1\n") == [("a", "b", "c"), ("1", "2", None), ("1", None, None)]


@pytest.mark.parametrize(
    "content",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b" \n\t \r\n", id="only whitespace"),
        pytest.param(b"\xef\xbb\xbf", id="only a byte-order mark"),
        pytest.param(b";;;\n;;;\n", id="only delimiters"),
        pytest.param(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + bytes(range(256)), id="picture"),
        pytest.param(b"%PDF-1.7\n\x00\x01\x02;;;", id="pdf"),
        pytest.param(b"Dit is een brief.\nMet twee regels.\n", id="prose"),
        pytest.param(b'a;b\n1;"x\n3;4\n', id="quotation mark that is never closed"),
        pytest.param(b"PK\x03\x04" + b"\x00" * 200, id="damaged zip"),
        pytest.param(OLE + b"\x00" * 2000, id="damaged xls"),
        pytest.param(OLE + b"\x00" * 600 + "EncryptedPackage".encode("utf-16-le") + b"\x00" * 600, id="password"),
        # Was a bug once: ValueError, see the test of the sep= line
        pytest.param(b"a" + b";" * 5000 + b"\n", id="thousands of columns"),
        pytest.param(b"<html><body><p>x</p></body></html>", id="html"),
    ],
)
def test_refused_with_one_sentence(content: bytes) -> None:
    with pytest.raises(Refused) as caught:
        read(content, "bestand.csv", Settings())
    assert "bestand.csv" in caught.value.message
    assert "\n" not in caught.value.message


def test_a_file_above_the_limit_is_refused() -> None:
    content = b"a;b\n" + b"1;2\n" * 100
    assert read(content, "x.csv", replace(Settings(), upload_limit=len(content)))
    with pytest.raises(Refused):
        read(content, "x.csv", replace(Settings(), upload_limit=len(content) - 1))


def test_a_zip_bomb_is_refused_before_it_is_opened() -> None:
    content = workbook_of(lambda workbook: workbook.add_worksheet().write_string(0, 0, "a" * 30_000))
    assert len(content) < 20_000
    with pytest.raises(Refused):
        read(content, "bom.xlsx", replace(Settings(), unpacked_limit=20_000))


def test_a_zip_without_a_workbook_is_refused() -> None:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("brief.txt", "geen werkblad")
    with pytest.raises(Refused):
        read(content.getvalue(), "x.xlsx", Settings())


@pytest.mark.parametrize("share", [0.1, 0.5, 0.9, 0.99])
def test_a_workbook_that_was_cut_off_is_refused(share: float) -> None:
    content = _small_workbook()
    with pytest.raises(Refused):
        read(content[: int(len(content) * share)], "x.xlsx", Settings())


# Was a bug once: zipfile raises NotImplementedError for a version it does not know; read._refuse_bomb catches BadZipFile only.
def test_a_zip_of_an_unknown_version_is_refused() -> None:
    content = bytearray(_small_workbook())
    content[content.index(b"PK\x01\x02") + 6] = 99  # "version needed to extract" in the central directory
    with pytest.raises(Refused):
        read(bytes(content), "x.xlsx", Settings())


# Was a bug once: one far cell in a workbook of 7 KB makes calamine lay out 17 thousand million cells; the process dies.
def test_one_far_cell_does_not_take_the_memory(tmp_path: Path) -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        sheet = workbook.add_worksheet()
        sheet.write_string(0, 0, "afdeling")
        sheet.write_string(1_048_575, 16_383, "x")

    path = tmp_path / "ver.xlsx"
    path.write_bytes(workbook_of(fill))
    program = (
        "import sys; from pathlib import Path; from di_data.config import Settings\n"
        "from di_data.errors import Refused; from di_data.loading.reading.read import read\n"
        "try: read(Path(sys.argv[1]).read_bytes(), 'ver.xlsx', Settings())\n"
        "except Refused: sys.exit(2)"
    )
    limit = 4 * 1024**3
    done = subprocess.run(
        [sys.executable, "-c", program, str(path)], cwd=PROJECT, capture_output=True, check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_AS, (limit, limit)), env={**os.environ, "RUST_BACKTRACE": "0"},
    )  # fmt: skip
    assert done.returncode == 2


def _all_types(workbook: xlsxwriter.Workbook) -> None:
    sheet = workbook.add_worksheet("Cijfers")
    day = workbook.add_format({"num_format": "dd-mm-yyyy"})
    moment = workbook.add_format({"num_format": "dd-mm-yyyy hh:mm"})
    sheet.write_number(1, 1, 5.25)
    sheet.write_number(1, 2, 12)
    sheet.write_string(1, 3, "007")
    sheet.write_boolean(1, 4, True)
    sheet.write_boolean(1, 5, False)
    sheet.write_datetime(1, 6, date(2025, 3, 31), day)
    sheet.write_datetime(1, 7, datetime(2025, 3, 31, 14, 5), moment)


def test_cells_of_a_workbook_become_text_in_their_place() -> None:
    rows = _table(workbook_of(_all_types), "x.xlsx")
    assert rows == [
        (None,) * 8,
        (None, "5,25", "12", "007", "ja", "nee", "2025-03-31", "2025-03-31 14:05:00"),
    ]


def test_every_filled_sheet_is_read_and_empty_ones_are_not() -> None:
    def fill(workbook: xlsxwriter.Workbook) -> None:
        workbook.add_worksheet("Inhoud").write_string(0, 0, "zie tabel")
        workbook.add_worksheet("Leeg")
        workbook.add_worksheet("Tabel").write_row(2, 1, ["a", "b"])

    tables: list[TextTable] = read(workbook_of(fill), "x.xlsx", Settings())
    assert [table.sheet for table in tables] == ["Inhoud", "Tabel"]
    assert tables[1].cells.rows() == [(None,) * 3, (None,) * 3, (None, "a", "b")]


def test_the_real_workbook_has_its_three_tables() -> None:
    content = (PROJECT / "tests" / "data" / "csps_2016_organisation_scores.xlsx").read_bytes()
    tables = {table.sheet: table.cells for table in read(content, "csps.xlsx", Settings())}
    assert tables["Table 2.1 Question scores"].row(2)[2:7] == ("B01", "B02", "B03", "B04", "B05")
    assert tables["Table 2.1 Question scores"].row(7)[:6] == (
        "Attorney General's Office",
        None,
        "93%",
        "90%",
        "88%",
        "83%",
    )


def test_a_sep_line_that_names_nothing_leaves_the_delimiter_to_be_found() -> None:
    table = read(b"sep=\na;b\n1;2\n", "x.csv", Settings())[0]
    assert table.cells.rows() == [(None, None), ("a", "b"), ("1", "2")]
