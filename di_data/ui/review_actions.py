"""The actions in the review: what was done and what is late, what nobody works on, and what evaluations learned."""

from collections import Counter

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.reports import programme
from di_data.reports.waiting import overdue, unevaluated
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.review_meeting import Meeting
from di_data.ui.showing import plain
from di_data.vocabulary import ActionStatus, EvaluationResult

MOST = 5
"""Actions and lessons that are named; the pages behind them have all."""


def show(meeting: Meeting) -> None:
    """Sentences with their counts, the ones that ask for something named."""
    actions = meeting.actions()
    counts = Counter(ActionStatus(status) for status in actions.column("status"))
    st.write(
        " · ".join(f"{status.label}: {counts[status]}" for status in ActionStatus if counts[status])
        or _("No actions were logged yet.")
    )
    late, open_ = overdue(actions, meeting.today).sorted("due_on"), unevaluated(actions).sorted("due_on")
    _named(ngettext("{count} action is past its date:", "{count} actions are past their date:", len(late)), late)
    _named(ngettext("{count} action is done and was never evaluated:", "{count} actions are done and were never evaluated:", len(open_)), open_)  # fmt: skip
    _without(meeting)
    _learned(meeting)
    link("blind_spots", _("See what the running actions leave out"))


def _named(sentence: str, actions: SafeTable) -> None:
    if not len(actions):
        return
    st.write(sentence)
    for row in list(actions.rows())[:MOST]:
        link("action_sheet", plain(f"{row['title']} ({day(row['due_on'])})"), action=row["id"])


def _without(meeting: Meeting) -> None:
    """Goals on which nothing runs."""
    running = set(meeting.actions().where(status=ActionStatus.RUNNING.value).column("goal_id"))
    idle = [one.standing.goal["title"] for one in meeting.found.goals if one.standing.goal["id"] not in running]
    if idle:
        st.write(plain(_("No action runs for: {goals}.", goals=", ".join(map(str, idle)))))


def _learned(meeting: Meeting) -> None:
    """What the evaluations of this quarter brought."""
    evaluations = read(programme.evaluations, meeting.session, as_of=meeting.as_of)
    own = evaluations.between("evaluated_on", low=meeting.quarter.start, high=meeting.quarter.end)
    if not len(own):
        st.write(_("No evaluations were recorded in this quarter."))
        return
    st.write(ngettext("{count} evaluation in this quarter:", "{count} evaluations in this quarter:", len(own)))
    for row in list(own.rows())[:MOST]:
        result = EvaluationResult(row["result"]).label
        lesson = f". {row['learned']}" if row["learned"] else ""
        st.text(f"{row['action']}: {result}{lesson}")
