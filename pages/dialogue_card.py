"""The dialogue card: eight steps, for a group around one screen or typed over afterwards."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.ui.card import later, screen
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.LOG_ACTIONS)

later.carry_out(user)
st.title(_("Dialogue card"), anchor=False)
saved_note()
card = screen.asked_card(user)
if card is None:
    screen.offer(user)
    st.stop()
screen.show(card)
