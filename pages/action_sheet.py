"""One action: its whole sheet, evaluations, notes and trace."""

import streamlit as st

from di_data.access import Right
from di_data.council_terms import AboutKind
from di_data.language import gettext as _
from di_data.ui import action_page, ask
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_ACTIONS)

st.title(_("Action"), anchor=False)
saved_note()
action = st.query_params.get("action", "")
if action:
    ask.link(user, AboutKind.ACTION, action)
action_page.show(user, action)
