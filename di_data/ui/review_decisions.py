"""The decisions of the MT in the review of a quarter: what came of the earlier ones, its own, and recording a new one.

In the review of a closed quarter they stand as they stood at closing. What came of them later is told beside it, and
can be told there with the same click: that changes the decision of now, never the closed review.
"""

from collections.abc import Sequence
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.register.decisions import set_status
from di_data.reports import review_words
from di_data.ui import decision_change, decision_quick
from di_data.ui.decision_fields import choices
from di_data.ui.review_meeting import Meeting
from di_data.ui.session import Session, speak
from di_data.ui.showing import note_saved, plain
from di_data.vocabulary import DecisionStatus

Row = dict[str, Any]

_COLORS = {DecisionStatus.OPEN: "blue", DecisionStatus.DONE: "green", DecisionStatus.DROPPED: "gray"}


def earlier(meeting: Meeting) -> None:
    """The decisions of the quarter before, and those of before that were open at the last review."""
    _decisions(meeting, meeting.earlier, _("There are no earlier decisions that still matter."))


def own(meeting: Meeting) -> None:
    """The decisions of this quarter's review, and for who may decide the form for another one."""
    _decisions(meeting, meeting.own, _("No decisions were recorded yet."))
    if meeting.late:
        st.subheader(_("Recorded after closing"), anchor=False)
        _decisions(meeting, meeting.late)
    if not meeting.session.viewer.may(Right.DECIDE):
        return
    if meeting.closing:
        st.caption(
            _("This quarter is closed. What you record now is no part of the closed review; it stands below it, and comes back in the next review.")
        )  # fmt: skip
    decision_quick.show(meeting.session, meeting.quarter, choices(meeting.session))


def _decisions(meeting: Meeting, found: Sequence[Row], nothing: str = "") -> None:
    if not found:
        st.write(nothing)
    for row in _opened_first(found):
        _decision(meeting, row)


def _opened_first(rows: Sequence[Row]) -> list[Row]:
    """The decision that the address names comes first; the others stay in their order, also when one is settled."""
    return sorted(rows, key=lambda row: row["id"] != _opened())


def _opened() -> str | None:
    return st.query_params.get("decision")


# One decision ----------------------------------------------------------------------------------


def _decision(meeting: Meeting, row: Row) -> None:
    session, present = meeting.session, meeting.decisions_now.where(id=row["id"]).first()
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            told = st.container(width="stretch", gap=None)
            told.text(row["text"])
            told.caption(plain(" · ".join(review_words.decision_standing(row))))
            with told, st.container(horizontal=True):
                _badges(meeting, row, present)
            if present and session.viewer.may(Right.DECIDE):
                _clicks(session, present)
        if error := st.session_state.pop(f"decision_refused {row['id']}", None):
            st.error(error.message)
        if present and session.viewer.may(Right.DECIDE) and st.toggle(_("Change"), key=f"change {row['id']}"):
            decision_change.show(session, present)


def _badges(meeting: Meeting, row: Row, present: Row | None) -> None:
    """The state as the review shows it, whether the day has passed, and what changed after closing. Always in words."""
    state = DecisionStatus(row["status"])
    st.badge(state.label, color=_COLORS[state])
    if state == DecisionStatus.OPEN and row["due_on"] and row["due_on"] < meeting.today:
        st.badge(_("past its date"), icon=":material/event_busy:", color="red")
    if row["id"] == _opened():
        st.badge(_("the decision that you opened"), icon=":material/arrow_back:", color="violet")
    if present is None:
        st.badge(_("taken away since closing"), icon=":material/delete:", color="orange")
    elif present["status"] != row["status"]:
        st.badge(_("now: {state}", state=DecisionStatus(present["status"]).label), icon=":material/update:", color="orange")  # fmt: skip
    elif present["version"] != row["version"]:
        st.badge(_("changed since closing"), icon=":material/update:", color="orange")


def _clicks(session: Session, present: Row) -> None:
    """One click says what came of a decision; another one takes that back."""
    is_open = present["status"] == DecisionStatus.OPEN.value
    words = {
        DecisionStatus.DONE: (_("Done"), "check"), DecisionStatus.DROPPED: (_("Drop"), "block"),
        DecisionStatus.OPEN: (_("Open again"), "undo"),
    }  # fmt: skip
    for state in (DecisionStatus.DONE, DecisionStatus.DROPPED) if is_open else (DecisionStatus.OPEN,):
        label, icon = words[state]
        st.button(
            label, icon=f":material/{icon}:", key=f"{state.value} {present['id']} {present['version']}",
            on_click=_settle, args=(session, present["id"], present["version"], state),
        )  # fmt: skip


def _settle(session: Session, id: str, version: int, state: DecisionStatus) -> None:
    """Before the page is drawn, so that nothing that is being typed on it is drawn anew and lost."""
    speak()
    try:
        set_status(session.store, session.viewer, id, state, read_version=version)
    except InzetwijzerError as error:
        st.session_state[f"decision_refused {id}"] = error
    else:
        note_saved(_("The decision is saved; everybody sees it now."))
