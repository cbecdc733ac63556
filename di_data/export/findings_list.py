"""The findings of a file as lines of a sheet, each with a link to its cell."""

from collections.abc import Sequence
from dataclasses import dataclass

from di_data.language import gettext as _
from di_data.loading.lettering import letter
from di_data.loading.places import Place
from di_data.loading.reading.read import TextTable
from di_data.loading.rule_names import rule_name

MOST_LISTED = 20_000
"""Lines of the list; who has more findings has one cause that repeats. A sheet holds 65,530 links."""


@dataclass(frozen=True)
class Line:
    """A line of the list: its texts, and what its linked text points at, such as 'Blad1'!B5."""

    texts: tuple[str, ...]
    target: str | None = None
    linked: int = 2


def lines(marked: Sequence[Place], tables: Sequence[TextTable], sheets: Sequence[str]) -> list[Line]:
    """The header and a line for every finding. `sheets`: the names in the workbook; none when only the list is given."""
    header = Line((_("Rule"), _("Sheet"), _("Cell"), _("Column"), _("What is wrong"), _("What to do")))
    listed = [_line(place, tables, sheets) for place in marked[:MOST_LISTED]]
    if (more := len(marked) - MOST_LISTED) > 0:
        listed.append(Line((_("{count} more are not listed.", count=more), "", "", "", "", "")))
    return [header, *listed]


def widths() -> tuple[int, ...]:
    """How wide the columns of the list are, in characters."""
    return 24, 18, 10, 24, 60, 60


def _line(place: Place, tables: Sequence[TextTable], sheets: Sequence[str]) -> Line:
    finding = place.finding
    cell = _cell(place, tables)
    texts = (rule_name(finding), finding.sheet or "", cell, finding.column or "", finding.text, finding.advice)
    if not sheets or not cell or place.table is None:
        return Line(texts)
    name = sheets[place.table].replace("'", "''")
    return Line(texts, f"'{name}'!{cell}")


def _cell(place: Place, tables: Sequence[TextTable]) -> str:
    """The cell as a spreadsheet names it, such as B5; the row alone where the tables are not at hand."""
    if not place.is_somewhere or place.table is None:
        return str(place.finding.row or "")
    row, column = place.cell
    first = tables[place.table].first_row if tables else 1
    return f"{letter(column)}{first + row}"
