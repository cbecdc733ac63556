"""What is to be evaluated, longest waiting first; a click on one opens its form."""

from datetime import date
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.reports.waiting import to_evaluate
from di_data.ui import evaluation_form
from di_data.ui.action_choices import Choices
from di_data.ui.session import Session
from di_data.ui.showing import plain, rows, saves
from di_data.vocabulary import ActionStatus, Position


def show(session: Session, actions: SafeTable, choices: Choices) -> None:
    """The list, and under it the form for the action that was clicked, that the address names, or that waits longest."""
    waiting = list(to_evaluate(actions, date.today()).rows())
    st.header(
        ngettext("{count} action to evaluate", "{count} actions to evaluate", len(waiting))
        if waiting else _("Nothing is waiting to be evaluated"), anchor=False,
    )  # fmt: skip
    if waiting:
        _table(waiting)
    chosen = _chosen(waiting, actions)
    if chosen is None or not session.viewer.may(Right.LOG_ACTIONS):
        return
    st.subheader(_("Evaluate: {title}", title=plain(chosen["title"])), anchor=False)
    evaluation_form.show(session, chosen, choices, then_next=True)


def _table(waiting: list[dict[str, Any]]) -> None:
    key = f"due {saves()}"

    def picked() -> None:
        cells = st.session_state[key]["selection"]["cells"]
        if cells and cells[0][0] < len(waiting):
            st.query_params["action"] = waiting[cells[0][0]]["id"]

    rows(
        [
            {
                _("Action"): row["title"],
                _("To evaluate on"): row["evaluate_on"],
                _("Status"): ActionStatus(row["status"]).label,
                _("Who"): Position(row["owner_role"]).label,
                _("Departments"): ", ".join(row["unit_names"] or ()),
                _("Goal"): row["goal"] or "",
            }
            for row in waiting
        ],
        name=_("Actions to evaluate"),
        key=key,
        on_select=picked,
        selection_mode="single-cell",
        column_config={
            _("Action"): st.column_config.TextColumn(width="large"),
            _("To evaluate on"): st.column_config.DateColumn(format="DD-MM-YYYY"),
        },
    )


def _chosen(waiting: list[dict[str, Any]], actions: SafeTable) -> dict[str, Any] | None:
    told = actions.where(id=st.query_params.get("action", "")).first()
    return told or (waiting[0] if waiting else None)
