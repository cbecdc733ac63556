"""Personal data in a file: found and refused before anything is stored, the place told and never the value."""

from di_data.contracts import personal_data
from di_data.language import mark as _
from di_data.loading.findings import Finding
from di_data.loading.read import TextTable
from di_data.loading.shape import HEADER_WITHIN, Match

_REMEDY = _("Take this column out of the file and load it again. Nothing was stored.")
_HELD = {
    "bsn": _("A cell holds a citizen service number (BSN)."),
    "email": _("A cell holds an e-mail address."),
}


def found_in(tables: list[TextTable], match: Match | None) -> list[Finding]:
    """Columns that describe a person, or that hold a BSN or an e-mail address.

    Headers are looked for down to the header row where it is known, and else in the first filled rows.
    """
    found = []
    for table in tables:
        top = match.header_row + 1 if match and match.table is table else HEADER_WITHIN
        for place, name in enumerate(table.cells.columns):
            cells = table.cells[name]
            headers = cells.head(top).to_list()
            label = next((cell for cell in headers if cell and personal_data.is_personal_header(cell)), None)
            if label:
                words, row, column = _("This column holds data about a person."), headers.index(label), label
            elif hit := personal_data.in_cells(cells):
                words, row, column = _HELD[hit[0]], hit[1], _letter(place)
            else:
                continue
            found.append(Finding("personal_data", words, _REMEDY, sheet=table.sheet, row=row + 1, column=column))
    return found


def _letter(place: int) -> str:
    """The letter by which a spreadsheet names a column, counted from 0."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)
