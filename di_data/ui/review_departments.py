"""The departments in the review: the matrix of readings, where departments truly differ, and dialogue against data."""

from functools import partial
from itertools import product

import streamlit as st

from di_data.analysis.funnel import Place
from di_data.analysis.signals import Signal
from di_data.charts.matrix import PICKED, Names, matrix_rows
from di_data.export.review_figures import department_rows, funnel_figure, funnel_title, matrix_figure, matrix_names
from di_data.language import gettext as _
from di_data.reports import review_words
from di_data.ui.address import choose
from di_data.ui.navigation import link
from di_data.ui.review_goals import goal_chart
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import behind, chart, explain_hidden, plain

_MATRIX = "matrix"


def show_matrix(meeting: Meeting) -> None:
    """A sign per department and goal."""
    departments, goals = matrix_names(meeting.found, meeting.units, meeting.quarter)
    if not departments or not goals:
        st.info(_("The grid appears when there are goals with an indicator, and departments."))
        return
    newest = meeting.found.newest.where(unit_id=list(departments))
    figure = meeting.drawn("matrix", lambda: matrix_figure(meeting.found, departments, goals))
    chart(figure, key=_MATRIX, on_select=_picked, selection_mode=PICKED)
    explain_hidden(newest)
    behind(
        _("The same as a table"), lambda: matrix_rows(newest, meeting.found.readings, departments, goals),
        key="behind matrix", column_config={_("Department"): st.column_config.TextColumn(pinned=True, width=250)},
    )  # fmt: skip
    _cell(meeting, departments, goals)


def _picked() -> None:
    """A click on a sign chooses its department and goal."""
    cells = st.session_state[_MATRIX].selection[PICKED]
    if cells:
        st.session_state["address_unit"], st.session_state["address_goal"] = cells[0]["unit_id"], cells[0]["goal_id"]


def _cell(meeting: Meeting, departments: Names, goals: Names) -> None:
    """The chart behind one sign; at first of the sign to talk about first."""
    first = _first(meeting, departments, goals)
    st.subheader(_("Behind a sign"), anchor=False)
    st.caption(_("Click on a sign, or choose a department and a goal."))
    left, right = st.columns(2)
    with left:
        names = {unit: name.strip() for unit, name in departments.items()}
        unit = choose(_("Department"), names, name="unit", default=first[0])
    with right:
        goal = choose(_("Goal"), goals, name="goal", default=first[1])
    one = meeting.cell(goal, unit)
    goal_chart(meeting, one, meeting.actions.holding("unit_ids", unit), name=f"cell {unit} {goal}")
    code = next(row["code"] for row in meeting.units.rows() if row["id"] == unit)
    link("indicators", _("See all figures of this department"), indicator=one.standing.goal["indicator"], unit=code)


def _first(meeting: Meeting, departments: Names, goals: Names) -> tuple[str, str]:
    """The department and goal of the first signal of concern, or else of improvement, or else of all."""
    for wanted in (Signal.CONCERN, Signal.IMPROVEMENT):
        for unit, goal in product(departments, goals):
            reading = meeting.found.readings.get((unit, goal))
            if reading and reading.variation and reading.variation.signal == wanted:
                return unit, goal
    return next(iter(departments)), next(iter(goals))


def show_differences(meeting: Meeting) -> None:
    """Only departments outside the limits differ; the others are not told apart from chance."""
    if not meeting.found.compared:
        st.write(_("There are too few departments with a figure to compare."))
    for one in meeting.found.compared:
        indicator = meeting.known[one.goal["indicator"]]
        draw, lay_out = partial(funnel_figure, one, indicator), partial(department_rows, one, indicator)
        name = f"funnel {indicator['code']}"
        if any(place != Place.WITHIN for place in one.funnel.places):
            chart(meeting.drawn(name, draw))
            behind(_("The figures behind this chart"), lay_out, key=f"behind {name}")
        else:
            behind(
                plain(funnel_title(one, indicator)),
                lay_out,
                figure=partial(meeting.drawn, name, draw),
                key=f"behind {name}",
            )


def show_dialogue(meeting: Meeting) -> None:
    """What was said in the sessions beside what the figures say: where these are opposite it is worth talking."""
    worth_talking = [one for one in meeting.found.held if one.match.is_worth_talking]
    told = review_words.dialogue(worth_talking, meeting.known)
    if not told:
        st.write(review_words.nothing_opposite(len(meeting.found.held)))
    for one, sentence in zip(worth_talking, told, strict=True):
        st.write(plain(sentence))
        link("dialogue_sessions", _("Open the session"), session=one.session_id)
