"""The first part of the chain: where a goal comes from and what was agreed."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day, measured
from di_data.reports import dialogue, figures, programme
from di_data.ui.navigation import link
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.vocabulary import Factor, Measure, Outcome, Position

PROPOSALS_AT_MOST = 25

Goal = Mapping[str, Any]


def show(session: Session, goal: Goal) -> None:
    """In which session it was chosen, from which proposals, and what it aims at."""
    proposals = read(dialogue.proposals, session).where(chosen_goal=goal["id"])
    meeting = read(dialogue.sessions, session).where(id=goal["session_id"]).first() if goal["session_id"] else None
    st.text(_origin(session, goal, meeting, proposals))
    if meeting is not None:
        link("dialogue_sessions", _("Read that session"), session=meeting["reference"])
    if goal["description"]:
        st.text(goal["description"])
    if facts := _facts(session, goal):
        st.text("\n".join(facts))
    if len(proposals):
        st.text(ngettext("It brings {count} proposal together:", "It brings {count} proposals together:", len(proposals)))  # fmt: skip
        st.text("\n".join(_proposal(row) for row in list(proposals.rows())[:PROPOSALS_AT_MOST]))


def _origin(session: Session, goal: Goal, meeting: Goal | None, proposals: SafeTable) -> str:
    if meeting is None:
        return _("This goal does not come from a dialogue session in Inzetwijzer; {who} saved it.", who=who(goal["changed_by"]))  # fmt: skip
    roles = read(dialogue.participants, session).where(session_id=meeting["id"])
    told = _("Chosen in the dialogue session of {day}, {unit}.", day=day(meeting["held_on"]), unit=meeting["unit_name"])
    if len(roles):
        took_part = ", ".join(f"{row['participants']} × {Position(row['role']).label}" for row in roles.rows())
        told += " " + _("Took part: {roles}", roles=took_part) + "."
    return told


def _proposal(row: Goal) -> str:
    return f"– {row['text']}" + (f" ({Position(row['role']).label})" if row["role"] else "")


def _facts(session: Session, goal: Goal) -> list[str]:
    """What was agreed, a line each; what was not agreed is left out."""
    told = []
    if goal["theme"]:
        told.append(_("Theme: {theme}", theme=goal["theme"]))
    if goal["intended_outcome"]:
        told.append(_("Should bring: {outcome}", outcome=Outcome(goal["intended_outcome"]).label))
    if goal["factors"]:
        told.append(_("Factors: {names}", names=", ".join(Factor(factor).label for factor in goal["factors"])))
    if goal["unit_names"]:
        told.append(_("Departments that take part: {names}", names=", ".join(goal["unit_names"])))
    indicator = read(figures.indicators, session).where(code=goal["indicator"]).first() if goal["indicator"] else None
    targets = read(programme.goal_targets, session).where(goal_id=goal["id"], indicator=None).sorted("due_on")
    if indicator is not None:
        told.append(_("Indicator: {name}", name=_(indicator["name"])))
        measure = Measure(indicator["measure"])
        every = [
            _("{value} by {day}", value=measured(row["value"], measure), day=day(row["due_on"])) for row in targets.rows()
        ]  # fmt: skip
        if every:
            told.append(_("Targets: {targets}", targets="; ".join(every)))
    return told
