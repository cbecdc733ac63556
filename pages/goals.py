"""The chosen goals, what they aim at and how their owners look at them."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.reports import figures, organisation, programme
from di_data.ui import goal_form
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import plain, saved_note
from di_data.vocabulary import ActionStatus, Factor, GoalStatus, Outcome, Position

user = require(Right.SEE_GOALS)

st.title(_("Goals"), anchor=False)
saved_note()
goals = read(programme.goals, user)
nothing = _("none yet")
actions = read(programme.actions, user)
names = {row["code"]: _(row["name"]) for row in read(figures.indicators, user).rows()}
if not len(goals):
    st.info(_("No goals were chosen yet. A dialogue session chooses three to five; HR adds them below."))
elif not 3 <= len(goals.where(status=GoalStatus.CHOSEN.value)) <= 5:
    st.warning(_("A programme works best with three to five goals; there are {count} now.", count=len(goals)))

for goal in goals.rows():
    with st.container(border=True):
        st.header(plain(goal["title"]), anchor=False)
        if goal["description"]:
            st.text(goal["description"])
        left, right = st.columns(2)
        left.text(_("For: {unit}", unit=goal["unit_name"]))
        left.text(_("Owner: {role}", role=Position(goal["owner_role"]).label))
        left.text(_("From {start} to {end}", start=day(goal["starts_on"]), end=day(goal["due_on"])))
        right.text(_("Indicator: {name}", name=names.get(goal["indicator"], nothing)))
        if goal["factors"]:
            right.text(_("Factors: {names}", names=", ".join(Factor(factor).label for factor in goal["factors"])))
        if goal["intended_outcome"]:
            right.text(_("Should bring: {outcome}", outcome=Outcome(goal["intended_outcome"]).label))
        own = actions.where(goal_id=goal["id"])
        running = len(own.where(status=ActionStatus.RUNNING.value))
        st.text(
            ngettext("{count} action", "{count} actions", len(own))
            + ngettext(", of which {count} is running", ", of which {count} are running", running)
        )
        st.caption(
            _("Saved by {who}, {when}.", who=plain(who(goal["changed_by"])), when=day(goal["valid_from"].date()))
        )

if user.viewer.may(Right.LOG_ACTIONS):
    st.header(_("Add a goal"), anchor=False)
    goal_form.show(user, read(organisation.units, user), names)
