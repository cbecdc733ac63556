"""The form in which the works council asks a question or makes a remark, filled in from the address where it says about what."""

import streamlit as st

from di_data.access import Right
from di_data.council_terms import AboutKind
from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.register.remarks import Remark, ask
from di_data.ui import question_choices
from di_data.ui.session import Session
from di_data.ui.showing import note_saved

_ASKED = "questions_asked"
"""How often this session asked: part of the names of the fields, so that they are empty after that, and only then."""


def show(session: Session) -> None:
    """What it is about, and the question; for who may ask."""
    if not session.viewer.may(Right.ASK):
        return
    told = _told()
    name = f"ask {st.session_state.get(_ASKED, 0)}"
    with st.container(border=True):
        st.subheader(_("Ask a question or make a remark"), anchor=False)
        about = question_choices.choose(session, told, f"{name} {'|'.join(told) if told else ''}")
        with st.form(name, border=False):
            text = st.text_area(
                _("Your question or remark"), height=100, key=f"{name} text",
                help=_("The MT and HR read it and answer on this page. Write no names of employees."),
            )  # fmt: skip
            sent = st.form_submit_button(_("Ask it"), type="primary", disabled=about is None)
    if sent and about is not None:
        _save(session, Remark(*about, text))


def _save(session: Session, remark: Remark) -> None:
    try:
        ask(session.store, session.viewer, remark)
    except InzetwijzerError as error:
        st.error(error.message)
        return
    st.session_state[_ASKED] = st.session_state.get(_ASKED, 0) + 1
    for part in ("about_kind", "about"):
        st.query_params.pop(part, None)
    note_saved(_("Your question is asked. The MT and HR see it now; the answer will stand here."))
    st.rerun()


def _told() -> tuple[AboutKind, str] | None:
    """What the address says the question is about."""
    kind = st.query_params.get("about_kind", "")
    return (AboutKind(kind), st.query_params.get("about", "")) if kind in set(AboutKind) else None
