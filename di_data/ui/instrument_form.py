"""The forms of the instruments of our own: add one, change one, take one away."""

from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.register.roadmap import OwnInstrument, save_instrument
from di_data.ui import draft, trace
from di_data.ui.draft import FormField
from di_data.ui.session import Session
from di_data.ui.showing import saves, saving


def _inputs(kept: dict[str, Any]) -> dict[str, Any]:
    name = st.text_input(_("Instrument"), kept["name"])
    purpose = st.text_area(
        _("What it is for"), kept["purpose"], height=100,
        help=_("And when to choose it. Leave out names, telephone numbers and e-mail addresses of people."),
    )  # fmt: skip
    return {"name": name.strip(), "purpose": purpose.strip()}


def add(session: Session) -> None:
    """The form that adds an instrument, for who may."""
    if not session.viewer.may(Right.LOG_ACTIONS):
        return
    with (
        st.expander(_("Add an instrument of our own"), icon=":material/add:"),
        st.form(f"instrument {saves()}", border=False),
    ):
        filled = _inputs({"name": "", "purpose": ""})
        sent = st.form_submit_button(_("Add the instrument"), type="primary")
    if sent:
        with saving(_("The instrument stands in the library.")):
            save_instrument(session.store, session.viewer, OwnInstrument(**filled))


def change(session: Session, row: dict[str, Any]) -> None:
    """Changing an instrument behind a switch, and its trace."""
    if session.viewer.may(Right.LOG_ACTIONS) and st.toggle(_("Change this instrument"), key=f"change {row['id']}"):
        _form(session, row)
    trace.show(session, "instrument", row["id"])


def _form(session: Session, row: dict[str, Any]) -> None:
    fields = {"name": FormField(_("Instrument")), "purpose": FormField(_("What it is for"))}

    def write(values: dict[str, Any], version: int) -> None:
        save_instrument(session.store, session.viewer, OwnInstrument(**values), id=row["id"], read_version=version)

    message = _("The instrument is saved; everybody sees it now.")
    if draft.form(row, fields, _inputs, write, button=_("Save the instrument"), message=message):
        gone = _("The instrument is taken away. Its trace stays.")
        trace.take_away(session, "instrument", row, _("Take this instrument away"), gone)
