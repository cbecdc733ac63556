"""The goals: all of them as cards, or one with its chain from agreement to lesson."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.ui import chain, goal_overview
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_GOALS)

st.title(_("Goals"), anchor=False)
if chosen := st.query_params.get("goal"):
    chain.show(user, chosen)
else:
    saved_note()
    goal_overview.show(user)
