"""The sound files that the fuzzer starts from: one or more of every form that is read."""

import io
from datetime import date
from pathlib import Path

import xlsxwriter

from tests.unit.spreadsheets import cell, open_document, row, sheet, words

HERE = Path(__file__).parent
DATA = HERE.parent / "data"
LINES = 40
"""Lines of a real text file: what it looks like, and small enough to try thousands of changes."""

LONG = (
    "unit_code;period;indicator;value\nZORG;2025-01;verzuim_totaal;6,7%\nBOUW;mrt-25;verzuim_totaal;1.234,5\n"
    'ZORG;2025K1;verzuim_totaal;"5,1"\n;;;\nTotaal;2025-Q1;verzuim_totaal;<5\nBron: AFAS\n'
)
WIDE = (
    "Verzuim per afdeling\nAfgedrukt op 1 mei 2025\n\nAfdeling;jan-25;feb-25;mrt-25\nZorg en Welzijn;6,7;6,8;.\n"
    "Bouwen en Wonen;5,1*;12,5-;n.v.t.\nEindtotaal;5,9;9,6;\n"
)
SURVEY = 'Afdeling\tVraag 1\t"Vraag\n2"\tIngevuld\nZorg\t7,1\t3,4\t25\nBouw\t6,9\t3,1\t12\n'
ACTIONS = 'afdeling,actie,start,eind\nZORG,\'s ochtends overleg,03-04-2025,31-12-9999\nBOUW,"één, twee",20250331,\n'
PAGE = (
    "<html><head><meta charset=utf-8><style>td{}</style></head><body><table border=1><tr><th rowspan=2>Afdeling</th>"
    "<th colspan=2>Verzuim %</th></tr><tr><th>Q1</th><th>Q2</th></tr><tr><td>Zorg &amp; Welzijn</td><td>6,7</td><td>&nbsp;"
    "</td></tr><!-- bron --></table></body></html>"
)


def seeds() -> dict[str, bytes]:
    """Name and content of every file to start from."""
    texts = {
        "lang.csv": LONG,
        "breed.csv": WIDE,
        "enquete.txt": SURVEY,
        "acties.csv": ACTIONS,
        "sep.csv": f"sep=;\n{LONG}",
    }
    files = {name: text.encode() for name, text in texts.items()}
    for encoding in ("utf-8-sig", "cp1252", "utf-16", "utf-16-be"):
        files[f"{encoding}.csv"] = (LONG + "Café;2025;één;€ 1\n").encode(encoding)
    files["garbled.csv"] = (LONG + "CafÃ©;2025;Ã©Ã©n;1\n").encode()
    files["web.xls"] = PAGE.encode()
    files["oud.xls"] = (HERE / "corpus" / "verzuim.xls").read_bytes()
    files |= {"klein.xlsx": _workbook(), "klein.ods": _document()}
    for path in sorted(DATA.glob("*.csv")):
        files[path.name] = b"".join(path.read_bytes().splitlines(keepends=True)[:LINES])
    return files


def _workbook() -> bytes:
    content = io.BytesIO()
    workbook = xlsxwriter.Workbook(content, {"in_memory": True})
    share, day = workbook.add_format({"num_format": "0.0%"}), workbook.add_format({"num_format": "dd-mm-yyyy"})
    code = workbook.add_format({"num_format": "0000"})
    first = workbook.add_worksheet("Cijfers")
    first.merge_range(0, 0, 0, 3, "Verzuim")
    first.write_row(1, 0, ["unit_code", "period", "indicator", "value"])
    for number in range(2, 8):
        first.write_row(number, 0, ["ZORG", "2025-Q1", "verzuim_totaal"])
        first.write_number(number, 3, number / 100, share)
        first.write_number(number, 4, number, code)
        first.write_datetime(number, 5, date(2025, 3, number), day)
    first.write_formula(8, 3, "=SUM(D3:D8)", share, 0.33)
    first.write_formula(9, 3, "=1/0", None, "#DIV/0!")
    first.write_formula(10, 3, "=1+1", None, "")
    first.write_boolean(10, 0, True)
    first.write_rich_string(10, 1, "a", workbook.add_format({"bold": True}), "b")
    first.set_row(4, None, None, {"hidden": True})
    first.autofilter(1, 0, 8, 3)
    second = workbook.add_worksheet("Uitleg")
    second.write_string(3, 2, "toelichting")
    second.hide()
    workbook.close()
    return content.getvalue()


def _document() -> bytes:
    rows = [
        row(words("titel", 'table:number-columns-spanned="2"') + "<table:covered-table-cell/>"),
        row(words("unit_code") + words("period") + words("indicator") + words("value")),
        row(words("ZORG") + words("2025-Q1") + words("verzuim_totaal") + cell("percentage", "0.067")),
        row(words("BOUW") + cell("date", "2025-03-31") + cell("float", "7", 'table:number-columns-repeated="2"')),
        row('<table:table-cell table:formula="of:=1+1"/>', 'table:visibility="filter"'),
        row('<table:table-cell table:number-columns-repeated="1020"/>', 'table:number-rows-repeated="1000"'),
    ]
    return open_document(sheet("Blad1", *rows) + sheet("Blad2", row(words("x"))))
