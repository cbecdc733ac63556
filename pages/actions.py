"""The actions: log one in a row or several in a table, find them, open a sheet, take them to Excel and back."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.reports import organisation, programme
from di_data.ui import action_list, action_quick, action_several
from di_data.ui.action_choices import choices
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_ACTIONS)

st.title(_("Actions"), anchor=False)
saved_note()
actions, units, options = read(programme.actions, user), read(organisation.units, user), choices(user)
if user.viewer.may(Right.LOG_ACTIONS):
    st.header(_("Log an action"), anchor=False)
    action_quick.show(user, options)
    with st.expander(_("Several actions at once"), key="several", on_change="rerun") as several:
        if several.open:
            action_several.show(user, units, options)
action_list.show(user, actions, units, options)
