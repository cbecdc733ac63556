"""Variants of workbooks: sheets, number formats, formulas, hidden parts, and what must not be opened."""

import io
import zipfile
from datetime import date

from tests.variants.formats import Formula, Sheet, ods, rezipped, xlsx
from tests.variants.grids import COUNTS, LABELS, RATE, Grid, above, changed, long
from tests.variants.old_excel import container
from tests.variants.truth import Truth, absence, figures, figures_of
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place, variant

ROWS = absence()
XLSX = "export.xlsx"


def _counts() -> Truth:
    return figures(figures_of(ROWS, COUNTS))


def _rates() -> Truth:
    return figures(figures_of(ROWS, RATE))


def _shares() -> Grid:
    return changed(long(ROWS), 3, lambda cell: float(str(cell)) / 100)


@variant(LOADS)
def workbook() -> File:
    """The clean truth as a workbook."""
    return File(xlsx(Sheet(long(ROWS, COUNTS))), XLSX, _counts())


@variant(LOADS)
def opendocument() -> File:
    """The clean truth as an OpenDocument spreadsheet."""
    return File(ods(long(ROWS, COUNTS)), "export.ods", _counts())


@variant(LOADS)
def percent_format() -> File:
    """6,7% in Excel: the cell holds 0.067 with the format 0.0%."""
    return File(xlsx(Sheet(_shares(), formats={3: "0.0%"})), XLSX, _rates())


@variant(LOADS)
def percent_format_rounded() -> File:
    """7% in Excel: the cell holds 0.067 with the format 0%, and the stored value counts."""
    return File(xlsx(Sheet(_shares(), formats={3: "0%"})), XLSX, _rates())


@variant(LOADS)
def percent_format_opendocument() -> File:
    """6,7% in an OpenDocument spreadsheet."""
    return File(ods(_shares(), percent_columns=(3,)), "export.ods", _rates())


@variant(ASKS)
def share_in_workbook() -> File:
    """0.067 in a workbook without a percentage format."""
    return File(xlsx(Sheet(_shares())), XLSX, _rates(), places=(Place(column=LABELS["absence_rate"]),), answers={"ambiguous_percentage": "share"})  # fmt: skip


@variant(LOADS)
def numbers_as_text() -> File:
    """Numbers stored as text with a decimal comma."""
    grid: Grid = [[str(cell).replace(".", ",") if isinstance(cell, (int, float)) else cell for cell in row] for row in long(ROWS, COUNTS)]  # fmt: skip
    return File(xlsx(Sheet(grid)), XLSX, _counts())


@variant(LOADS)
def thousands_format() -> File:
    """Numbers with the format #,##0.00."""
    return File(xlsx(Sheet(long(ROWS, COUNTS), formats={3: "#,##0.00", 4: "#,##0"})), XLSX, _counts())


@variant(LOADS)
def codes_with_a_format_of_zeros() -> File:
    """Codes that are numbers with the format 0000, so that the leading zero is only shown."""
    grid = changed(long(ROWS, COUNTS), 0, lambda cell: int(str(cell)) if str(cell).isdigit() else cell)
    return File(xlsx(Sheet(grid, formats={0: "0000"})), XLSX, _counts())


@variant(LOADS, ASKS)
def codes_that_lost_zeros_in_a_workbook() -> File:
    """Codes that are plain numbers: 100 instead of 0100."""
    grid = changed(long(ROWS, COUNTS), 0, lambda cell: int(str(cell)) if str(cell).isdigit() else cell)
    units = {row: str(ROWS[row - 2].unit_code) for row in range(2, len(ROWS) + 2)}
    return File(xlsx(Sheet(grid)), XLSX, _counts(), units=units)


@variant(LOADS)
def formulas_with_results() -> File:
    """Percentages that are formulas, with the result that Excel stored."""
    head, *body = long(ROWS, (*COUNTS, "absence_rate"))
    grid = [head, *([*row[:-1], Formula(f"=100*D{number}/E{number}", row[-1])] for number, row in enumerate(body, start=2))]  # fmt: skip
    return File(xlsx(Sheet(grid)), XLSX, _counts())


@variant(REFUSED)
def formulas_without_results() -> File:
    """A formula without a stored result, as other programs write it."""
    head, *body = long(ROWS)
    grid = [head, *([*row[:-1], Formula("=1+5", None)] if number == 9 else row for number, row in enumerate(body, start=2))]  # fmt: skip
    return File(xlsx(Sheet(grid)), XLSX, places=(Place(9, LABELS["absence_rate"]),))


@variant(REFUSED, LOADS)
def error_in_workbook() -> File:
    """#DIV/0! in a cell of a workbook."""
    head, *body = long(ROWS)
    grid = [head, *([*row[:-1], Formula("=1/0", "#DIV/0!")] if number == 9 else row for number, row in enumerate(body, start=2))]  # fmt: skip
    return File(xlsx(Sheet(grid)), XLSX, places=(Place(9, LABELS["absence_rate"]),))


@variant(LOADS)
def contents_sheet_first() -> File:
    """A sheet with contents before the sheet with the table."""
    contents: Grid = [["Inhoud", None], ["Blad", "Wat"], ["Verzuim", "Verzuim per afdeling"], ["Toelichting", "Begrippen"]]  # fmt: skip
    notes: Grid = [["Toelichting"], ["Verzuimpercentage: verzuimdagen gedeeld door beschikbare dagen."]]
    return File(xlsx(Sheet(contents, "Inhoud"), Sheet(above(long(ROWS, COUNTS), ["Verzuim"], [None]), "Verzuim"), Sheet(notes, "Toelichting")), XLSX, _counts())  # fmt: skip


