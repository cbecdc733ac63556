"""What the parts of a workbook say before its values are read: what must be refused, and the facts of its sheets."""

from collections.abc import Iterable
from posixpath import normpath
from xml.etree import ElementTree

from di_data.config import Settings
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading.reading import biff_scan, ods_scan, sheet_scan
from di_data.loading.reading.archive import Archive, opened
from di_data.loading.reading.cell_marks import SheetFacts, marks_of_styles
from di_data.loading.reading.compound_file import MAGIC
from di_data.loading.reading.text_table import DAMAGED, LINKS, MACROS, MOST_CELLS, NOT_A_TABLE, PASSWORD, TOO_MANY_CELLS

_BINARY = _("The file {name} is a binary workbook (xlsb). Save it as xlsx and load it again.")
_LARGEST_STRINGS = 150 << 20
"""Bytes of the texts that cells share: all of them are held in memory at once."""

_STRINGS = "xl/sharedStrings.xml"
_MOST_SHEETS = 1_000


def facts_of(content: bytes, name: str, settings: Settings) -> dict[int, SheetFacts]:
    """The facts of the sheets by their place in the workbook.

    Raises Refused for a workbook that is damaged, protected, has macros or links, or would take too much memory.
    """
    if content.startswith(MAGIC):
        sheets = biff_scan.scan(content, name)
        _within_bounds(sheets, name)
        return dict(enumerate(sheets))
    archive = opened(content, name, settings.unpacked_limit)
    _refuse_unwanted(archive)
    if ods_scan.PART in archive.parts:
        sheets = ods_scan.scan(archive)
        _within_bounds(sheets, name)
        archive.verify(but={ods_scan.PART})
        return dict(enumerate(sheets))
    if "xl/workbook.xml" not in archive.parts:
        raise Refused(NOT_A_TABLE, name=name)
    styles = marks_of_styles(archive)
    facts: dict[int, SheetFacts] = {}
    parts = _sheet_parts(archive)
    for number, part in parts.items():
        facts[number] = sheet_scan.scan(archive, part, styles)
        _within_bounds(facts.values(), name)
    archive.verify(but=set(parts.values()))
    return facts


def _refuse_unwanted(archive: Archive) -> None:
    """Raises Refused for macros, links to other workbooks, and forms of workbook that are not read."""
    for part in archive.parts:
        if part.endswith("vbaProject.bin") or part.startswith("Basic/"):
            raise Refused(MACROS, name=archive.name)
        if part.startswith("xl/externalLinks/"):
            raise Refused(LINKS, name=archive.name)
        if part == "xl/workbook.bin":
            raise Refused(_BINARY, name=archive.name)
    if _STRINGS in archive.parts and archive.parts[_STRINGS].file_size > _LARGEST_STRINGS:
        raise Refused(TOO_MANY_CELLS, name=archive.name, cells=MOST_CELLS // 1_000_000)
    if b"manifest:encryption-data" in archive.whole("META-INF/manifest.xml"):
        raise Refused(PASSWORD, name=archive.name)


def _within_bounds(sheets: Iterable[SheetFacts], name: str) -> None:
    if sum(sheet.rows * sheet.columns for sheet in sheets) > MOST_CELLS:
        raise Refused(TOO_MANY_CELLS, name=name, cells=MOST_CELLS // 1_000_000)


def _sheet_parts(archive: Archive) -> dict[int, str]:
    """The part of every worksheet by its place in the workbook. Raises Refused when one is not there."""
    try:
        book = ElementTree.fromstring(archive.whole("xl/workbook.xml"))
        links = ElementTree.fromstring(archive.whole("xl/_rels/workbook.xml.rels"))
    except (ElementTree.ParseError, ValueError, LookupError) as error:
        raise Refused(DAMAGED, name=archive.name) from error
    targets = {link.get("Id"): link.get("Target", "") for link in links.findall("{*}Relationship")}
    sheets = book.findall("{*}sheets/{*}sheet")
    if len(sheets) > _MOST_SHEETS:
        raise Refused(DAMAGED, name=archive.name)
    parts: dict[int, str] = {}
    for number, sheet in enumerate(sheets):
        link = next((value for key, value in sheet.items() if key.endswith("}id")), None)
        target = targets.get(link, "")
        part = normpath(target.lstrip("/") if target.startswith(("/", "xl/")) else f"xl/{target}")
        if part.startswith("xl/worksheets/") or ("/" in part and part in archive.parts):
            if part not in archive.parts:
                raise Refused(DAMAGED, name=archive.name)
            parts[number] = part
    return parts
