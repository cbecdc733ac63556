"""Blind spots: where no action is planned or running, as maps of two attributes."""

from datetime import date

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.reports import blind_spots, programme
from di_data.ui import blind_spot_map
from di_data.ui.address import choose
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.session import require

user = require(Right.SEE_ACTIONS)

st.title(_("Blind spots"), anchor=False)
st.write(_("What do our actions leave out? Every map counts actions by two things; a dashed cell has none."))
if not len(read(programme.actions, user)):
    st.info(_("No action was logged yet, so everything is a blind spot. HR logs actions on the page Actions."))
    link("actions", _("Actions"))
    st.stop()

left, right = st.columns(2)
with left:
    kinds = {"open": _("Planned and running"), "running": _("Only running")}
    status = choose(_("Status"), kinds, name="status")
with right:
    titles = {row["id"]: row["title"] for row in read(programme.goals, user).rows()}
    goal = choose(_("Goal"), {"": _("All")} | titles, name="goal")
statuses = blind_spots.RUNNING if status == "running" else blind_spots.PLANNED_AND_RUNNING
found = read(blind_spots.blind_spots, user, today=date.today(), statuses=statuses, goal=goal or None)

if not len(found.actions):
    st.info(_("There is no such action, so there is nothing to show in a map. Choose another status or goal."))
    link("actions", _("Actions"))
    st.stop()
st.write(ngettext("Counted: {count} action.", "Counted: {count} actions.", len(found.actions)))
st.write(blind_spots.ladder_sentence(found.actions))
for one in blind_spots.MAPS:
    blind_spot_map.show(found, one)
