"""The dated notes of an action: write one, read them, take one away. Runs apart from the page, so that a note can be
written while the sheet above it is being filled in."""

from datetime import date
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.notation import day
from di_data.register.actions import save_note
from di_data.reports import programme
from di_data.ui import trace
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session, speak
from di_data.ui.showing import plain

SHOWN = 25
"""Notes that are shown at first."""


@st.fragment
def show(session: Session, action: str) -> None:
    """The notes of an action, newest first."""
    speak()
    may = session.viewer.may(Right.LOG_ACTIONS)
    if may:
        with st.form(f"note {action}", border=True):
            st.text_area(_("Note"), key=f"note_text {action}", height=80)
            with st.container(horizontal=True, vertical_alignment="bottom"):
                st.date_input(_("Date"), date.today(), format="DD-MM-YYYY", key=f"note_date {action}", width=150)
                st.form_submit_button(_("Add the note"), on_click=_save, args=(session, action))
        if error := st.session_state.pop(f"note_refused {action}", None):
            st.error(error.message)
        if st.session_state.pop(f"note_saved {action}", False):
            st.success(_("The note is saved; everybody sees it now."), icon=":material/check:")
    notes = list(read(programme.action_notes, session, action=action).rows())
    everything = len(notes) <= SHOWN or st.toggle(_("Show all {count} notes", count=len(notes)), key=f"notes {action}")
    for row in notes if everything else notes[:SHOWN]:
        _note(session, row, may)
    if not notes:
        st.write(_("There are no notes yet."))


def _note(session: Session, row: dict[str, Any], may: bool) -> None:
    with st.container(border=True):
        st.caption(_("{day}, by {who}", day=day(row["noted_on"]), who=plain(who(row["changed_by"]))))
        st.text(row["text"])
        if may:
            trace.show(session, "action_note", row["id"])
            trace.take_away(
                session, "action_note", row, _("Take this note away"), _("The note is taken away."),
                sure=_("Yes, take the note away"),
            )  # fmt: skip


def _save(session: Session, action: str) -> None:
    """Save the note. It stays when it is refused; else the field is empty again."""
    speak()
    text, noted_on = (st.session_state[f"{name} {action}"] for name in ("note_text", "note_date"))
    try:
        save_note(session.store, session.viewer, action, noted_on, text.strip())
    except InzetwijzerError as error:
        st.session_state[f"note_refused {action}"] = error
        return
    st.session_state[f"note_text {action}"] = ""
    st.session_state[f"note_saved {action}"] = True
