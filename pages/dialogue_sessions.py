"""The dialogue sessions: start a card, go on with one, and read what the others put down and what came of it."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.reports import dialogue, organisation
from di_data.ui import session_list, session_new, session_reading
from di_data.ui.card import changing, later
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_SESSIONS)

later.carry_out(user)
st.title(_("Dialogue sessions"), anchor=False)
saved_note()
sessions = read(dialogue.sessions, user)
if user.viewer.may(Right.LOG_ACTIONS):
    changing.bring_back(user, "dialogue_session", sessions.column("id"))
    session_list.open_cards(sessions)
    with st.expander(_("Start a new card"), expanded=not len(sessions), icon=":material/add:"):
        session_new.show(user, sessions, read(organisation.units, user))
session_new.empty_card_button()
if not len(sessions):
    st.info(_("No session was logged yet. HR starts a card here, or loads sessions from the Excel template on the page Load data."))  # fmt: skip
    st.stop()
session_reading.show(user, session_list.show(sessions))
