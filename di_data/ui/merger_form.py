"""The form with which HR records that departments merged, got another name or split up."""

from datetime import date

import streamlit as st

from di_data.language import gettext as _
from di_data.register.organisation import merge, split
from di_data.reports.organisation import units
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import saves, saving

PARTS = 6
"""Into how many new departments the form lets one split."""


def show(session: Session) -> None:
    """The two forms; what was typed stays when something is wrong."""
    names = {
        row["id"]: f"{row['code']} – {row['name']}" for row in read(units, session).rows() if row["ends_on"] is None
    }
    if not names:
        st.info(_("Load the departments first; then you can record which of them went on in another one."))
        return
    merging, splitting = st.tabs([_("Departments merge or get another name"), _("A department splits up")])
    with merging:
        _merge(session, names)
    with splitting:
        _split(session, names)


def _merge(session: Session, names: dict[str, str]) -> None:
    with st.form(f"merger {saves()}", border=True):
        sources = st.multiselect(_("Departments that end"), list(names), format_func=names.get, placeholder="")
        left, right = st.columns(2)
        code = left.text_input(
            _("Code of the department in which they go on"), max_chars=64,
            help=_("A new code, or the code of a department that exists already."),
        )  # fmt: skip
        name = right.text_input(_("Its name"), max_chars=200, help=_("Empty for a department that exists already."))
        parent = left.selectbox(
            _("Unit above it"), list(names), index=None, format_func=names.get, placeholder="",
            help=_("For a new department only."),
        )  # fmt: skip
        on = right.date_input(_("From"), date.today(), format="DD-MM-YYYY")
        st.caption(_("The old departments end the day before. Their figures stay, and can be read in both structures."))
        sent = st.form_submit_button(_("Record the merger"), type="primary")
    if not sent:
        return
    with saving(_("The reorganisation is recorded.")):
        merge(session.store, session.viewer, sources, code, name, parent, on)


def _split(session: Session, names: dict[str, str]) -> None:
    count = st.number_input(_("Number of new departments"), 2, PARTS, 2, key=f"parts {saves()}")
    with st.form(f"split {saves()}", border=True):
        source = st.selectbox(_("Department that ends"), list(names), index=None, format_func=names.get, placeholder="")
        parts = []
        for number in range(1, int(count) + 1):
            left, right = st.columns(2)
            code = left.text_input(_("Code of new department {number}", number=number), max_chars=64)
            parts.append((code, right.text_input(_("Name of new department {number}", number=number), max_chars=200)))
        on = st.date_input(_("From"), date.today(), format="DD-MM-YYYY")
        st.caption(_("Figures of before cannot be divided: they stay with the old department and the units above it."))
        sent = st.form_submit_button(_("Record the split"), type="primary")
    if not sent:
        return
    with saving(_("The reorganisation is recorded.")):
        split(session.store, session.viewer, source or "", parts, on)
