"""The form with which HR brings in how many employees had Het Goede Gesprek: a table, stored as a delivery."""

import csv
import io
from datetime import date
from typing import Any

import polars as pl
import streamlit as st

from di_data.disclosure import SafeTable
from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.loading.load import load
from di_data.loading.report import Source
from di_data.notation import day
from di_data.periods import Period, quarter_of
from di_data.reports import organisation
from di_data.reports.corrections import publish_loaded, waiting
from di_data.store.connection import now
from di_data.ui.conversation_state import INDICATOR
from di_data.ui.navigation import link
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import Session
from di_data.ui.showing import note_saved, plain, saves
from di_data.vocabulary import Kind

QUARTERS = 8
HEADER = ("unit_code", "period", "indicator", "positive", "answers", "invited")
_SIZE = "absence_rate"
"""The indicator that tells how many employees a department has."""


def show(session: Session) -> None:
    """A row per department: the number of employees, and how many had a conversation. Empty rows change nothing."""
    sizes = indicator_values(session, _SIZE)
    units = departments(read(organisation.units, session), sizes)
    if not units:
        st.info(_("Load the departments first; the numbers are filled in per department."))
        return
    last = quarter_of(date.today()).shifted(-1)
    ended = {str(period): period for period in (last.shifted(-back) for back in range(QUARTERS))}
    with st.form(f"conversations {saves()}", border=False):
        told = st.selectbox(_("In the twelve months up to"), list(ended), format_func=lambda code: day(ended[code].end))
        st.caption(_("Type or paste from Excel. Leave a row empty when you do not know it; it changes nothing."))
        filled = _table(units, _newest_sizes(sizes))
        sent = st.form_submit_button(_("Save the numbers"), type="primary")
    st.caption(
        _("The number of employees comes from the newest absence figures where those may be shown; change it where needed.")
    )  # fmt: skip
    if sent:
        _take(session, ended[told], units, filled)
    link("load_data", _("You can take the numbers back on the page Load data."))


def departments(units: SafeTable, sizes: SafeTable) -> list[dict[str, Any]]:
    """One's own departments of today that have none below them, by name."""
    public = set(sizes.where(public_source=True).column("unit_id"))
    today = [row for row in units.rows() if not row["ends_on"] or row["ends_on"] >= date.today()]
    above = {row["parent_id"] for row in today}
    return sorted(
        (row for row in today if row["id"] not in above and row["id"] not in public), key=lambda row: str(row["name"])
    )


def _newest_sizes(sizes: SafeTable) -> dict[str, int]:
    """The newest number of employees of each department, where it may be shown."""
    shown = sizes.where(hidden=False, derived=False).sorted("period")
    return {row["unit_id"]: round(row["group_size"]) for row in shown.rows() if row["group_size"]}


def _table(units: list[dict[str, Any]], sizes: dict[str, int]) -> list[tuple[int | None, int | None]]:
    """The filled-in numbers of each department: employees, and how many had a conversation."""
    frame = pl.DataFrame(
        {"department": [unit["name"] for unit in units], "employees": [sizes.get(unit["id"]) for unit in units],
         "had": [None] * len(units)},
        schema={"department": pl.String, "employees": pl.Int64, "had": pl.Int64},
    )  # fmt: skip
    filled: pl.DataFrame = st.data_editor(
        frame, hide_index=True, num_rows="fixed", disabled=["department"], height="content", width="stretch",
        key=f"conversation_numbers_{saves()}", placeholder="", alt=_("Employees and conversations per department"),
        column_config={
            "department": st.column_config.TextColumn(_("Department"), width=280),
            "employees": st.column_config.NumberColumn(_("Employees"), min_value=1, step=1, format="localized"),
            "had": st.column_config.NumberColumn(_("Had a conversation"), min_value=0, step=1, format="localized"),
        },
    )  # fmt: skip
    return filled.select("employees", "had").rows()


def problems(units: list[dict[str, Any]], filled: list[tuple[int | None, int | None]]) -> list[str]:
    """What cannot be right, named by department."""
    found = []
    for unit, (employees, had) in zip(units, filled, strict=True):
        if had is None:
            continue
        if not employees:
            found.append(_("{department}: fill in the number of employees.", department=plain(unit["name"])))
        elif not 0 <= had <= employees:
            found.append(_("{department}: more conversations than employees. Check both numbers.", department=plain(unit["name"])))  # fmt: skip
    return found


def as_file(units: list[dict[str, Any]], filled: list[tuple[int | None, int | None]], period: Period) -> bytes:
    """The numbers as the file that is delivered. Everyone was counted, so all employees are both asked and answering.

    The line above the header says when it was made: the same numbers filled in again are a delivery of their own.
    """
    text = io.StringIO()
    text.write(f"Het Goede Gesprek {now().isoformat(timespec='microseconds')}\n")
    writer = csv.writer(text, delimiter=";", lineterminator="\n")
    writer.writerow(HEADER)
    for unit, (employees, had) in zip(units, filled, strict=True):
        if had is not None:
            writer.writerow([unit["code"], str(period), INDICATOR, had, employees, employees])
    return text.getvalue().encode("utf-8")


def _take(
    session: Session, period: Period, units: list[dict[str, Any]], filled: list[tuple[int | None, int | None]]
) -> None:
    if wrong := problems(units, filled):
        st.error("\n\n".join(wrong))
        return
    if not any(had is not None for _employees, had in filled):
        st.error(_("Fill in for at least one department how many employees had a conversation."))
        return
    source = Source(as_file(units, filled, period), f"goede-gesprekken-{period}.csv", Kind.SURVEY, "template_survey")
    try:
        report = load(session.store, session.viewer, source, session.settings)
    except InzetwijzerError as error:
        st.error(error.message)
        return
    if report.status != "loaded":
        st.error("\n\n".join(plain(finding.text) for finding in report.errors))
        return
    waits = publish_loaded(session.store, session.viewer, report.delivery, minimum_group=session.settings.minimum_group)
    note_saved(waiting(waits) if waits else _("The numbers are saved; everybody sees the coverage now."))
    st.rerun()
