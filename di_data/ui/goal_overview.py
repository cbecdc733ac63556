"""All goals on one page: the chosen ones as cards, the others under a fold."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.reports import chain, figures, programme
from di_data.ui import goal_facts, goal_form, goal_gaps
from di_data.ui.goal_address import go
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import Session
from di_data.ui.showing import plain
from di_data.vocabulary import GoalStatus, Measure

FEWEST, MOST = 3, 5
"""Goals that a dialogue session chooses: fewer leave things out, more are not kept up (domain reference, section 1)."""

CARDS_AT_MOST = 25

Goal = Mapping[str, Any]


def show(session: Session) -> None:
    """The cards, and for HR the form for another goal."""
    goals = list(read(programme.goals, session).rows())
    chosen = [goal for goal in goals if goal["status"] == GoalStatus.CHOSEN]
    done = {key: chain.progress(rows, date.today()) for key, rows in chain.by_goal(read(programme.actions, session)).items()}  # fmt: skip
    broken = {goal["id"]: chain.gaps(goal, done.get(goal["id"], chain.progress((), date.today())), date.today()) for goal in chosen}  # fmt: skip
    _summary(goals, chosen, broken)
    _cards(session, chosen[:CARDS_AT_MOST], done, broken)
    if len(chosen) > CARDS_AT_MOST:
        st.caption(_("The first {count} goals are shown.", count=CARDS_AT_MOST))
    past = [goal for goal in goals if goal["status"] != GoalStatus.CHOSEN]
    if past:
        with st.expander(_("Reached or stopped") + f" ({len(past)})"):
            for goal in past[:CARDS_AT_MOST]:
                words = f"{plain(goal['title'])} · {GoalStatus(goal['status']).label}"
                go(words, icon="flag", name=goal["id"], goal=goal["id"])
    if session.viewer.may(Right.LOG_ACTIONS):
        with st.expander(_("Add a goal"), icon=":material/add:", expanded=not goals):
            goal_form.add(session)


def _summary(goals: Sequence[Goal], chosen: Sequence[Goal], broken: Mapping[str, Sequence[chain.Gap]]) -> None:
    if not goals:
        st.info(_("No goals were chosen yet. A dialogue session chooses three to five; HR adds them below."))
        return
    told = ngettext("There is {count} chosen goal.", "There are {count} chosen goals.", len(chosen))
    lacking = sum(map(bool, broken.values()))
    if lacking:
        told += " " + ngettext("With {count} of them something is missing.", "With {count} of them something is missing.", lacking)  # fmt: skip
    st.write(told)
    if not FEWEST <= len(chosen) <= MOST:
        st.warning(_("A programme works best with three to five goals; there are {count} now.", count=len(chosen)))


def _cards(
    session: Session, goals: Sequence[Goal], done: Mapping[str, chain.Progress], broken: Mapping[str, Sequence[chain.Gap]]
) -> None:  # fmt: skip
    known = {row["code"]: row for row in read(figures.indicators, session).rows()}
    values = indicator_values(session, *(goal["indicator"] for goal in goals if goal["indicator"] in known))
    for goal in goals:
        with st.container(border=True):
            st.header(plain(goal["title"]), anchor=False)
            st.text(goal_facts.who_and_when(goal))
            if goal["indicator"] in known:
                indicator = known[goal["indicator"]]
                seen = chain.seen(values, goal["unit_id"], goal["indicator"])
                st.text(goal_facts.figure_line(goal, _(indicator["name"]), Measure(indicator["measure"]), seen))
            st.text(
                f"{goal_facts.actions_line(done.get(goal['id'], chain.progress((), date.today())))} · {goal_facts.confidence(goal)}"
            )
            goal_gaps.show(session, goal, broken[goal["id"]])
            go(_("See what was agreed, done, seen and learned"), icon="flag", name=goal["id"], goal=goal["id"])
