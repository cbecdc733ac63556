"""The questions of the works council with their answers, and its requests for advice and consent."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.ui import consultation_list, question_form, question_list
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_WORKS_COUNCIL)

st.title(_("Questions of the works council"), anchor=False)
saved_note()
st.write(
    _(
        "The works council asks here about any figure, goal, action or session; the MT or HR answers. A question without an answer comes back in every quarterly review."
    )
)
question_list.show_opened(user)
question_form.show(user)
question_list.show(user)

st.header(_("Requests for advice and consent"), anchor=False)
consultation_list.show(user)
