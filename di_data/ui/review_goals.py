"""The goals in the review: status with its reason, figure, progress beside confidence, and signal or noise in a chart."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from di_data import gaps
from di_data.analysis.progress import clamped
from di_data.analysis.spc import Xmr
from di_data.analysis.status import Course
from di_data.analysis.timeline import timeline
from di_data.charts.control import control_chart
from di_data.charts.control_words import Reference, point_words
from di_data.charts.figure import Figure
from di_data.charts.goal_trend import goal_trend
from di_data.config import PER_CENT
from di_data.language import gettext as _
from di_data.notation import NOTHING, day, measured, number, period, signed
from di_data.periods import Grain, Period
from di_data.reports import chain, figures, reading_words, status_words
from di_data.reports.goal_review import GoalReview, Reading
from di_data.ui import review_changes
from di_data.ui.benchmarks import PREFERRED
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import chart, explain_hidden, plain, rows
from di_data.vocabulary import Measure

COLOURS = {Course.ON_COURSE: "green", Course.NEEDS_ATTENTION: "orange", Course.ADJUST: "red", Course.TOO_EARLY: "gray"}
ICONS = {
    Course.ON_COURSE: ":material/check_circle:", Course.NEEDS_ATTENTION: ":material/error:",
    Course.ADJUST: ":material/build_circle:", Course.TOO_EARLY: ":material/hourglass_empty:",
}  # fmt: skip


def show(meeting: Meeting) -> None:
    """Every goal with a figure, those to talk about first."""
    if not meeting.found.goals:
        st.info(_("No goals with an indicator were chosen yet. HR adds goals on the page Goals."))
    order = [Course.ADJUST, Course.NEEDS_ATTENTION, Course.ON_COURSE, Course.TOO_EARLY]
    for one in sorted(meeting.found.goals, key=lambda one: order.index(one.status.course)):
        with st.container(border=True):
            _goal(meeting, one)


def _goal(meeting: Meeting, one: GoalReview) -> None:
    goal, course = one.standing.goal, one.status.course
    heading, badge = st.columns([4, 1], vertical_alignment="center")
    heading.subheader(plain(goal["title"]), anchor=False)
    badge.badge(status_words.name(course), icon=ICONS[course], color=COLOURS[course])
    st.write(plain(status_words.sentence(one.status)))
    review_changes.show(meeting, goal["id"])
    _numbers(one)
    figure = drawn(meeting, one)
    if figure is not None:
        chart(figure)
        explain_hidden(one.reading.series)
        with st.expander(_("The figures behind this chart")):
            rows(behind(one), name=_("The figures behind this chart"))
    link("goals", _("See what was agreed, done, seen and learned"), goal=goal["id"])


def _numbers(one: GoalReview) -> None:
    goal, standing = one.standing.goal, one.standing
    figure, baseline, target, confidence = st.columns(4)
    latest = standing.latest
    if latest is None or latest["value"] is None:
        shown = NOTHING if latest is None else gaps.cell(latest)
        figure.metric(_("Figure"), shown, help=gaps.why(latest, standing.instead, standing.measure) if latest else None)
    else:
        figure.metric(period(standing.period), measured(latest["value"], standing.measure), delta=_since_last_year(one),
                      delta_color="off", delta_arrow="off",
                      delta_description=_("against a year before") if standing.year_before is not None else None)  # fmt: skip
    baseline.metric(_("Baseline"), measured(goal["baseline"], standing.measure))
    target.metric(_("Target by {day}", day=day(goal["due_on"])), measured(goal["target"], standing.measure))
    told = NOTHING if goal["confidence"] is None else _("{number} out of 10", number=goal["confidence"])
    confidence.metric(_("Confidence of the owner"), told)
    if standing.progress is not None:
        share = _("Progress {share}%", share=number(PER_CENT * standing.progress))
        st.progress(clamped(standing.progress), text=share)


def _since_last_year(one: GoalReview) -> str | None:
    standing = one.standing
    if standing.year_before is None or standing.latest is None:
        return None
    change = float(standing.latest["value"]) - standing.year_before
    return _("{points} points", points=signed(change)) if standing.measure == Measure.PERCENT else signed(change, 2)


def drawn(meeting: Meeting, one: GoalReview) -> Figure | None:
    """The chart of a goal, with what it has to say as its title; None without any figure."""
    goal, reading, measure = one.standing.goal, one.reading, one.standing.measure
    if not len(reading.series):
        return None
    code = goal["indicator"]
    name = meeting.known[code]["name"]
    subject = f"{_(name)}, {goal['unit_name']}"
    starts = chain.starts(meeting.actions().where(goal_id=goal["id"]).rows())
    if reading.chart is None:
        return goal_trend(reading.series, measure, subject, baseline=goal["baseline"],
                          targets=[(goal["due_on"], goal["target"])] if goal["target"] is not None else [], starts=starts)  # fmt: skip
    title = reading_words.message(subject, reading.chart, periods(reading))
    return control_chart(
        reading.series, reading.chart, measure, title, target=goal["target"], baseline=goal["baseline"], starts=starts,
        references=references(meeting, code, "quarter"),
    )  # fmt: skip


def periods(reading: Reading) -> list[Period]:
    """The period of every point of a reading."""
    return [step.period for step in timeline(reading.series)]


def references(meeting: Meeting, indicator: str, grain: str) -> list[Reference]:
    """The benchmarks of the quarter for an indicator, or the newest of before: public administration and all sectors."""
    known = read(figures.reference_values, meeting.session, indicator=indicator, as_of=meeting.as_of)
    usable = (
        known.where(grain=grain, series=list(PREFERRED)).between("period", high=meeting.quarter.end).sorted("period")
    )
    newest: dict[str, Mapping[str, Any]] = {str(row["series"]): row for row in usable.rows()}
    return [
        Reference(
            str(row["series_name"]), float(row["value"]), Period(row["period"], Grain(row["grain"])), str(row["source"])
        )
        for row in newest.values()
    ]


def behind(one: GoalReview) -> list[dict[str, str]]:
    """The points of a chart in words, newest first."""
    reading, measure = one.reading, one.standing.measure
    steps = timeline(reading.series)
    told = [
        {
            _("Period"): period(step.period),
            _("Figure"): gaps.cell(step.row) if step.is_hidden and step.row else measured(step.value, measure),
            **_limits(reading.chart, place, measure),
        }
        for place, step in enumerate(steps)
    ]
    return told[::-1]


def _limits(reading: Xmr | None, place: int, measure: Measure) -> dict[str, str]:
    if reading is None:
        return {}
    columns: Sequence[tuple[str, float | None]] = (
        (_("Mean"), reading.mean[place]), (_("Lower limit"), reading.lower[place]), (_("Upper limit"), reading.upper[place])
    )  # fmt: skip
    return {name: measured(value, measure) for name, value in columns} | {_("Reading"): point_words(reading, place)}
