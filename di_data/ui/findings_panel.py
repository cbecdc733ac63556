"""What is wrong with a refused file: counted by rule, marked in the file's own grid, and as a workbook with comments."""

from collections import Counter
from collections.abc import Mapping, Sequence

import streamlit as st

from di_data.access import Right
from di_data.export.annotated import annotated, annotated_name
from di_data.language import chosen, speaking
from di_data.language import gettext as _
from di_data.loading.findings import Finding, Question
from di_data.loading.lettering import letter
from di_data.loading.places import Place, places, withheld
from di_data.loading.reading.read import TextTable
from di_data.loading.report import Report, Source
from di_data.loading.rule_names import rule_name
from di_data.ui.session import Session
from di_data.ui.showing import plain, rows

MOST_ROWS = 200
"""Rows of the grid; who has more mends these first, or takes the workbook."""
MOST_COLUMNS = 40
MOST_GENERAL = 20
WRONG, DOUBT = "✖", "⚠"

_EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def show(session: Session, source: Source, report: Report, tables: list[TextTable]) -> None:
    """The findings of a file that was refused. Nothing of the file is kept: the grid is made anew every time.

    `tables`: the file as it was read; cells of a column with personal data are not shown.
    """
    session.viewer.must(Right.LOAD_DATA)
    if not report.errors:
        return
    marked = places(report.errors, tables)
    chosen_rule = _rules(report.errors)
    shown = [place for place in marked if chosen_rule in (None, rule_name(place.finding))]
    _general([place.finding for place in shown if not place.is_somewhere])
    _grid(shown, tables, withheld(marked, tables))
    _download(source, report.errors, tables)


def _rules(findings: Sequence[Finding]) -> str | None:
    """The rule that was chosen to look at; None for all of them."""
    counted = Counter(map(rule_name, findings))
    if len(counted) == 1:
        return None
    names = [name for name, _count in counted.most_common()]
    every = _("All")
    picked = st.pills(
        _("Show"),
        [every, *names],
        default=every,
        required=True,
        format_func=lambda name: f"{name} ({len(findings) if name == every else counted[name]})",
    )
    return None if picked in (None, every) else str(picked)


def _general(findings: Sequence[Finding]) -> None:
    """What is about the file as a whole."""
    for finding in findings[:MOST_GENERAL]:
        st.markdown(f"- {_mark(finding)} {plain(finding.text)} {plain(finding.advice)}".rstrip())
    if (more := len(findings) - MOST_GENERAL) > 0:
        st.caption(_("{count} more are in the Excel file below.", count=more))


def _grid(shown: Sequence[Place], tables: Sequence[TextTable], hidden: set[tuple[int, int]]) -> None:
    """The rows that something is wrong with, one before and one after, as they stand in the sheet."""
    found = [place for place in shown if place.is_somewhere]
    sheets = sorted({place.table for place in found if place.table is not None})
    if not sheets:
        return
    sheet = sheets[0]
    if len(sheets) > 1:
        counted = Counter(place.table for place in found)
        sheet = st.selectbox(
            _("Sheet"), sheets, format_func=lambda place: f"{tables[place].sheet or place + 1} ({counted[place]})"
        )
    here = [place for place in found if place.table == sheet]
    about: dict[int, list[Place]] = {}
    for place in sorted(here, key=lambda place: place.cell):
        about.setdefault(place.cell[0], []).append(place)
    kept = {row: about[row] for row in _first(about, tables[sheet].cells.height)}
    columns = _columns(tables[sheet].cells.width, [place for listed in kept.values() for place in listed])
    grid = _lay_out(tables[sheet], kept, here[0].header_row, columns, {column for of, column in hidden if of == sheet})
    number, wrong = _("Row"), _("What is wrong, and what to do")
    rows(
        grid,
        name=_("The rows of the file with what is wrong"),
        column_config={
            number: st.column_config.TextColumn(width=60, pinned=True),
            wrong: st.column_config.TextColumn(width="large"),
        },
    )
    st.caption(
        _("{wrong} must be mended, {doubt} is a question to answer. Rows and columns are named as in Excel.", wrong=WRONG, doubt=DOUBT)
    )  # fmt: skip
    if len(kept) < len(about):
        st.caption(
            _("Only the first {count} of {all} rows are shown; the Excel file has more.", count=len(kept), all=len(about))
        )  # fmt: skip
    if len(columns) < tables[sheet].cells.width:
        st.caption(_("Columns without anything wrong are left out, because there are many."))
    if any(of == sheet for of, _column in hidden):
        st.caption(_("Columns with data about a person are not shown, only where they stand."))


