"""The chain of one goal on one page: what was agreed, what was done, what was seen, and what was learned."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import streamlit as st

from di_data.access import Right
from di_data.council_terms import AboutKind
from di_data.language import gettext as _
from di_data.reports import chain, programme
from di_data.ui import (
    ask,
    chain_agreed,
    chain_did,
    chain_learned,
    chain_seen,
    goal_check_in,
    goal_facts,
    goal_form,
    goal_gaps,
    trace,
)
from di_data.ui.goal_address import go
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain, saved_note


def show(session: Session, key: str) -> None:
    """The goal with this key, from top to bottom."""
    if "saved_note" in st.session_state:  # what a link asked for is done
        st.query_params.pop("form", None)
    go(_("All goals"), icon="arrow_back", name="all")
    saved_note()
    goal = read(programme.goals, session).where(id=key).first()
    if goal is None:
        _gone(session, key)
        return
    actions = list(read(programme.actions, session).where(goal_id=key).rows())
    done = chain.progress(actions, date.today())
    st.header(plain(goal["title"]), anchor=False)
    st.text(goal_facts.who_and_when(goal))
    st.text(goal_facts.confidence(goal))
    ask.link(session, AboutKind.GOAL, goal["id"])
    goal_gaps.show(session, goal, chain.gaps(goal, done, date.today()))
    if session.viewer.may(Right.LOG_ACTIONS):
        _forms(session, goal)
    st.header(_("1. Agreed"), anchor=False)
    chain_agreed.show(session, goal)
    st.header(_("2. Did"), anchor=False)
    chain_did.show(session, goal, actions, done)
    st.header(_("3. Saw"), anchor=False)
    chain_seen.show(session, goal, actions)
    st.header(_("4. Learned"), anchor=False)
    chain_learned.show(session, goal, actions, done)


def _forms(session: Session, goal: Mapping[str, Any]) -> None:
    """The forms of HR; the one that a link asks for stands open."""
    asked = st.query_params.get("form")
    with st.expander(_("Log a check-in"), icon=":material/mood:", expanded=asked == "check_in"):
        goal_check_in.form(session, goal)
    with st.expander(_("Change this goal"), icon=":material/edit:", expanded=asked == "change"):
        goal_form.change(session, goal)


def _gone(session: Session, key: str) -> None:
    st.info(_("This goal is not there, or it was taken away. Choose another one in the list of all goals."))
    try:
        UUID(key)
    except ValueError:
        return
    if session.viewer.may(Right.LOG_ACTIONS):
        trace.show(session, "goal", key)
