"""What files call departments, as users explained it, and forgetting one of those names."""

import streamlit as st

from di_data.language import gettext as _
from di_data.notation import moment
from di_data.register.aliases import forget
from di_data.reports.organisation import unit_aliases
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import rows, saves, saving


def show(session: Session) -> None:
    """The list of remembered names, and a form below it that takes one away."""
    known = list(read(unit_aliases, session).rows())
    if not known:
        st.info(
            _("No other names of departments are remembered. They are kept when somebody explains one while loading.")
        )
        return
    rows(
        [
            {
                _("In the file"): row["alias"],
                _("Department"): row["unit_name"] or _("none: its rows are left out"),
                _("Changed by"): who(row["changed_by"]),
                _("Changed"): moment(row["valid_from"]),
            }
            for row in known
        ],
        name=_("Other names of departments"),
    )
    with st.form(f"alias {saves()}", border=True):
        alias = st.selectbox(_("Name to forget"), [row["alias"] for row in known], index=None, placeholder="")
        sent = st.form_submit_button(_("Forget this name"))
    if not sent or alias is None:
        return
    with saving(_("The name is forgotten; the next file that holds it asks again.")):
        forget(session.store, session.viewer, alias)
