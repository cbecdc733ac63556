"""To do: what waits for the viewer, most urgent first, and the same as a calendar file."""

from datetime import date

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.reports.to_do import grouped
from di_data.ui import to_do_list
from di_data.ui.address import choose
from di_data.ui.session import require
from di_data.ui.showing import saved_note

user = require(Right.SEE_TO_DO)

st.title(_("To do"), anchor=False)
saved_note()
tasks = to_do_list.found(user)
if not tasks:
    st.info(_("Nothing waits for you. What is due, past its date or to be evaluated comes here by itself."))
    st.stop()

st.write(to_do_list.summary(tasks, date.today()))
to_do_list.download(tasks)
groups = {group.value: f"{group.label} ({len(own)})" for group, own in grouped(tasks).items()}
group = choose(_("Show"), {"": _("Everything ({count})", count=len(tasks))} | groups, name="group")
shown = [task for task in tasks if group in ("", task.group.value)]
to_do_list.show(user, shown, to_do_list.AT_MOST_OF_ONE if group else to_do_list.AT_MOST)
