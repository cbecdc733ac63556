"""Check-ins: how sure the owner of a goal is, now and before."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import day
from di_data.register.goals import save_check_in
from di_data.reports import programme
from di_data.ui import showing
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import saves, saving

HALFWAY, SURE = 5, 10


def form(session: Session, goal: Mapping[str, Any]) -> None:
    """The form for a new check-in; it starts at the confidence of the last one."""
    with st.form(f"check in {goal['id']} {saves()}", border=True):
        last = goal["confidence"]
        confidence = st.slider(
            _("How sure is the owner that this goal will be reached? 0 is not at all, 10 is certain."),
            0, SURE, HALFWAY if last is None else int(last),
        )  # fmt: skip
        note = st.text_area(_("Note"), height=80, help=_("What makes you more or less sure than last time?"))
        checked_on = st.date_input(_("Date"), date.today(), max_value=date.today(), format="DD-MM-YYYY")
        sent = st.form_submit_button(_("Save the check-in"), type="primary")
    if sent:
        with saving(_("The check-in is saved; everybody sees it now.")):
            save_check_in(session.store, session.viewer, goal["id"], checked_on, confidence, note.strip() or None)


def earlier(session: Session, goal: Mapping[str, Any]) -> None:
    """The latest check-in with a small line of the confidence over time, and the list of all of them."""
    own = read(programme.check_ins, session).where(goal_id=goal["id"])
    latest = own.first()
    if latest is None:
        st.write(_("The owner has not said yet how sure they are of this goal."))
        return
    left, right = st.columns([1, 2])
    with left:
        _line(own, latest)
    with right:
        if latest["note"]:
            st.text(latest["note"])
    showing.rows(
        [
            {
                _("Date"): day(row["checked_on"]),
                _("Confidence"): row["confidence"],
                _("Note"): row["note"] or "",
                _("Saved by"): who(row["changed_by"]),
            }
            for row in own.rows()
        ],
        name=_("Check-ins of this goal"),
    )


def _line(own: SafeTable, latest: Mapping[str, Any]) -> None:
    numbers = own.column("confidence")[::-1]
    st.metric(
        day(latest["checked_on"]),
        _("{number} out of 10", number=latest["confidence"]),
        chart_data=numbers if len(numbers) > 1 else None,
        chart_type="line",
    )