@variant(LOADS, ASKS, REFUSED)
def a_sheet_per_year() -> File:
    """The years on two sheets of the same form: both count, or the user is asked."""
    years = [Sheet(long([row for row in ROWS if row.start.year == year], COUNTS), str(year)) for year in (2024, 2025)]
    return File(xlsx(*years), XLSX, _counts(), places=(Place(),), answers={"which_sheet": "*"})


@variant(LOADS)
def hidden_sheet() -> File:
    """A hidden sheet with an older version of the same table, named in a warning."""
    older = changed(long(ROWS, COUNTS), 3, lambda cell: round(float(str(cell)) / 2, 2))
    return File(xlsx(Sheet(older, "oud", hidden=True), Sheet(long(ROWS, COUNTS), "Verzuim")), XLSX, _counts(), warns=("hidden_sheet", "other_sheets"))  # fmt: skip


@variant(LOADS)
def hidden_rows() -> File:
    """Rows that are hidden by hand: read too, and named in a warning."""
    return File(xlsx(Sheet(long(ROWS, COUNTS), hidden_rows=(5, 6, 7))), XLSX, _counts(), warns=("hidden_rows",))


@variant(LOADS)
def filtered_rows() -> File:
    """Rows that a filter hides: read too, and named in a warning."""
    return File(xlsx(Sheet(long(ROWS, COUNTS), hidden_rows=(10, 11), filtered_column=1)), XLSX, _counts(), warns=("hidden_rows",))  # fmt: skip


@variant(LOADS)
def hidden_column() -> File:
    """A hidden column between the others."""
    grid = [[*row[:2], "Sleutel" if number == 0 else number, *row[2:]] for number, row in enumerate(long(ROWS, COUNTS))]
    return File(xlsx(Sheet(grid, hidden_columns=(2,))), XLSX, _counts())


@variant(LOADS)
def merged_departments() -> File:
    """Merged cells down the rows of a department."""
    head, *body = long(ROWS, COUNTS)
    grid = [head, *([None, None, *row[2:]] if row[2] != "2024-Q1" else row for row in body)]
    merged = tuple((top, column, top + 7, column) for top in range(1, len(grid), 8) for column in (0, 1))
    return File(xlsx(Sheet(grid, merged=merged)), XLSX, _counts())


@variant(LOADS)
def merged_title() -> File:
    """A title that is merged across the table."""
    grid = above(long(ROWS, COUNTS), ["Verzuim per kwartaal"], [None])
    return File(xlsx(Sheet(grid, merged=((0, 0, 0, 6),))), XLSX, _counts())


@variant(ASKS, REFUSED)
def code_that_became_a_date() -> File:
    """The code 1-7 that Excel turned into 1 July."""
    grid = changed(long(ROWS, ("unit_code", *COUNTS[2:])), 0, lambda cell: date(2025, 7, 1) if cell == "1-7" else cell)
    rows = [number for number, row in enumerate(ROWS, start=2) if row.unit_code == "1-7"]
    places = tuple(Place(row, LABELS["unit_code"]) for row in rows)
    return File(xlsx(Sheet(grid, formats={0: "d-mmm"})), XLSX, _counts(), places=places, units=dict.fromkeys(rows, "1-7"))  # fmt: skip


@variant(LOADS)
def formula_like_names() -> File:
    """Text that looks like a formula: =cmd|' /C calc'!A0 in a remark, read as text."""
    grid: Grid = [[*row, "Opmerking" if number == 0 else ("=cmd|' /C calc'!A0", "+1", "-1", "@SUM(A1)")[number % 4]] for number, row in enumerate(long(ROWS, COUNTS))]  # fmt: skip
    return File(xlsx(Sheet(grid)), XLSX, _counts())


@variant(REFUSED)
def macros() -> File:
    """A workbook with macros."""
    content = rezipped(xlsx(Sheet(long(ROWS, COUNTS))), lambda _name, part: part, **{"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0" * 64})  # fmt: skip
    return File(content, "export.xlsm", says="macro")


@variant(REFUSED)
def external_links() -> File:
    """A workbook that takes its figures from another workbook."""
    link = b'<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><externalBook/></externalLink>'
    content = rezipped(xlsx(Sheet(long(ROWS, COUNTS))), lambda _name, part: part, **{"xl/externalLinks/externalLink1.xml": link})  # fmt: skip
    return File(content, XLSX, says="other")


@variant(REFUSED)
def password() -> File:
    """A workbook that is protected with a password."""
    return File(container({"EncryptionInfo": bytes(200), "EncryptedPackage": bytes(5000)}), XLSX, says="password")


@variant(REFUSED)
def damaged_workbook() -> File:
    """A workbook that was cut off in the middle."""
    content = xlsx(Sheet(long(ROWS, COUNTS)))
    return File(content[: len(content) // 2], XLSX, says="damaged")


@variant(REFUSED)
def zip_bomb() -> File:
    """A small file that unpacks to a very large one."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(xlsx(Sheet(long(ROWS))))) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:  # fmt: skip
        for part in old.namelist():
            new.writestr(part, old.read(part))
        new.writestr("xl/media/image1.bin", bytes(600 * 1024 * 1024))
    return File(buffer.getvalue(), XLSX, says="unpacks")


@variant(REFUSED)
def one_far_cell() -> File:
    """One filled cell in the last row and the last column of a sheet."""
    content = xlsx(Sheet(long(ROWS)))
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    return File(rezipped(content, lambda name, part: part.replace(b"</sheetData>", far) if "worksheets" in name else part), XLSX, says="cells")  # fmt: skip
