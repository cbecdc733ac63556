"""The questions of the works council without an answer in the review; in that of a closed quarter, those of then."""

from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.reports import review_words
from di_data.ui.navigation import link
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import plain

Row = dict[str, Any]


def show(meeting: Meeting) -> None:
    """Each question with what it is about and for how long it is open; it is answered on its own page."""
    st.write(review_words.open_questions(meeting.questions))
    for row in meeting.questions.rows():
        present = meeting.questions_now.where(id=row["id"]).first()
        with st.container(border=True):
            with st.container(gap=None):
                st.text(review_words.question(row))
                st.caption(plain(" · ".join(review_words.question_standing(row, meeting.today))))
            _since(present)
            if present:
                can_answer = present["is_open"] and meeting.session.viewer.may(Right.ANSWER)
                link("questions", _("Answer it") if can_answer else _("See it"), remark=row["id"])


def _since(present: Row | None) -> None:
    """What came of it after closing."""
    if present is None:
        st.badge(_("taken away since closing"), icon=":material/delete:", color="orange")
    elif not present["is_open"]:
        st.badge(_("answered since closing"), icon=":material/check:", color="green")
