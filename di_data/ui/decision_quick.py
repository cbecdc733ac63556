"""Recording a decision while the MT sits together: one line, Enter, and the next one.

The fields have a name of their own, so that what is being typed survives a click elsewhere on the page and a refusal.
After a save who and when stay; the text and what it was about are empty, or the next decision would be about the same.
"""

from datetime import date
from typing import Any

import streamlit as st

from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.periods import Period, quarter_of
from di_data.register.decisions import Decision, save_decision
from di_data.ui.action_quick import within_reach
from di_data.ui.decision_fields import Choices
from di_data.ui.session import Session, speak
from di_data.ui.showing import label, plain
from di_data.vocabulary import Position

_LAST, _REFUSED, _SAVED = "decision_last", "decision_refused", "decision_saved"
_EMPTIED = ("text", "goal", "action", "unit")


def show(session: Session, quarter: Period, known: Choices) -> None:
    """The line, and what came of the last save. The decision belongs to the review of this quarter."""
    _as_before(quarter)
    with st.form("decision", border=True):
        st.text_input(_("What is decided?"), key="decision_text")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            _one_of(_("Goal"), known.goals, "goal")
            _one_of(_("Action"), known.actions, "action")
            _one_of(_("Department"), known.units, "unit")
            st.selectbox(_("Who"), list(Position), format_func=label, key="decision_owner", width=170)
            st.date_input(_("Ready on"), format="DD-MM-YYYY", key="decision_due", width=150, **within_reach())
            st.form_submit_button(
                _("Record the decision"), type="primary", on_click=_save, args=(session, quarter), key="decision_save"
            )
    if error := st.session_state.pop(_REFUSED, None):
        st.error(error.message)
    if saved := st.session_state.pop(_SAVED, None):
        st.success(_("“{title}” is saved; everybody sees it now.", title=plain(saved)), icon=":material/check:")


def _one_of(words: str, options: Any, name: str) -> None:
    st.selectbox(
        words, list(options), index=None, format_func=options.get, placeholder="", key=f"decision_{name}", width=200
    )


def _as_before(quarter: Period) -> None:
    """Who and when as they were chosen last, when the page is opened; at first the end of the quarter to come."""
    end = max(quarter.shifted(1).end, quarter_of(date.today()).end)
    usual = {"owner": Position.SENIOR_MANAGEMENT, "due": end} | st.session_state.get(_LAST, {})
    for name, value in usual.items():
        st.session_state.setdefault(f"decision_{name}", value)


def _save(session: Session, quarter: Period) -> None:
    """Save what stands in the line. It stays when it is refused."""
    speak()
    told = {name: st.session_state[f"decision_{name}"] for name in (*_EMPTIED, "owner", "due")}
    text = told["text"].strip()
    try:
        save_decision(session.store, session.viewer, Decision(
            quarter=str(quarter), text=text, owner_role=told["owner"], due_on=told["due"],
            goal=told["goal"], action=told["action"], unit=told["unit"],
        ))  # fmt: skip
    except InzetwijzerError as error:
        st.session_state[_REFUSED] = error
        return
    st.session_state[_LAST] = {name: told[name] for name in ("owner", "due")}
    st.session_state[_SAVED] = text
    for name in _EMPTIED:
        st.session_state[f"decision_{name}"] = "" if name == "text" else None
