"""The quarterly review of the MT: what moved, is it real, what do we decide."""

from datetime import date

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.notation import period
from di_data.periods import quarter_of
from di_data.ui.address import choose
from di_data.ui.review_meeting import meeting
from di_data.ui.review_sections import present, show_all
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_REVIEW)
QUARTERS = 12

last = quarter_of(date.today()).shifted(-1)
quarters = {str(quarter): quarter for quarter in (last.shifted(-back) for back in range(QUARTERS))}
presenting = st.query_params.get("present") == "1"
if presenting:
    told = st.query_params.get("quarter", str(last))
    present(meeting(user, quarters.get(told, last)))
else:
    st.title(_("Quarterly review"), anchor=False)
    saved_note()
    with st.container(horizontal=True, vertical_alignment="bottom"):
        told = choose(_("Quarter"), {code: period(quarter) for code, quarter in quarters.items()}, name="quarter")
        if st.button(
            _("Present"), icon=":material/present_to_all:", width="content",
            help=_("One section at a time, large, for the meeting room; the arrow keys go on and back."),
        ):  # fmt: skip
            st.query_params["present"] = "1"
            st.rerun()
    show_all(meeting(user, quarters[told]))
