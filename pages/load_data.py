"""Load data: a file in, what was recognised, what is wrong with it, and what was loaded before."""

import streamlit as st

from di_data.access import Right
from di_data.contracts import KINDS
from di_data.export.template import template
from di_data.language import gettext as _
from di_data.reports import organisation
from di_data.ui import delivery_list, loading_steps, merger_form, profile_list
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import rows, saved_note

user = require(Right.LOAD_DATA)

st.title(_("Load data"), anchor=False)
saved_note()
st.header(_("A new file"), anchor=False)
loading_steps.show(user)

st.header(_("An empty Excel template"), anchor=False)
st.write(_("With drop-down lists and one example row, which is passed over when the file is loaded."))
columns = st.columns(2)
for place, kind in enumerate(KINDS.values()):
    columns[place % 2].download_button(
        kind.kind.label,
        template(kind),
        file_name=f"inzetwijzer_{kind.kind.value}.xlsx",
        icon=":material/download:",
        width="stretch",
        key=f"template_{kind.kind.value}",
    )

with st.expander(_("The codes of the departments")):
    rows(
        [{_("Code"): row["code"], _("Name"): row["name"]} for row in read(organisation.units, user).rows()],
        name=_("The codes of the departments"),
    )

with st.expander(_("Departments merge, split up or get another name")):
    merger_form.show(user)

st.header(_("What was loaded"), anchor=False)
delivery_list.show(user)

st.header(_("Remembered answers"), anchor=False)
profile_list.show(user)
