"""The second part of the chain: the actions of a goal and how far they are."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day, number
from di_data.reports.chain import Progress
from di_data.ui import chain_table
from di_data.ui.navigation import link
from di_data.ui.session import Session
from di_data.vocabulary import ActionStatus, Instrument, Position

_ORDER = (ActionStatus.RUNNING, ActionStatus.PLANNED, ActionStatus.DONE, ActionStatus.STOPPED)
"""What is going on stands first."""


def show(session: Session, goal: Mapping[str, Any], actions: Sequence[Mapping[str, Any]], done: Progress) -> None:
    """How many actions stand where, and the list that leads to their sheets."""
    if not actions:
        st.info(_("No action was logged for this goal yet."))
    else:
        st.write(sentence(done))
        ordered = sorted(actions, key=lambda row: (_ORDER.index(row["status"]), row["due_on"], row["title"]))
        chain_table.opening(
            [_line(row) for row in ordered],
            [{"action": row["id"]} for row in ordered],
            "action_sheet",
            name=_("Actions of this goal"),
            key=f"did {goal['id']}",
        )
    if session.viewer.may(Right.LOG_ACTIONS):
        link("actions", _("Log an action for this goal"), goal=goal["id"])


def sentence(done: Progress) -> str:
    """The actions of a goal in one or two sentences."""
    counts = ", ".join(f"{status.label.lower()} {number(done.by_status[status])}" for status in _ORDER if done.by_status[status])  # fmt: skip
    told = ngettext("{count} action: {counts}.", "{count} actions: {counts}.", done.actions, counts=counts)
    if done.overdue:
        told += " " + ngettext("{count} action is past its date.", "{count} actions are past their date.", done.overdue)
    if done.steps:
        told += " " + ngettext("{count} of {total} step is done.", "{count} of {total} steps are done.", done.steps_done, total=number(done.steps))  # fmt: skip
    return told


def _line(row: Mapping[str, Any]) -> dict[str, object]:
    steps = row["steps_done"] or ()
    known = {term.value: term.label for term in Instrument}
    return {
        _("Action"): row["title"],
        _("Status"): ActionStatus(row["status"]).label,
        _("Start"): day(row["starts_on"]),
        _("Ready on"): day(row["due_on"]),
        _("Steps done"): _("{count} of {total}", count=sum(steps), total=len(steps)) if steps else "",
        _("Instrument"): known.get(row["instrument"], row["instrument"] or ""),
        _("Departments"): ", ".join(row["unit_names"] or ()),
        _("Who"): Position(row["owner_role"]).label,
    }
