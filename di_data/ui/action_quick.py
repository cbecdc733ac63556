"""Logging an action in a few fields beside each other: what, for which goal, where, who and when. The rest of the sheet can wait.

The row keeps its fields after a save, so that Enter in the first field logs an action and leaves the cursor there for the
next one. What was chosen last comes back with the next visit to the page.
"""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from di_data.errors import InzetwijzerError, Refused
from di_data.language import gettext as _
from di_data.language import mark
from di_data.register.actions import Action, save_action
from di_data.ui.action_choices import Choices
from di_data.ui.action_typed import USUAL_DAYS
from di_data.ui.navigation import link
from di_data.ui.session import Session, speak
from di_data.ui.showing import label, plain
from di_data.vocabulary import Position

_PAST = mark(
    "The date on which it is ready has passed. Check it; an action of before goes under “Several actions at once”, with its start."
)
_LAST, _REFUSED, _SAVED = "quick_last", "quick_refused", "quick_saved"
_NAMES = ("goal", "units", "owner", "due")


def show(session: Session, choices: Choices) -> None:
    """The row, what came of the last save, and the way to the whole sheet."""
    _as_before(choices)
    with st.form("quick action", border=True):
        st.text_input(_("What are we going to do?"), key="quick_title")
        with st.container(horizontal=True, vertical_alignment="bottom"):
            st.selectbox(
                _("Goal"), list(choices.goals), index=None, format_func=choices.goals.get, placeholder="",
                key="quick_goal", width=210,
            )  # fmt: skip
            st.multiselect(
                _("Departments"), list(choices.units), format_func=choices.units.get, placeholder=_("as the goal"),
                key="quick_units", width=210,
            )  # fmt: skip
            st.selectbox(_("Who takes it up"), list(Position), format_func=label, key="quick_owner", width=170)
            st.date_input(_("Ready on"), format="DD-MM-YYYY", key="quick_due", width=150, **within_reach())
            st.form_submit_button(_("Save"), type="primary", on_click=_save, args=(session, choices), key="quick_save")
    if error := st.session_state.pop(_REFUSED, None):
        st.error(error.message)
    if saved := st.session_state.pop(_SAVED, None):
        st.success(
            _("“{title}” is saved; everybody sees it now.", title=plain(saved["title"])), icon=":material/check:"
        )
        link("action_sheet", _("Fill in the whole sheet of this action"), action=saved["key"])


def within_reach() -> dict[str, Any]:
    """The days between which an action can start and be ready: Streamlit allows ten years around today by itself."""
    return {"min_value": date(2000, 1, 1), "max_value": date(2100, 12, 31)}


def _as_before(choices: Choices) -> None:
    """Put what was chosen last in the fields, when the page is opened."""
    last = st.session_state.get(_LAST, {})
    usual = {"owner": Position.MANAGER, "due": date.today() + timedelta(days=USUAL_DAYS)} | last
    known = {
        "goal": usual.get("goal") if usual.get("goal") in choices.goals else None,
        "units": [unit for unit in usual.get("units", ()) if unit in choices.units],
        "owner": usual["owner"],
        "due": usual["due"],
    }
    for name, value in known.items():
        st.session_state.setdefault(f"quick_{name}", value)


def _save(session: Session, choices: Choices) -> None:
    """Save what stands in the row. It stays when it is refused; else the first field is empty again."""
    speak()
    told = {name: st.session_state[f"quick_{name}"] for name in (*_NAMES, "title")}
    try:
        if told["due"] < date.today():
            raise Refused(_PAST)
        key = save_action(session.store, session.viewer, Action(
            title=told["title"].strip(), owner_role=told["owner"], starts_on=date.today(), due_on=told["due"],
            goal=told["goal"], units=choices.units_for(tuple(told["units"]), told["goal"]),
        ))  # fmt: skip
    except InzetwijzerError as error:
        st.session_state[_REFUSED] = error
        return
    st.session_state[_LAST] = {name: told[name] for name in _NAMES}
    st.session_state[_SAVED] = {"key": key, "title": told["title"].strip()}
    st.session_state["quick_title"] = ""
