"""The goals as cards: latest figure, baseline, target, progress and a small line."""

import streamlit as st

from di_data import gaps
from di_data.analysis.progress import clamped
from di_data.language import gettext as _
from di_data.notation import NOTHING, day, measured, number, period, signed, span_end
from di_data.periods import Grain, Period, next_period
from di_data.reports import figures, programme, review
from di_data.reports.review import Standing
from di_data.ui.navigation import link
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import Session
from di_data.ui.showing import plain
from di_data.vocabulary import Direction, GoalStatus, Measure

ABOUT_NOTHING = 0.05
"""Less than a twentieth of the way is not worth calling a change."""


def show(session: Session, quarter: Period) -> None:
    """A card per goal that goes on or was reached, two beside one another, as they stand at the end of the quarter."""
    measures = {row["code"]: Measure(row["measure"]) for row in read(figures.indicators, session).rows()}
    goals = [goal for goal in read(programme.goals, session).rows() if goal["status"] != GoalStatus.STOPPED]
    if not goals:
        st.info(_("No goals were chosen yet. Goals come from the dialogue sessions; HR adds them on the page Goals."))
    values = indicator_values(session, *(goal["indicator"] for goal in goals if goal["indicator"] in measures))
    for first in range(0, len(goals), 2):
        for goal, column in zip(goals[first : first + 2], st.columns(2), strict=False):
            with column, st.container(border=True, height="stretch"):
                st.subheader(plain(goal["title"]), anchor=False)
                if goal["indicator"] in measures:
                    own = values.where(indicator=goal["indicator"])
                    _figures(review.standing(goal, own, measures[goal["indicator"]], quarter))
                else:
                    st.write(_("This goal has no indicator yet, so there is no figure to follow."))
                link("goals", _("See what was agreed, done, seen and learned"), goal=goal["id"])


def _figures(standing: Standing) -> None:
    measure, latest = standing.measure, standing.latest
    if latest is None:
        st.write(_("There is no figure yet for this goal."))
        return
    if latest["value"] is None:
        st.write(plain(_("The figure is not shown: {reason}.", reason=gaps.why(latest, standing.instead, measure))))
        return
    st.metric(
        period(standing.period),
        measured(latest["value"], measure),
        delta=_delta(standing),
        delta_color="off",
        delta_arrow="off",
        delta_description=_("against a year before") if standing.year_before is not None else None,
        chart_data=_line(standing),
        chart_type="line",
    )
    if standing.progress is not None:
        st.progress(clamped(standing.progress), text=progress_words(standing))
    st.caption(_facts(standing))


def _line(standing: Standing) -> list[float] | None:
    """The values of the small line, twelve at most; none for fewer than four, where a line would only show noise.

    So small a line has no room for a gap, so it starts after the last one: it never joins what stands on both sides.
    """
    values: list[float] = []
    after: Period | None = None
    for row in reversed(list(standing.series.rows())[-12:]):
        at = Period(row["period"], Grain(row["grain"]))
        if row["value"] is None or (after is not None and next_period(at) != after):
            break
        values.insert(0, row["value"])
        after = at
    return values if len(values) >= 4 else None


def _delta(standing: Standing) -> str | None:
    if standing.year_before is None or standing.latest is None:
        return None
    change = float(standing.latest["value"]) - standing.year_before
    if standing.measure == Measure.PERCENT:
        return _("{points} points", points=signed(change))
    return signed(change, 2)


def progress_words(standing: Standing) -> str:
    """How far a goal is on the way from its baseline to its target."""
    share = standing.progress or 0
    if abs(share) < ABOUT_NOTHING:
        return _("About where it started")
    if share < 0:
        return _("Further from the target than at the start")
    if share >= 1:
        return _("The target is reached")
    return _("{share}% of the way from baseline to target", share=number(100 * share))


def _facts(standing: Standing) -> str:
    goal, measure = standing.goal, standing.measure
    facts = [
        plain(goal["unit_name"]),
        _(
            "Baseline {value} ({period})",
            value=measured(goal["baseline"], measure),
            period=span_end(goal["baseline_period"]) if goal["baseline_period"] else NOTHING,
        ),
        _("target {value} by {day}", value=measured(goal["target"], measure), day=day(goal["due_on"])),
    ]
    if goal["direction"]:
        facts.append(Direction(str(goal["direction"])).label.lower())
    if goal["confidence"] is not None:
        facts.append(_("confidence of the owner {number} out of 10", number=goal["confidence"]))
    return " · ".join(facts)
