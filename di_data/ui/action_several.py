"""Logging several actions at once, in a table: typed, or pasted from a spreadsheet. All are saved, or none."""

from collections.abc import Sequence
from datetime import date

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.register.actions import save_actions
from di_data.ui.action_choices import Choices
from di_data.ui.action_typed import COLUMNS, Row, Typed, read_rows
from di_data.ui.session import Session
from di_data.ui.showing import note_saved, plain, saves
from di_data.vocabulary import ActionStatus, Position

_EMPTY = 5
"""Rows that are there from the start; more come by typing or pasting below them."""

_MOST_TOLD = 10
_SHORT = 40
"""Characters of a title by which its row is known."""


def show(session: Session, units: SafeTable, choices: Choices) -> None:
    """The table with its button; what is wrong names its row, and what was typed stays."""
    st.caption(_(
        "Copy the cells in a spreadsheet and paste them in the first cell here, or type. What you leave empty: the department of the goal or the whole organisation, {owner}, from today, ready in three months, {status}.",
        owner=Position.MANAGER.label.lower(), status=ActionStatus.PLANNED.label.lower(),
    ))  # fmt: skip
    with st.form(f"several {saves()}", border=False, enter_to_submit=False):
        rows = st.data_editor(
            [dict.fromkeys(COLUMNS, "") for _row in range(_EMPTY)],
            num_rows="dynamic",
            width="stretch",
            hide_index=True,
            key=f"several_rows {saves()}",
            column_config={
                "title": st.column_config.TextColumn(_("What are we going to do?"), width="large"),
                "goal": st.column_config.TextColumn(_("Goal"), help=_("The title, or a part of it.")),
                "units": st.column_config.TextColumn(_("Departments"), help=_("Codes or names, with a semicolon between them.")),
                "owner": st.column_config.TextColumn(_("Who takes it up"), help=_one_of(Position)),
                "starts_on": st.column_config.TextColumn(_("Start"), help=_("A date such as 31-12-2026.")),
                "due_on": st.column_config.TextColumn(_("Ready on"), help=_("A date such as 31-12-2026.")),
                "status": st.column_config.TextColumn(_("Status"), help=_one_of(ActionStatus)),
            },
        )  # fmt: skip
        sent = st.form_submit_button(_("Save all rows"), type="primary")
    if sent:
        _save(session, rows, read_rows(rows, choices, units, date.today()))


def _one_of(terms: type[Position] | type[ActionStatus]) -> str:
    return ", ".join(term.label for term in terms)


def _save(session: Session, rows: Sequence[Row], typed: Typed) -> None:
    if not typed.actions and not typed.errors:
        st.info(_("There is nothing in the table yet."))
        return
    for number, error in typed.errors[:_MOST_TOLD]:
        title = plain((rows[number - 1]["title"] or "")[:_SHORT])
        st.error(_("Row {row} ({title}): {message}", row=number, title=title, message=plain(error.message)))
    if (more := len(typed.errors) - _MOST_TOLD) > 0:
        st.error(ngettext("{count} more row cannot be saved.", "{count} more rows cannot be saved.", more))
    if typed.errors:
        st.warning(_("Nothing was saved yet. Mend these rows and save again."))
        return
    try:
        save_actions(session.store, session.viewer, typed.actions)
    except InzetwijzerError as error:
        st.error(error.message)
    else:
        note_saved(ngettext("{count} action is saved; everybody sees it now.", "{count} actions are saved; everybody sees them now.", len(typed.actions)))  # fmt: skip
        st.rerun()
