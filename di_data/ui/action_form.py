"""The form with which HR logs an action."""

from datetime import date, timedelta

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.register.programme import Action, save_action
from di_data.ui.session import Session
from di_data.ui.showing import label, saves, saving
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    EmployeeDomain,
    Factor,
    Instrument,
    Ladder,
    Level,
    Position,
)


def show(session: Session, goals: SafeTable, units: SafeTable) -> None:
    """What is needed stands first; the rest of the sheet folds out. What was typed stays when something is wrong."""
    titles = {row["id"]: row["title"] for row in goals.rows()}
    names = {row["id"]: row["name"] for row in units.rows() if row["ends_on"] is None}
    with st.form(f"action {saves()}", border=True):
        title = st.text_input(_("What are we going to do?"), max_chars=200)
        left, right = st.columns(2)
        goal = left.selectbox(_("Goal"), list(titles), index=None, format_func=titles.get, placeholder="")
        where = right.multiselect(_("Departments"), list(names), format_func=names.get, placeholder="")
        owner = left.selectbox(_("Who takes it up"), list(Position), index=2, format_func=label)
        status = right.selectbox(_("Status"), list(ActionStatus), format_func=label)
        starts_on = left.date_input(_("Start"), date.today(), format="DD-MM-YYYY")
        due_on = right.date_input(_("Ready on"), date.today() + timedelta(days=90), format="DD-MM-YYYY")
        factors = left.multiselect(_("Factors"), list(Factor), format_func=label, placeholder="")
        expectation = right.text_area(
            _("What do we expect to see, and when?"),
            height=80,
            help=_("Write it down before the action starts: which figure, which way, how much, by when."),
        )
        with st.expander(_("More about this action")):
            one, two = st.columns(2)
            phase = one.selectbox(
                _("Behaviour phase"), list(BehaviourPhase), index=None, format_func=label, placeholder=""
            )
            domain = two.selectbox(
                _("Employee domain"), list(EmployeeDomain), index=None, format_func=label, placeholder=""
            )
            level = one.selectbox(_("Level"), list(Level), index=None, format_func=label, placeholder="")
            ladder = two.selectbox(
                _("Rung of the participation ladder"), list(Ladder), index=None, format_func=label, placeholder=""
            )
            instrument = one.selectbox(
                _("Instrument"),
                [term.label for term in Instrument],
                index=None,
                accept_new_options=True,
                placeholder="",
            )
        sent = st.form_submit_button(_("Save the action"), type="primary")
    if not sent:
        return
    with saving(_("The action is saved; everybody sees it now.")):
        save_action(session.store, session.viewer, Action(
            title=title, owner_role=owner, starts_on=starts_on, due_on=due_on, status=status, goal=goal,
            units=tuple(where), factors=tuple(factors), level=level, behaviour_phase=phase, employee_domain=domain,
            instrument=instrument, participation_ladder=ladder, expectation=expectation or None,
        ))  # fmt: skip
