"""A BSN in odd places of a file: it stands nowhere on the page, nor in what the server prints."""

import io
from pathlib import Path

import pytest
import xlsxwriter
from streamlit.testing.v1 import AppTest

from tests.pages.conftest import Opener

BSN = "111222333"
HEADER = "unit_code;period;absence_rate"


def _workbook(**sheets: list[list[object]]) -> bytes:
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        for name, rows in sheets.items():
            sheet = workbook.add_worksheet(name)
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return content.getvalue()


ROWS: list[list[object]] = [["unit_code", "period", "absence_rate"], ["ZORG", "2025-01", 5]]
ODD = [
    pytest.param("a.csv", f"{HEADER};x\nZORG;2025-01;5;{BSN}\n".encode(), id="cell"),
    pytest.param("a.csv", f"{HEADER};bsn {BSN}\nZORG;2025-01;5;\n".encode(), id="header"),
    pytest.param("a.csv", f"Overzicht {BSN}\n{HEADER}\nZORG;2025-01;5\n".encode(), id="title"),
    pytest.param("a.csv", f"{HEADER}\n{BSN};2025-01;5\n".encode(), id="code of a department"),
    pytest.param("a.csv", f"{HEADER}\nZORG;{BSN};5\n".encode(), id="period"),
    pytest.param("a.csv", f"{HEADER}\nZORG;2025-01;{BSN}\n".encode(), id="figure"),
    pytest.param("a.csv", f"{HEADER}\nZORG;2025-01;5\nBron: {BSN};;\n".encode(), id="footnote"),
    pytest.param("a.csv", f"niets\n{BSN}\n".encode(), id="no table"),
    pytest.param("a.csv", f'{HEADER}\nZORG;"2025-01;{BSN}\n'.encode(), id="quotes that do not match"),
    pytest.param("a.csv", b"\xff\xfe" + f"{HEADER};x\nZORG;2025-01;5;{BSN}\n".encode("utf-16-le"), id="UTF-16"),
    pytest.param("a.xlsx", _workbook(Blad1=[*ROWS, ["BOUW", "2025-01", int(BSN)]]), id="number in a workbook"),
    pytest.param("a.xlsx", _workbook(Blad1=ROWS, Anders=[["x"], [f"zie {BSN}"]]), id="another sheet"),
    pytest.param("a.xls", f"<table><tr><td>unit_code<td>x<tr><td>ZORG<td>{BSN}</table>".encode(), id="HTML"),
]  # fmt: skip


def _everything(test: AppTest) -> str:
    """All that the page sends to the browser."""
    told = [repr(test.main), repr(test.sidebar), *(str(getattr(element, "proto", "")) for element in test.main)]
    told += [
        str(element.value) for element in (*test.dataframe, *test.table, *test.markdown, *test.caption, *test.error)
    ]
    return "\n".join(told)


def test_what_is_not_personal_is_shown(demo_store: Path, open_page: Opener) -> None:
    """Else the tests below prove nothing."""
    test = open_page("load_data", "hr")
    test.file_uploader[0].set_value(("a.csv", f"{HEADER}\nZORG;2025-01;vijfkommavijf\n".encode(), "text/csv")).run()
    assert "vijfkommavijf" in _everything(test)


@pytest.mark.parametrize(("name", "content"), ODD)
def test_a_bsn_is_told_nowhere(
    name: str, content: bytes, demo_store: Path, open_page: Opener, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    test = open_page("load_data", "hr")
    test.file_uploader[0].set_value((name, content, "application/octet-stream")).run()
    assert not test.exception
    assert test.error
    out, err = capfd.readouterr()
    assert BSN not in _everything(test) + out + err + caplog.text


def test_after_an_exception_that_quotes_the_file(
    demo_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str], caplog: pytest.LogCaptureFixture
) -> None:  # fmt: skip
    def fail(*arguments: object, **options: object) -> None:
        raise ValueError(f"cannot read {BSN}")

    test = open_page("load_data", "hr")
    monkeypatch.setattr("di_data.loading.load.recognise", fail)
    test.file_uploader[0].set_value(("a.csv", f"a;b\n1;{BSN}\n".encode(), "text/csv")).run()
    assert not test.exception
    assert any("ValueError" in text for text in _everything(test).splitlines())
    out, err = capfd.readouterr()
    assert BSN not in _everything(test) + out + err + caplog.text
