"""The departments in the review: the matrix of readings, where departments truly differ, and dialogue against data."""

import streamlit as st

from di_data.charts.matrix import matrix_rows
from di_data.export.review_figures import funnel_figure, matrix_figure, matrix_names
from di_data.language import gettext as _
from di_data.reports import organisation, review_words
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import chart, explain_hidden, plain, rows


def show_matrix(meeting: Meeting) -> None:
    """A sign per department and goal."""
    units = read(organisation.units, meeting.session, as_of=meeting.as_of)
    departments, goals = matrix_names(meeting.found, units, meeting.quarter)
    if not departments or not goals:
        st.info(_("The grid appears when there are goals with an indicator, and departments."))
        return
    newest = meeting.found.newest.where(unit_id=list(departments))
    chart(matrix_figure(meeting.found, departments, goals))
    explain_hidden(newest)
    with st.expander(_("The same as a table")):
        rows(matrix_rows(newest, meeting.found.readings, departments, goals), name=_("Readings of departments and goals"),
             column_config={_("Department"): st.column_config.TextColumn(pinned=True, width=250)})  # fmt: skip


def show_differences(meeting: Meeting) -> None:
    """Only departments outside the limits differ; the others are not told apart from chance."""
    if not meeting.found.compared:
        st.write(_("There are too few departments with a figure to compare."))
    for one in meeting.found.compared:
        chart(funnel_figure(one, meeting.known[one.goal["indicator"]]))


def show_dialogue(meeting: Meeting) -> None:
    """What was said in the sessions beside what the figures say: where these are opposite it is worth talking."""
    worth_talking = [one for one in meeting.found.held if one.match.is_worth_talking]
    told = review_words.dialogue(worth_talking, meeting.known)
    if not told:
        st.write(review_words.nothing_opposite(len(meeting.found.held)))
    for one, sentence in zip(worth_talking, told, strict=True):
        st.write(plain(sentence))
        link("dialogue_sessions", _("Open the session"), session=one.session_id)
