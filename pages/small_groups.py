"""Small groups: what is hidden and why, and the agreement with the works council on the smallest group that is shown."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.reports import group_minimums
from di_data.ui import small_group_agreed, small_group_answer, small_group_form, small_group_rules
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_SMALL_GROUPS)

st.title(_("Small groups"), anchor=False)
saved_note()
st.write(
    _(
        "A figure about a few people tells something about each of them. So it is not shown: on no page, in no download and to nobody, whatever their role. From how many people a figure is shown, HR and the works council agree here."
    )
)
small_group_agreed.tell_what_took_effect(user)
small_group_answer.show(user)

st.header(_("What holds now"), anchor=False)
small_group_agreed.show(user)

if user.viewer.may(Right.PROPOSE_MINIMUM):
    st.header(_("Propose another number"), anchor=False)
    small_group_form.show(user)

st.header(_("What is hidden, and why"), anchor=False)
small_group_rules.show(group_minimums.in_force(read(group_minimums.agreed, user), None, user.settings.minimum_group))

st.header(_("How it came about"), anchor=False)
small_group_agreed.trace(user)
