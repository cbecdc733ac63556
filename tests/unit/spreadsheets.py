"""Spreadsheets for the tests. Those of OpenDocument are written by hand: no library that we use writes them."""

import io
import zipfile
from collections.abc import Callable

import xlsxwriter

_SPACES = " ".join(
    f'xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{short}:1.0"' for short in ("office", "table", "text")
)
_TYPE = "application/vnd.oasis.opendocument.spreadsheet"


def workbook_of(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    """A workbook (.xlsx) that is filled in this way."""
    content = io.BytesIO()
    with xlsxwriter.Workbook(content, {"in_memory": True}) as workbook:
        fill(workbook)
    return content.getvalue()


def open_document(body: str) -> bytes:
    """A spreadsheet (.ods) with these sheets."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", _TYPE, zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            '<?xml version="1.0"?><manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
            f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{_TYPE}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<?xml version="1.0"?><office:document-content {_SPACES}><office:body><office:spreadsheet>{body}'
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return content.getvalue()


def sheet(name: str, *rows: str) -> str:
    """A sheet of these rows."""
    return f'<table:table table:name="{name}">{"".join(rows)}</table:table>'


def row(cells: str, attributes: str = "") -> str:
    """A row of these cells."""
    return f"<table:table-row {attributes}>{cells}</table:table-row>"


def cell(kind: str, value: str, attributes: str = "") -> str:
    """A cell with a number or a date."""
    key = "date-value" if kind == "date" else "value"
    return f'<table:table-cell office:value-type="{kind}" office:{key}="{value}" {attributes}><text:p>{value}</text:p></table:table-cell>'


def words(text: str, attributes: str = "") -> str:
    """A cell with text."""
    return f'<table:table-cell office:value-type="string" {attributes}><text:p>{text}</text:p></table:table-cell>'
