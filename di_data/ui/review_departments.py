"""The departments in the review: the matrix of readings, where departments truly differ, and dialogue against data."""

from collections.abc import Mapping

import streamlit as st

from di_data.analysis.signals import Signal
from di_data.charts.funnel_chart import funnel_chart
from di_data.charts.matrix import matrix, matrix_rows
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.reports import organisation, reading_words
from di_data.reports.reviewed import Compared
from di_data.ui.department_grid import in_order
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import chart, explain_hidden, plain, rows
from di_data.vocabulary import Factor, Measure


def show_matrix(meeting: Meeting) -> None:
    """A sign per department and goal."""
    units = in_order(list(read(organisation.units, meeting.session, as_of=meeting.as_of).rows()), meeting.quarter)
    there = set(meeting.found.newest.column("unit_id"))
    departments = {unit["id"]: "\u2003" * depth + str(unit["name"]) for unit, depth in units if unit["id"] in there}
    goals = {one.standing.goal["id"]: str(one.standing.goal["title"]) for one in meeting.found.goals}
    if not departments or not goals:
        st.info(_("The grid appears when there are goals with an indicator, and departments."))
        return
    newest = meeting.found.newest.where(unit_id=list(departments))
    chart(matrix(newest, meeting.found.readings, departments, goals, _title(meeting, departments, goals)))
    explain_hidden(newest)
    with st.expander(_("The same as a table")):
        rows(matrix_rows(newest, meeting.found.readings, departments, goals), name=_("Readings of departments and goals"),
             column_config={_("Department"): st.column_config.TextColumn(pinned=True, width=250)})  # fmt: skip


def _title(meeting: Meeting, departments: Mapping[str, str], goals: Mapping[str, str]) -> str:
    said = [
        reading.variation.signal
        for (unit, goal), reading in meeting.found.readings.items()
        if unit in departments and goal in goals and reading.variation is not None
    ]
    better, worse = said.count(Signal.IMPROVEMENT), said.count(Signal.CONCERN)
    if not better and not worse:
        return _("No department gives a signal: the figures vary as they always do")
    return " · ".join((
        ngettext("{count} signal of improvement", "{count} signals of improvement", better),
        ngettext("{count} signal of concern", "{count} signals of concern", worse),
    ))  # fmt: skip


def show_differences(meeting: Meeting) -> None:
    """Only departments outside the limits differ; the others are not told apart from chance."""
    if not meeting.found.compared:
        st.write(_("There are too few departments with a figure to compare."))
    for one in meeting.found.compared:
        _funnel(meeting, one)


def _funnel(meeting: Meeting, one: Compared) -> None:
    indicator = meeting.known[one.goal["indicator"]]
    names = [str(row["unit_name"]) for row in one.table.rows() if row["value"] is not None]
    title = reading_words.funnel_message(_(indicator["name"]), one.funnel, names)
    chart(funnel_chart(one.table, one.funnel, Measure(indicator["measure"]), title, direction=one.goal["direction"]))


def show_dialogue(meeting: Meeting) -> None:
    """What was said in the sessions beside what the figures say: where these are opposite it is worth talking."""
    told = [one for one in meeting.found.held if one.match.is_worth_talking]
    if not meeting.found.held:
        st.write(_("There are no judgements yet of which a figure says something as well."))
        return
    if not told:
        st.write(ngettext("{count} judgement was held against a figure; they do not contradict each other.",
                          "{count} judgements were held against figures; none contradicts its figure.", len(meeting.found.held)))  # fmt: skip
    for one in told:
        name = meeting.known[one.indicator]["name"]
        sentence = reading_words.dialogue_message(
            one.match, one.rating, department=one.unit_name, factor=Factor(one.factor).label, indicator=_(name)
        )
        st.write(plain(f"{sentence}."))
        link("dialogue_sessions", _("Open the session"), session=one.session_id)
