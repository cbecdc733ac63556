"""Text files to tables: delimiters, quotation marks, encodings, large files in batches, and web pages called .xls."""

import csv
import io
import mmap
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from di_data.config import Settings
from di_data.errors import Refused
from di_data.loading.reading import text_file
from di_data.loading.reading.dialect import dialect_of
from di_data.loading.reading.quotes import records_of
from di_data.loading.reading.read import TextTable, read


def _read(content: bytes) -> TextTable:
    (table,) = read(content, "bestand.csv", Settings())
    return table


def _rows(content: bytes) -> list[tuple[str | None, ...]]:
    return _read(content).cells.rows()


# Delimiters ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "delimiter"),
    [
        pytest.param("a;b\n" + "Zorg;6,7\n" * 20, ";", id="a decimal comma in every row"),
        pytest.param("a;b;c\n" + "1,5;2,5;3,5\n" * 20, ";", id="more decimal commas than delimiters"),
        pytest.param("Verzuim, 2025\nOp 1 mei, 10:00\na;b\nZorg;6,7\nBouw;1,2\n", ";", id="commas in the titles"),
        pytest.param("a;b\n" + "Zorg;x, y, z, w\n" * 20, ";", id="commas in the text"),
        pytest.param("a;b;c;d\nx;1;6,7;o\ny;2;6,8\nz;3;6,9\n", ";", id="rows that end early"),
        pytest.param("a,b,c\n" + "Zorg,1,x; y\n" * 20 + "Bouw,2,z\n", ",", id="semicolons in the text"),
        pytest.param('a,b\n"Zorg; wonen","6,7"\n', ",", id="delimiters of others in quotation marks"),
        pytest.param("a\tb\n" + "Zorg, wonen; en meer\t1,5\n" * 5, "\t", id="tabs"),
        pytest.param("a|b\n" + "Zorg, wonen|1,5\n" * 5, "|", id="bars"),
        pytest.param('"sep=|"\na;b;c|d\n', "|", id="a sep line in quotation marks"),
    ],
)
def test_the_delimiter_is_found(text: str, delimiter: str) -> None:
    assert dialect_of(text, "x.csv").delimiter == delimiter


def test_single_quotation_marks() -> None:
    assert _rows(b"'a;b';'c'\n'x''y';'1;2'\n") == [("a;b", "c"), ("x'y", "1;2")]


def test_an_apostrophe_is_no_quotation_mark() -> None:
    assert _rows(b"a;b\n's-Gravenhage;1\nfoto's;2\n")[1:] == [("'s-Gravenhage", "1"), ("foto's", "2")]


# Quotation marks -------------------------------------------------------------------------------


def test_a_quotation_mark_within_a_cell_is_a_character() -> None:
    assert _rows(b'a;b\npijp 5";3\nbuis 2" en 3";4\n')[1:] == [('pijp 5"', "3"), ('buis 2" en 3"', "4")]


def test_a_quotation_mark_within_a_cell_beside_quoted_cells() -> None:
    assert _rows(b'a;b\n"x;y";3\npijp 5";4\n"z";5\n')[1:] == [("x;y", "3"), ('pijp 5"', "4"), ("z", "5")]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('a;b\n1;"x\n3;4\n', 2),
        ('a;b\n1;2\n"Zorg;5\nx;6\n"Bouw";6\n', 3),
        ('a;b\n"x\ny";2\n"Zorg"z;5\n', 3),
        ('"a;b\n1;2\n', 1),
    ],
)
def test_the_row_of_a_quotation_mark_that_does_not_match(text: str, row: int) -> None:
    with pytest.raises(Refused) as caught:
        _read(text.encode())
    assert caught.value.values["row"] == row


def test_a_formula_that_keeps_zeros_is_its_text() -> None:
    assert _rows(b'a;b\n="007";1\n"=""x;y""";="002"\n')[1:] == [("007", "1"), ("x;y", "002")]


CELL = st.text(st.sampled_from('ab ;,"\n1é%'), max_size=6)
TABLE = st.integers(2, 4).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8))  # fmt: skip


