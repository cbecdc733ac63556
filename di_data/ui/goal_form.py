"""The forms with which HR adds a goal, changes one, and takes one away."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from di_data.errors import Refused
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.register.goals import Target, save_goal
from di_data.reports import figures, organisation, programme
from di_data.ui import draft, trace
from di_data.ui.goal_fields import as_goal, form_fields, present, read_values, writer
from di_data.ui.goal_inputs import inputs
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import saves, saving
from di_data.vocabulary import GoalStatus, Position

A_PROGRAMME = timedelta(days=730)
"""How long a goal usually runs: two years."""


def _indicators(session: Session) -> dict[str, str]:
    return {row["code"]: _(row["name"]) for row in read(figures.indicators, session).rows()}


def _units(session: Session, kept: Mapping[str, Any]) -> dict[str, str]:
    """The departments that exist, the whole organisation first, and those that the goal has already."""
    own = {kept["unit"], *kept["units"]}
    rows = [row for row in read(organisation.units, session).rows() if row["ends_on"] is None or row["id"] in own]
    return {row["id"]: row["name"] for row in sorted(rows, key=lambda row: row["parent_id"] is not None)}


def add(session: Session) -> None:
    """The form for a new goal; what was typed stays when something is wrong."""
    units = read(organisation.units, session)
    if not len(units):
        st.info(_("Load the departments first; a goal belongs to the organisation or to a department."))
        return
    tops = units.where(parent_id=None, ends_on=None).column("id")
    today = date.today()
    texts = ("title", "description", "theme", "intended_outcome", "indicator", "direction", "baseline", "baseline_period")  # fmt: skip
    kept: dict[str, Any] = dict.fromkeys(texts) | {
        "unit": tops[0] if len(tops) == 1 else None, "units": [], "owner_role": Position.SENIOR_MANAGEMENT,
        "factors": [], "indicators": [], "targets": [], "status": GoalStatus.CHOSEN,
        "starts_on": today, "due_on": today + A_PROGRAMME,
    }  # fmt: skip
    with st.form(f"goal {saves()}", border=True):
        typed = inputs(session, kept, _units(session, kept), _indicators(session), "new")
        sent = st.form_submit_button(_("Add the goal"), type="primary")
    if sent:
        with saving(_("The goal is saved; everybody sees it now.")):
            values = read_values(typed)
            targets = [Target(*one) for one in values["targets"]]
            save_goal(session.store, session.viewer, as_goal(values, None), targets=targets)


def change(session: Session, goal: Mapping[str, Any]) -> None:
    """The form for a goal that exists; of two people who save at once, nothing is lost."""
    targets = read(programme.goal_targets, session)
    stored = present(goal, targets, read(programme.goal_indicators, session))
    write, message = writer(session, goal, targets), _("The goal is saved; everybody sees it now.")
    units, indicators = _units(session, stored), _indicators(session)
    if draft.settle(stored, form_fields(units, indicators), write, message):
        return
    kept = draft.opened(stored)
    with st.form(f"goal {goal['id']} {saves()}", border=True):
        typed = inputs(session, kept, units, indicators, goal["id"])
        sent = st.form_submit_button(_("Save the goal"), type="primary")
    if sent:
        try:
            values = read_values(typed)
        except Refused as error:
            st.error(error.message)
        else:
            draft.save(stored, values, write, message)
    _offer_removal(session, goal)
    trace.show(session, "goal", goal["id"])


def _offer_removal(session: Session, goal: Mapping[str, Any]) -> None:
    """Taking a goal away asks for a second click, and says what stays behind."""
    about = [_("A goal that was reached or stopped keeps its place: change its status. Take away only what never was a goal.")]  # fmt: skip
    if count := len(read(programme.actions, session).where(goal_id=goal["id"])):
        about.append(ngettext("{count} action stays, without a goal.", "{count} actions stay, without a goal.", count))
    gone = _("The goal is taken away. You can bring it back on this page.")
    trace.take_away(session, "goal", goal, _("Take this goal away"), gone, *about, sure=_("Yes, take it away"))
