"""The goals in the review: status with its reason, figure, progress beside confidence, and signal or noise in a chart."""

import streamlit as st

from di_data import gaps
from di_data.analysis.progress import clamped
from di_data.analysis.status import Course
from di_data.charts.figure import Figure
from di_data.disclosure import SafeTable
from di_data.export.review_figures import goal_figure, goal_points, to_talk_about_first
from di_data.language import gettext as _
from di_data.notation import NOTHING, day, measured, period, signed
from di_data.reports import status_words
from di_data.reports.benchmarks import caveats
from di_data.reports.goal_review import GoalReview
from di_data.ui.goal_cards import progress_words
from di_data.ui.navigation import link
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import behind, chart, explain_hidden, plain
from di_data.vocabulary import Measure

COLOURS = {Course.ON_COURSE: "green", Course.NEEDS_ATTENTION: "orange", Course.ADJUST: "red", Course.TOO_EARLY: "gray"}
ICONS = {
    Course.ON_COURSE: ":material/check_circle:", Course.NEEDS_ATTENTION: ":material/error:",
    Course.ADJUST: ":material/build_circle:", Course.TOO_EARLY: ":material/hourglass_empty:",
}  # fmt: skip

AT_ONCE = 5
"""Goals with their figures in sight: as many as a programme chooses. Of more, the figures are one click away."""


def show(meeting: Meeting) -> None:
    """Every goal with a figure, those to talk about first."""
    if not meeting.found.goals:
        st.info(_("No goals with an indicator were chosen yet. HR adds goals on the page Goals."))
    for place, one in enumerate(to_talk_about_first(meeting.found.goals)):
        with st.container(border=True):
            _status(meeting, one)
            if place < AT_ONCE:
                _figures(meeting, one)
                continue
            name = f"folded {one.standing.goal['id']}"
            with st.expander(_("Figure and chart"), key=name, on_change="rerun") as unfolded:
                if unfolded.open:
                    _figures(meeting, one)


def _status(meeting: Meeting, one: GoalReview) -> None:
    goal, course = one.standing.goal, one.status.course
    with st.container(horizontal=True, vertical_alignment="center"):
        st.subheader(plain(goal["title"]), anchor=False, width="content")
        st.badge(status_words.name(course), icon=ICONS[course], color=COLOURS[course])
    st.write(plain(status_words.sentence(one.status)))
    if told := meeting.changes.get(goal["id"]):
        st.caption(plain(_("Since the last closed review: {changes}.", changes="; ".join(told))))


def _figures(meeting: Meeting, one: GoalReview) -> None:
    goal = one.standing.goal
    _numbers(one)
    goal_chart(meeting, one, meeting.actions, name=f"goal {goal['id']}")
    link("goals", _("See what was agreed, done, seen and learned"), goal=goal["id"])


def _numbers(one: GoalReview) -> None:
    goal, standing = one.standing.goal, one.standing
    latest = standing.latest
    row = st.container(horizontal=True, gap="large")  # beside one another where there is room
    if latest is None or latest["value"] is None:
        shown = NOTHING if latest is None else gaps.cell(latest)
        row.metric(
            _("Figure"),
            shown,
            width="content",
            help=gaps.why(latest, standing.instead, standing.measure) if latest else None,
        )
    else:
        row.metric(period(standing.period), measured(latest["value"], standing.measure), delta=_since_last_year(one),
                   delta_color="off", delta_arrow="off", width="content",
                   delta_description=_("against a year before") if standing.year_before is not None else None)  # fmt: skip
    row.metric(_("Baseline"), measured(goal["baseline"], standing.measure), width="content")
    row.metric(
        _("Target by {day}", day=day(goal["due_on"])), measured(goal["target"], standing.measure), width="content"
    )
    told = NOTHING if goal["confidence"] is None else _("{number} out of 10", number=goal["confidence"])
    row.metric(_("Confidence of the owner"), told, width="content")
    if standing.progress is not None:
        st.progress(clamped(standing.progress), text=progress_words(standing))


def _since_last_year(one: GoalReview) -> str | None:
    standing = one.standing
    if standing.year_before is None or standing.latest is None:
        return None
    change = float(standing.latest["value"]) - standing.year_before
    return _("{points} points", points=signed(change)) if standing.measure == Measure.PERCENT else signed(change, 2)


def goal_chart(meeting: Meeting, one: GoalReview, actions: SafeTable, *, name: str) -> None:
    """The chart of a goal for one department, with what is hidden in it and the figures behind it. `actions`: of which the
    starts may stand in it; `name`: which chart."""
    figure = meeting.drawn(name, lambda: _figure(meeting, one, actions))
    if figure is None:
        st.write(_("There is no figure of this department yet."))
        return
    chart(figure)
    if one.reading.chart is not None and (told := caveats(meeting.benchmarks(one.standing.goal["indicator"]))):
        st.caption(plain(told))
    explain_hidden(one.reading.series)
    behind(_("The figures behind this chart"), lambda: goal_points(one), key=f"behind {name}")


def _figure(meeting: Meeting, one: GoalReview, actions: SafeTable) -> Figure | None:
    """The chart of a goal, with the actions that started and the benchmarks of the quarter."""
    code = one.standing.goal["indicator"]
    return goal_figure(one, _(meeting.known[code]["name"]), actions, meeting.benchmarks(code))
