"""The forms of the stakeholders: add one, change one, take one away."""

from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.charts.stakeholders import support_words
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.register.roadmap import Stakeholder, save_stakeholder
from di_data.ui import draft, trace
from di_data.ui.draft import FormField
from di_data.ui.programme_parts import choose_one
from di_data.ui.session import Session
from di_data.ui.showing import saves, saving


def show(session: Session, found: SafeTable) -> None:
    """Choose one to see its trace and to change it; below it the form that adds one."""
    may_write = session.viewer.may(Right.LOG_ACTIONS)
    words = _("Change a stakeholder") if may_write else _("Who changed what of a stakeholder")
    choose_one(session, "stakeholder", found, words, lambda row: str(row["who"]), _change)
    if may_write:
        st.subheader(_("Add a stakeholder"), anchor=False)
        _add(session)


def _inputs(kept: dict[str, Any]) -> dict[str, Any]:
    """The fields of a stakeholder inside a form."""
    words = support_words()
    left, right = st.columns(2)
    who = left.text_input(
        _("Who"), kept["who"], help=_("A role or a group, such as “team managers”; never the name of a person.")
    )
    support = right.selectbox(
        _("Support"), list(words), index=list(words).index(kept["support"]), format_func=words.__getitem__
    )
    interest = st.text_area(_("Interest"), kept["interest"] or "", height=80, help=_("What they gain by it, or fear."))
    ambassador = st.checkbox(_("Ambassador: tells others about it"), kept["ambassador"])
    return {"who": who.strip(), "interest": interest.strip() or None, "support": support, "ambassador": ambassador}


def _add(session: Session) -> None:
    with st.form(f"stakeholder {saves()}", border=True):
        filled = _inputs({"who": "", "interest": None, "support": 0, "ambassador": False})
        sent = st.form_submit_button(_("Add the stakeholder"), type="primary")
    if sent:
        with saving(_("The stakeholder stands on the map.")):
            save_stakeholder(session.store, session.viewer, Stakeholder(**filled))


def _change(session: Session, row: dict[str, Any]) -> None:
    words = support_words()
    fields = {
        "who": FormField(_("Who")),
        "interest": FormField(_("Interest")),
        "support": FormField(_("Support"), lambda degree: words.get(degree, "")),
        "ambassador": FormField(_("Ambassador"), lambda is_one: _("yes") if is_one else _("no")),
    }

    def write(values: dict[str, Any], version: int) -> None:
        save_stakeholder(session.store, session.viewer, Stakeholder(**values), id=row["id"], read_version=version)

    message = _("The stakeholder is saved; everybody sees it now.")
    if draft.form(row, fields, _inputs, write, button=_("Save the stakeholder"), message=message):
        gone = _("The stakeholder is taken off the map. The trace stays.")
        trace.take_away(session, "stakeholder", row, _("Take this stakeholder away"), gone)
