"""The last part of the chain: what evaluations taught, what the MT decided, and how sure the owner is."""

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day, number, period
from di_data.periods import parse
from di_data.reports import programme
from di_data.reports.chain import Progress
from di_data.ui import goal_check_in
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain
from di_data.vocabulary import DecisionStatus, EvaluationResult, NextMove, Position

SHOWN_AT_MOST = 10
"""Evaluations and decisions that are read in full here; the page of evaluations has all of them."""


def show(session: Session, goal: Mapping[str, Any], actions: Sequence[Mapping[str, Any]], done: Progress) -> None:
    """Evaluations, the decisions of the MT for who may see them, and the check-ins of the owner."""
    lessons = read(programme.evaluations, session).where(goal_id=goal["id"])
    st.write(sentence(lessons, done))
    if done.unevaluated and session.viewer.may(Right.LOG_ACTIONS):
        link("evaluations", _("Evaluate what is done"), goal=goal["id"])
    for row in list(lessons.rows())[:SHOWN_AT_MOST]:
        _lesson(row)
    if len(lessons) > SHOWN_AT_MOST:
        link("evaluations", _("Read all evaluations of this goal"), goal=goal["id"])
    if session.viewer.may(Right.SEE_REVIEW):
        _decisions(session, goal, {row["id"] for row in actions})
    st.subheader(_("How sure the owner is"), anchor=False)
    goal_check_in.earlier(session, goal)


def sentence(lessons: SafeTable, done: Progress) -> str:
    """The evaluations of a goal in one or two sentences."""
    if not len(lessons):
        told = _("No action of this goal was evaluated yet.")
    else:
        results = Counter(lessons.column("result"))
        counts = ", ".join(f"{result.label.lower()} {number(results[result.value])}" for result in EvaluationResult if results[result.value])  # fmt: skip
        told = ngettext("{count} evaluation: {counts}.", "{count} evaluations: {counts}.", len(lessons), counts=counts)
    if done.unevaluated:
        told += " " + ngettext("{count} action is done but not evaluated yet.", "{count} actions are done but not evaluated yet.", done.unevaluated)  # fmt: skip
    return told


def _lesson(row: Mapping[str, Any]) -> None:
    with st.container(border=True):
        st.markdown(f"**{plain(' '.join(row['action'].split()))}** · {EvaluationResult(row['result']).label}")
        st.text(row["learned"])
        st.caption(" ".join([day(row["evaluated_on"]), "·", _("What now?"), NextMove(row["next_move"]).label]))


def _decisions(session: Session, goal: Mapping[str, Any], actions: set[str]) -> None:
    every = read(programme.decisions, session)
    own = [row for row in every.rows() if row["goal_id"] == goal["id"] or row["action_id"] in actions]
    st.subheader(_("What the MT decided"), anchor=False)
    if not own:
        st.write(_("The MT decided nothing about this goal or its actions yet."))
    for row in own[:SHOWN_AT_MOST]:
        st.text(
            f"{period(parse(row['quarter']))}: {row['text']}\n"
            f"{DecisionStatus(row['status']).label} · {Position(row['owner_role']).label} · "
            + _("Ready on {day}", day=day(row["due_on"]))
        )
    link("quarterly_review", _("Go to the quarterly review"))
