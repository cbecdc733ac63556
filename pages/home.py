"""Home: what needs you now."""

from datetime import date

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.periods import quarter_of
from di_data.reports.attention import attention
from di_data.ui import goal_cards
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.session import require

user = require(Right.SEE_HOME)

st.title(_("What needs you now"), anchor=False)
things = read(attention, user, today=date.today())
for thing in things:
    link(thing.page, thing.sentence, **thing.address)
if not things:
    st.write(_("Nothing is waiting for you."))

if user.viewer.may(Right.SEE_WORKS_COUNCIL):
    link("works_council", _("See per department whether participation and autonomy really changed."))
if user.viewer.may(Right.SEE_GOALS):
    st.header(_("The goals"), anchor=False)
    goal_cards.show(user, quarter_of(date.today()).shifted(-1))
if user.viewer.may(Right.ADMINISTER):
    link("administration", _("See the departments, the indicators and who has which role."))
