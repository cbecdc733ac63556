"""What is new or other since the last closed review, beside what it is about."""

import streamlit as st

from di_data.language import gettext as _
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import plain


def show(meeting: Meeting, goal: str) -> None:
    """One line below a goal; nothing where nothing changed, or no review was closed before."""
    if told := meeting.changes.get(goal):
        st.caption(plain(_("Since the last closed review: {changes}.", changes="; ".join(told))))
