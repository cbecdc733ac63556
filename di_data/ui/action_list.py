"""The list of actions: filters that stand in the address, a table of which a row opens its sheet, and a workbook."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from di_data.access import Right
from di_data.contracts.instruments import label_of
from di_data.disclosure import SafeTable
from di_data.export.actions_workbook import actions_workbook
from di_data.language import chosen, ngettext, speaking
from di_data.language import gettext as _
from di_data.reports.waiting import overdue, stale, unevaluated
from di_data.ui.action_choices import Choices
from di_data.ui.action_flags import flagged, in_brief
from di_data.ui.action_search import found, typed
from di_data.ui.address import choose
from di_data.ui.navigation import link
from di_data.ui.session import Session
from di_data.ui.showing import rows
from di_data.vocabulary import ActionStatus, EvaluationResult, Factor, Position

_TABLE = "actions_table"
_FILTER = 170
"""The width of a filter, in pixels: five beside one another on a usual screen, fewer on a narrow one."""


def show(session: Session, actions: SafeTable, units: SafeTable, choices: Choices) -> None:
    """The filters and the actions that pass them."""
    if not len(actions):
        st.info(_("No action was logged yet. HR logs actions on this page, or loads them from the Excel template."))
    shown = _filtered(actions, units, choices)
    st.header(ngettext("{count} action", "{count} actions", len(shown)), anchor=False)
    if len(shown):
        _table(shown)
    elif len(actions):
        st.write(_("No action fits all of this. Choose “All” somewhere."))
    _workbook(session, shown, choices)


def _filtered(actions: SafeTable, units: SafeTable, choices: Choices) -> SafeTable:
    everything, today = {"": _("All")}, date.today()
    looks = {"overdue": _("Past its date"), "unevaluated": _("Done, not evaluated"), "stale": _("Running, nothing heard for long")}  # fmt: skip
    chosen_by = {
        "status": (_("Status"), {term.value: term.label for term in ActionStatus} | looks),
        "goal": (_("Goal"), dict(choices.goal_titles)),
        "unit": (_("Department"), {row["code"]: row["name"] for row in units.rows()}),
        "factor": (_("Factor"), {term.value: term.label for term in Factor}),
    }
    told = {}
    with st.container(horizontal=True):
        for name, (label, options) in chosen_by.items():
            with st.container(width=_FILTER):
                told[name] = choose(label, everything | options, name=name)
        with st.container(width=_FILTER):
            words = typed(_("Look for"), name="words")
    shown = _looked_at(actions, told["status"], today)
    shown = shown.where(goal_id=told["goal"]) if told["goal"] else shown
    shown = shown.holding("units", told["unit"]) if told["unit"] else shown
    shown = shown.holding("factors", told["factor"]) if told["factor"] else shown
    return found(shown, words, _texts)


def _looked_at(actions: SafeTable, status: str, today: date) -> SafeTable:
    """The actions of a status, or that ask for attention in a way."""
    if status == "overdue":
        return overdue(actions, today)
    if status == "stale":
        return stale(actions, today)
    if status == "unevaluated":
        return unevaluated(actions)
    return actions.where(status=status) if status else actions


def _texts(row: Mapping[str, Any]) -> list[object]:
    own = [row[name] for name in ("title", "goal", "solution_direction", "frame", "expectation", "reference")]
    return [*own, label_of(row["instrument"]), *(row["steps"] or ()), *(row["unit_names"] or ())]


def _table(shown: SafeTable) -> None:
    listed, flags = list(shown.rows()), flagged(shown, date.today())
    st.caption(_("A click on an action opens it; with the keyboard, go down the first column and then to the right."))
    rows(
        [
            {
                _("Status"): ActionStatus(row["status"]).label,
                _("Action"): row["title"],
                _("Ready on"): row["due_on"],
                _("Attention"): ", ".join(map(in_brief, flags.get(row["id"], ()))),
                _("Who"): Position(row["owner_role"]).label,
                _("Departments"): ", ".join(row["unit_names"] or ()),
                _("Goal"): row["goal"] or "",
                _("Factors"): ", ".join(Factor(factor).label for factor in row["factors"] or ()),
                _("Evaluation"): EvaluationResult(row["result"]).label if row["result"] else "",
            }
            for row in listed
        ],
        name=_("Actions of the programme"),
        key=_TABLE,
        on_select="rerun",
        selection_mode="single-cell",
        column_config={
            _("Status"): st.column_config.TextColumn(width=90),
            _("Action"): st.column_config.TextColumn(width="large"),
            _("Ready on"): st.column_config.DateColumn(format="DD-MM-YYYY", width=110),
            _("Attention"): st.column_config.TextColumn(width=180),
        },
    )
    _open_chosen([row["id"] for row in listed])


def _open_chosen(keys: list[str]) -> None:
    """Go to the sheet of the row that was clicked."""
    cells = st.session_state.get(_TABLE, {}).get("selection", {}).get("cells") or []
    if not cells or cells[0][0] >= len(keys) or cells[0][1] == _("Status"):
        return
    open_sheet(keys[cells[0][0]])


def open_sheet(key: str) -> None:
    """Go to the sheet of an action; a link to it where the page runs without the menu (a cold deep link)."""
    try:
        st.switch_page("pages/action_sheet.py", query_params={"action": key})
    except StreamlitPageNotFoundError:
        link("action_sheet", _("Open the action"), action=key)


def _workbook(session: Session, shown: SafeTable, choices: Choices) -> None:
    """The shown actions as a workbook that can be loaded again, made when it is asked for."""
    language = chosen()

    def content() -> bytes:
        with speaking(language):  # the browser fetches the file in a thread of its own
            return actions_workbook(
                shown, goals=list(choices.goals.values()), indicators=choices.indicators,
                instruments=list(choices.instruments.values()),
            )  # fmt: skip

    st.download_button(
        _("Download these actions (Excel)") if len(shown) else _("Download an empty list (Excel)"),
        content, file_name="inzetwijzer_actions.xlsx", icon=":material/download:", on_click="ignore",
    )  # fmt: skip
    if session.viewer.may(Right.LOAD_DATA):
        st.caption(_("Change or add actions in Excel and load the file again: an action is recognised by its reference, and only what you changed is saved."))  # fmt: skip
        link("load_data", _("Load the changed list"))