@given(TABLE, st.sampled_from(";\t|"), st.sampled_from(["\n", "\r\n"]), st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"]))  # fmt: skip
def test_what_the_standard_library_writes_is_read_back(rows: list[list[str]], delimiter: str, line_end: str, encoding: str) -> None:  # fmt: skip
    """A file whose every cell is quoted; the header is plain so that the encoding can be seen."""
    written = io.StringIO()
    csv.writer(written, delimiter=delimiter, quoting=csv.QUOTE_ALL, lineterminator=line_end).writerows(
        [["kop"] * len(rows[0]), *rows]
    )
    table = _read(written.getvalue().encode(encoding))
    expected = [tuple(cell or None for cell in row) for row in [["kop"] * len(rows[0]), *rows]]
    assert table.cells.rows() == expected


@settings(max_examples=500)
@given(st.text(st.sampled_from('a;"\n x'), max_size=30))
def test_the_fast_reader_and_the_slow_one_agree_or_refuse(text: str) -> None:
    """Whatever the quotation marks: never another table than the rules of CSV give."""
    slow = records_of("k;k\n" + text, ";", '"')
    try:
        rows = _rows(("k;k\n" + text).encode())
    except Refused:
        assert isinstance(slow, int)
        return
    assert isinstance(slow, list)
    width = max(map(len, slow))
    padded = [tuple(record + [None] * (width - len(record))) for record in slow]
    while padded and width > 1 and all(record[width - 1] is None for record in padded):
        width -= 1
        padded = [record[:width] for record in padded]
    assert rows == padded


# Encodings -------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_utf16_with_and_without_a_mark(encoding: str, mark: str) -> None:
    assert _rows((mark + "a;b\nCafé €;2\n").encode(encoding)) == [("a", "b"), ("Café €", "2")]


def test_the_euro_sign_of_iso_8859_15() -> None:
    assert _rows("a;b\n€ één;2\n".encode("iso8859-15"))[1] == ("€ één", "2")


@pytest.mark.parametrize("words", ["België", "“reünie”", "Á propos", "naïeve façade €", "à"])
def test_garbled_accents_are_repaired_and_told(words: str) -> None:
    garbled = "".join(bytes([code]).decode("cp1252", "ignore") or chr(code) for code in words.encode())
    table = _read(f"a;b\n{garbled};2\n".encode())
    assert table.cells.rows()[1] == (words, "2")
    assert [note.rule for note in table.notes] == ["garbled_accents"]


@pytest.mark.parametrize("words", ["Ã is een letter", "België en BelgiÃ«", "prima café"])
def test_accents_that_are_right_are_left_alone(words: str) -> None:
    table = _read(f"a;b\n{words};2\n".encode())
    assert table.cells.rows()[1] == (words, "2")
    assert not table.notes


def test_bytes_that_no_known_encoding_has_are_refused() -> None:
    with pytest.raises(Refused) as caught:
        _read(b"a;b\nM\x81ller;\x90\n")
    assert "encoding" in caught.value.source


def test_text_that_begins_like_a_compressed_file() -> None:
    assert _rows(b"x^2;b\n1;2\n") == [("x^2", "b"), ("1", "2")]


# Large files -----------------------------------------------------------------------------------


def _whole(table: TextTable) -> list[tuple[str | None, ...]]:
    rows = table.cells.rows()
    for part in table.more() if table.more else ():
        assert part.first_row == len(rows) + 1
        assert part.cells.columns == table.cells.columns
        rows += part.cells.rows()
    return rows


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("batch", [1, 7, 100, 10_000])
def test_batches_come_to_the_same_as_the_whole(
    monkeypatch: pytest.MonkeyPatch, line_end: str, encoding: str, batch: int
) -> None:
    lines = ["kop;twee;drie", *(f'"Café {n};\nx";{n};"é""{n}"' for n in range(50)), "", "zonder;eind;e"]
    content = "\n".join(lines).replace("\n", line_end).encode(encoding)
    whole = _read(content)
    assert whole.more is None
    assert whole.cells.row(7) == ("Café 6;\nx", "6", 'é"6')
    monkeypatch.setattr(text_file, "BATCH", batch)
    assert _whole(_read(content)) == whole.cells.rows()


def test_more_can_be_asked_for_twice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file, "BATCH", 10)
    table = _read(b"a;b\n" + b"1;2\n" * 20)
    assert _whole(table) == _whole(table)


def test_a_later_row_with_more_cells_is_refused_by_its_number(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file, "BATCH", 40)
    table = _read(b"a;b\n" + b"1;2\n" * 20 + b"1;2;;\n" + b"1;2;3\n" + b"1;2\n" * 9)
    with pytest.raises(Refused) as caught:
        _whole(table)
    assert caught.value.values["row"] == 23


def test_a_quotation_mark_that_is_never_closed_in_a_later_batch_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(text_file, "BATCH", 40)
    with pytest.raises(Refused):
        _whole(_read(b"a;b\n" + b"1;2\n" * 20 + b'"1;2\n' + b"1;2\n" * 20))


def test_a_mapped_file_above_the_limit_of_uploads_is_read_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "groot.csv"
    path.write_bytes(b"a;b\n" + b"1;2\n" * 1000)
    small = replace(Settings(), upload_limit=100)
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        with pytest.raises(Refused):
            read(content, "groot.csv", small)
        with pytest.raises(Refused):
            read(content, "groot.csv", small, limit=2000)
        (table,) = read(content, "groot.csv", small, limit=0)
    assert table.cells.height == 1001


def test_a_workbook_keeps_a_limit_when_none_is_asked() -> None:
    with pytest.raises(Refused) as caught:
        read(b"PK\x03\x04" + b"x" * 200, "x.xlsx", replace(Settings(), upload_limit=100), limit=0)
    assert "larger" in caught.value.source


# Web pages -------------------------------------------------------------------------------------

PAGE = b"""<html><head><style>td {x: "<td>"}</style></head><body><!-- <tr><td>nee</td></tr> --><table>
<tr><th rowspan=2>Afdeling</th><th colspan="2">Verzuim&nbsp;%</th></tr>
<tr><th>Q1<br>2025</th><th>Q2</th></tr>
<tr><td>Zorg &amp; <b>Welzijn</b></td><td>6,7<td></td></tr>
</table></body></html>"""


def test_a_web_page_with_merged_cells() -> None:
    table = _read(PAGE)
    assert table.cells.rows() == [
        ("Afdeling", "Verzuim %", None),
        (None, "Q1 2025", "Q2"),
        ("Zorg & Welzijn", "6,7", None),
    ]
    assert table.merged == ((0, 0, 1, 0), (0, 1, 0, 2))


@pytest.mark.parametrize(
    "unit", [b"<!--", b"<head ", b"<td", b"<tr><td>", b"<", b"<style>", b"<!-- -->", b"<td rowspan=99999 colspan=999>"]
)
def test_a_web_page_that_repeats_itself_takes_no_time(unit: bytes) -> None:
    """Each of these makes some parser of web pages slow beyond use."""
    content = b"<table><tr>" + unit * 100_000
    try:
        table = _read(content)
    except Refused:
        return
    assert isinstance(table.cells, pl.DataFrame)


def test_the_old_xml_form_of_workbooks_is_refused_with_what_to_do() -> None:
    content = b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>'
    with pytest.raises(Refused) as caught:
        _read(content)
    assert "xlsx" in caught.value.source
