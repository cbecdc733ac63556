"""What happens with the data: what is collected, from how many people it is shown, who looks at it, and what is checked."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.ui import oversight_sections
from di_data.ui.session import require

user = require(Right.SEE_WORKS_COUNCIL)

st.title(_("What happens with the data"), anchor=False)
st.write(
    _(
        "The works council has a say over personal data and over what is followed in the organisation (WOR art. 27). This page tells what Inzetwijzer collects, what it never takes in, from how many people a figure is shown, and who looks at it."
    )
)
oversight_sections.show(user)
