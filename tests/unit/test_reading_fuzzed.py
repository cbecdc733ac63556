"""What the fuzzer of tests/fuzz found, as small as it could be made. Each once hung, died or raised something else."""

import struct
from pathlib import Path

import pytest

from di_data.config import Settings
from di_data.errors import Refused
from di_data.loading.reading.read import read
from tests.unit.spreadsheets import open_document, row, sheet, words

XLS = (Path(__file__).parents[1] / "fuzz" / "corpus" / "verzuim.xls").read_bytes()
SECTOR = 512
TABLE_LIST, FIRST_OF_DIRECTORY, FIRST_LIST, LISTS = 76, 48, 68, 72
"""Places in the header of a compound file: the sectors of the allocation table, the directory, and further lists."""


def _with(number: int, place: int) -> bytes:
    return XLS[:place] + struct.pack("<I", number) + XLS[place + 4 :]


def _refused(content: bytes, name: str = "x.xls") -> None:
    with pytest.raises(Refused):
        read(content, name, Settings())


def test_the_sound_workbook_is_read() -> None:
    """Without this the tests below could pass for another reason."""
    tables = read(XLS, "x.xls", Settings())
    assert [(table.sheet, table.hidden) for table in tables] == [("Verzuim", False), ("Toelichting", True)]
    assert tables[0].cells.row(2) == ("ZORG", "2025-Q1", "5%", "2025-03-31")
    assert tables[0].merged == ((0, 0, 0, 3),)
    assert [(note.rule, note.row) for note in tables[0].notes] == [("hidden_rows", 5)]


def test_a_chain_of_sectors_that_comes_back_to_itself() -> None:
    """The library followed it for ever, or until the memory was gone."""
    table = (struct.unpack_from("<I", XLS, TABLE_LIST)[0] + 1) * SECTOR
    first = struct.unpack_from("<I", XLS, FIRST_OF_DIRECTORY)[0]
    _refused(_with(first, table + 4 * first))


def test_a_workbook_in_a_chain_that_comes_back_to_itself() -> None:
    table = (struct.unpack_from("<I", XLS, TABLE_LIST)[0] + 1) * SECTOR
    _refused(_with(0, table + 4))


def test_a_list_of_tables_that_comes_back_to_itself() -> None:
    content = bytearray(_with(0, FIRST_LIST))
    content[SECTOR : 2 * SECTOR] = bytes(SECTOR)  # sector 0 names itself as the next list
    _refused(bytes(content))


@pytest.mark.parametrize("place", [FIRST_OF_DIRECTORY, TABLE_LIST])
def test_a_sector_beyond_the_end(place: int) -> None:
    _refused(_with(9999, place))


def test_more_texts_than_there_are_bytes_for() -> None:
    """The library made room for as many as were announced."""
    texts = XLS.index(b"Verzuim per afdeling")
    count = XLS.rindex(b"\xfc\x00", 0, texts) + 8
    _refused(_with(0x7FFFFFFF, count))


@pytest.mark.parametrize("size", [0, 8, 100, 511, 512, 1024, 3000])
def test_an_old_workbook_that_was_cut_off(size: int) -> None:
    content = XLS[:size]
    _refused(content)


@pytest.mark.parametrize("end", ["<x:c r='B2'>", "<table:table>", "</table:table>", "<table:table-row>"])
def test_a_document_with_an_element_that_is_never_closed(end: str) -> None:
    """The library waited for the end of the sheet, for ever."""
    _refused(open_document(sheet("T", row(words("x"))) + end), "x.ods")


@pytest.mark.parametrize(
    ("content", "rows"),
    [
        pytest.param(b'a\tb\t"c\n2"\td\te\n1\t2\t3\t4\t5\n', 2, id="header of several lines, wider than any line"),
        pytest.param(b'k;k\n;"\n";a\n', 2, id="row of several lines, wider than any line"),
        pytest.param(b'k;k\n1;x\x01y"z\n2;\x01\x01\n', 3, id="control characters beside a stray quotation mark"),
        pytest.param(b'k;k\n""a"";1\n', None, id="doubled quotation marks around a cell"),
        pytest.param(b'k;k\na";";\n', None, id="a mark that opens where another did not close"),
    ],
)
def test_odd_text(content: bytes, rows: int | None) -> None:
    if rows is None:
        _refused(content, "x.csv")
    else:
        assert read(content, "x.csv", Settings())[0].cells.height == rows


def test_a_sheet_whose_last_row_lies_before_its_first() -> None:
    """The library reserved room for four billion rows, and the process was gone."""
    place = XLS.index(struct.pack("<HH", 0x200, 14))  # the record with the dimensions of the first sheet
    _refused(XLS[: place + 4] + struct.pack("<II", 20, 6) + XLS[place + 12 :])


def test_a_sheet_as_wide_as_a_sheet_can_be() -> None:
    """Filled in every one of 16,384 columns; it took half a minute to make texts of it."""
    _refused(open_document(sheet("Blad1", row(words("x", 'table:number-columns-repeated="16384"')))), "x.ods")
