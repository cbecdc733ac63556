"""What came of the actions: what is to be evaluated, and what worked elsewhere here."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.reports import organisation, programme
from di_data.ui import evaluation_due, evaluation_follow_up, evaluation_search
from di_data.ui.action_choices import choices
from di_data.ui.address import choose
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_ACTIONS)

st.title(_("Evaluations"), anchor=False)
saved_note()
actions, evaluations = read(programme.actions, user), read(programme.evaluations, user)
if not len(actions):
    st.info(_("There is nothing to evaluate yet: no action was logged. HR logs actions on the page Actions."))
    st.stop()
options = choices(user)
goal = choose(_("Goal"), {"": _("All")} | dict(options.goal_titles), name="goal")
if goal:
    actions, evaluations = actions.where(goal_id=goal), evaluations.where(goal_id=goal)
if user.viewer.may(Right.LOG_ACTIONS):
    evaluation_follow_up.show(user, evaluation_follow_up.left_undone(evaluations, actions))
evaluation_due.show(user, actions, options)
st.header(_("What worked elsewhere here"), anchor=False)
evaluation_search.show(evaluations, read(organisation.units, user))