def _first(rows_with: Mapping[int, object], height: int) -> list[int]:
    """The first rows with findings that fit in the grid together with their neighbours."""
    taken: list[int] = []
    wanted: set[int] = set()
    for row in rows_with:
        wanted |= _near(row, height)
        if len(wanted) >= MOST_ROWS:
            break
        taken.append(row)
    return taken


def _near(row: int, height: int) -> set[int]:
    """A row and those before and after it, as far as the table goes; a row below the table stands alone."""
    return {row, *(near for near in (row - 1, row + 1) if 0 <= near < height)}


def _columns(width: int, kept: Sequence[Place]) -> list[int]:
    """The columns to show: all of them, or where there are many the first ones and those with findings."""
    if width <= MOST_COLUMNS:
        return list(range(width))
    first, bad = range(MOST_COLUMNS // 4), sorted({place.cell[1] for place in kept})
    return sorted({*first, *bad[: MOST_COLUMNS - len(first)]})


def _lay_out(
    table: TextTable, about: Mapping[int, Sequence[Place]], header: int, columns: Sequence[int], hidden: set[int]
) -> list[dict[str, str]]:
    """A row of the grid for the header, every row with a finding, and the row before and after it."""
    height = table.cells.height
    wanted = {header}.union(*(_near(row, height) for row in about))
    laid_out = []
    for row in sorted(wanted):
        cells = table.cells.row(row) if row < height else (None,) * table.cells.width
        bad = {place.cell[1]: place.finding for place in about.get(row, ()) if place.column is not None}
        laid_out.append(
            {_("Row"): str(table.first_row + row), _("What is wrong, and what to do"): _words(about.get(row, ()))}
            | {letter(column): _cell(cells[column], bad.get(column), column in hidden) for column in columns}
        )
    return laid_out


def _words(found: Sequence[Place]) -> str:
    """What is wrong with a row, each thing said once, with the columns that it is about."""
    said: dict[str, list[str]] = {}
    for place in found:
        text = " ".join(part for part in (place.finding.text, place.finding.advice) if part)
        said.setdefault(text, []).append("" if place.column is None else letter(place.column))
    return " · ".join(
        f"{', '.join(dict.fromkeys(names))}: {text}" if any(names) else text for text, names in said.items()
    )


def _cell(text: str | None, finding: Finding | None, is_hidden: bool) -> str:
    if is_hidden and not (finding and text == finding.column):  # the header is told in the finding already
        text = "•••" if text else ""
    content = " ".join((text or "").split())
    return f"{_mark(finding)} {content}".rstrip() if finding else content


def _mark(finding: Finding) -> str:
    return DOUBT if isinstance(finding, Question) else WRONG


def _download(source: Source, findings: list[Finding], tables: list[TextTable]) -> None:
    language = chosen()

    def made() -> bytes:  # runs in a thread of its own, when the button is clicked
        with speaking(language):
            return annotated(source.name, source.content, tables, findings)

    st.download_button(
        _("The same file with comments in the bad cells (Excel)"), made, file_name=annotated_name(source.name), mime=_EXCEL,
        icon=":material/download:", on_click="ignore", key="findings_download",
    )  # fmt: skip
