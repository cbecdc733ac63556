"""The actions in the review: what was done and what is late, what nobody works on, and what evaluations learned."""

import streamlit as st

from di_data.language import gettext as _
from di_data.notation import day
from di_data.reports import reading_words, review_words
from di_data.ui.navigation import link
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import plain
from di_data.vocabulary import EvaluationResult

MOST = 5
"""Actions and lessons that are named; the pages behind them have all."""


def show(meeting: Meeting) -> None:
    """Sentences with their counts, the ones that ask for something named."""
    st.write(review_words.action_counts(meeting.actions))
    for sentence, actions in review_words.asking(meeting.actions, meeting.today):
        st.write(sentence)
        for row in list(actions.rows())[:MOST]:
            link("action_sheet", plain(f"{row['title']} ({day(row['due_on'])})"), action=row["id"])
    if told := review_words.idle(meeting.found.goals, meeting.actions):
        st.write(plain(told))
    for sentence in review_words.worked(meeting.found.worked):
        st.write(plain(sentence))
    if meeting.found.worked:
        st.caption(_(reading_words.BESIDE_TIME))
    st.write(review_words.learned(meeting.evaluations))
    for row in list(meeting.evaluations.rows())[:MOST]:
        lesson = f". {row['learned']}" if row["learned"] else ""
        st.text(f"{row['action']}: {EvaluationResult(row['result']).label}{lesson}")
    link("blind_spots", _("See what the running actions leave out"))
