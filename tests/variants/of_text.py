"""Variants of text files: delimiters, encodings, quotes, line ends, and text that calls itself Excel."""

from tests.variants.formats import delimited, dutch_thousands, english, html
from tests.variants.grids import COUNTS, Grid, Row, changed, long, with_column
from tests.variants.old_excel import xls
from tests.variants.truth import Truth, absence, figures, figures_of
from tests.variants.variant import ASKS, LOADS, REFUSED, File, Place, variant

ROWS = absence()


def counts() -> Grid:
    """The plain file: a row per department and quarter, with all counts."""
    return long(ROWS, COUNTS)


def truth() -> Truth:
    """What the plain file gives."""
    return figures(figures_of(ROWS, COUNTS))


@variant(LOADS)
def plain() -> File:
    """The clean truth in our own template: semicolons, decimal comma, UTF-8."""
    return File(delimited(counts()), truth=truth())


@variant(LOADS)
def delimiter_tab() -> File:
    """Tab between the cells."""
    return File(delimited(counts(), "\t"), "levering.txt", truth())


@variant(LOADS)
def delimiter_pipe() -> File:
    """| between the cells."""
    return File(delimited(counts(), "|"), truth=truth())


@variant(LOADS)
def delimiter_comma_and_decimal_point() -> File:
    """A comma between the cells and a decimal point, as in an English export."""
    return File(delimited(counts(), ",", number=english), truth=truth())


@variant(LOADS)
def delimiter_comma_and_decimal_comma() -> File:
    """A comma between the cells, and numbers with a decimal comma in quotes."""
    return File(delimited(counts(), ","), truth=truth())


@variant(LOADS)
def sep_line() -> File:
    """A first line sep=; for Excel."""
    return File(delimited(counts(), before="sep=;\r\n"), truth=truth())


@variant(LOADS)
def sep_line_pipe() -> File:
    """A first line sep=| that names another delimiter."""
    return File(delimited(counts(), "|", before="sep=|\r\n"), truth=truth())


@variant(LOADS)
def every_cell_quoted() -> File:
    """Every cell in quotation marks, numbers too."""
    return File(delimited(counts(), quote_all=True), truth=truth())


@variant(LOADS)
def utf8_with_mark() -> File:
    """UTF-8 with a byte-order mark."""
    return File(delimited(counts(), encoding="utf-8-sig"), truth=truth())


@variant(LOADS)
def cp1252() -> File:
    """The Windows encoding, with ë in a name of a department (no codes)."""
    return File(delimited(by_name(), encoding="cp1252"), truth=truth())


@variant(LOADS)
def utf16_with_mark() -> File:
    """UTF-16 with a byte-order mark, as Excel's “Unicode text”: tabs."""
    return File(delimited(by_name(), "\t", encoding="utf-16"), "levering.txt", truth())


@variant(LOADS)
def utf16le_without_mark() -> File:
    """UTF-16LE without a byte-order mark."""
    return File(delimited(by_name(), encoding="utf-16-le"), truth=truth())


@variant(LOADS)
def mojibake() -> File:
    """UTF-8 that was taken for the Windows encoding and stored again: FinanciÃ«n."""
    broken = delimited(by_name()).decode("cp1252").encode("utf-8")
    return File(broken, truth=truth())


@variant(LOADS)
def unix_line_ends() -> File:
    """Lines that end in LF only."""
    return File(delimited(counts(), newline="\n"), truth=truth())


@variant(LOADS)
def old_mac_line_ends() -> File:
    """Lines that end in CR only."""
    return File(delimited(counts(), newline="\r"), truth=truth())


@variant(LOADS)
def line_break_in_header() -> File:
    """Line breaks inside quoted headers."""
    labels = ["Afdelings-\ncode", "Naam van de\nafdeling", "Periode", "Verzuim-\ndagen", "Beschikbare\ndagen", "Medewerkers\n(gemiddeld)", "Nieuwe\nziekmeldingen"]  # fmt: skip
    return File(delimited([list(labels), *counts()[1:]]), truth=truth())


@variant(LOADS)
def delimiter_within_quotes() -> File:
    """A remark that holds the delimiter, a quotation mark and a line break."""
    grid = with_column(counts(), "Opmerking", lambda row, _cells: 'zie "bijlage";\nblz. 3' if row == 4 else "", 2)
    return File(delimited(grid), truth=truth())


@variant(LOADS)
def empty_columns_behind() -> File:
    """Delimiters without cells behind every line."""
    return File(delimited([[*row, None, None, None] for row in counts()]), truth=truth())


@variant(LOADS)
def ragged_rows() -> File:
    """Rows that stop after their last filled cell."""
    grid: Grid = [*counts(), ["Bron: personeelssysteem"], [""]]
    return File(delimited(grid), truth=truth())


@variant(LOADS)
def empty_lines() -> File:
    """Empty lines between and below the rows."""
    blank: Row = [None] * len(COUNTS)
    head, *body = counts()
    grid = [head, *(line for row in body for line in ([row, blank] if row[2] == "2024-Q4" else [row])), blank, blank]
    return File(delimited(grid), truth=truth())


@variant(LOADS)
def spaces_around_cells() -> File:
    """Trailing and non-breaking spaces in headers, codes, names and numbers."""
    grid = [[f"{cell}\u00a0 " if isinstance(cell, str) else cell for cell in row] for row in counts()]
    grid = changed(grid, 4, lambda cell: f"\u00a0{cell} ")
    return File(delimited(grid), truth=truth())


@variant(LOADS, ASKS)
def thousands_and_decimal_comma() -> File:
    """Thousands with a point beside decimals with a comma: 11.950 and 1.836,5."""
    return File(
        delimited(counts(), number=dutch_thousands), truth=truth(), answers={"ambiguous_number": "thousands"},
        places=(Place(column="Beschikbare dagen"),),
    )  # fmt: skip


@variant(REFUSED)
def unmatched_quote() -> File:
    """A quotation mark that is opened and never closed."""
    text = delimited(counts()).decode().replace("0200;Bouwen", '0200;"Bouwen', 1)
    return File(text.encode(), says="quotation", places=(Place(), Place(row=10)))


@variant(REFUSED)
def empty_file() -> File:
    """A file without a byte."""
    return File(b"", says="is empty")


@variant(REFUSED)
def header_only() -> File:
    """A header without rows."""
    return File(delimited(counts()[:1]), says="no rows")


@variant(REFUSED)
def text_that_is_no_table() -> File:
    """A letter instead of a table."""
    return File(b"Beste collega\n\nHierbij de cijfers\nGroeten\n", "brief.txt", says="not a table")


@variant(LOADS)
def xls_that_is_tabs() -> File:
    """A file .xls that is text with tabs."""
    return File(delimited(by_name(), "\t", encoding="cp1252"), "export.xls", truth())


@variant(LOADS)
def xls_that_is_html() -> File:
    """A file .xls that is a web page."""
    return File(html(counts()), "export.xls", truth())


@variant(LOADS)
def xls_97() -> File:
    """A real Excel 97 file."""
    return File(xls(counts()), "export.xls", truth())


def by_name() -> Grid:
    """The plain file without codes: departments by name only."""
    return [row[1:] for row in counts()]
