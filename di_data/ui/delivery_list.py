"""The deliveries: what was loaded, and withdrawing one."""

import streamlit as st

from di_data.language import gettext as _
from di_data.notation import moment, number, span_end
from di_data.register.deliveries import withdraw
from di_data.reports.deliveries import deliveries
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import rows, saving
from di_data.vocabulary import Kind


def show(session: Session) -> None:
    """The list, and below it a way to take one back."""
    found = read(deliveries, session)
    if not len(found):
        st.info(_("Nothing was loaded yet. Begin with the departments, then the sickness absence."))
        return
    rows(
        [
            {
                _("File"): row["file_name"],
                _("Counts"): _("withdrawn {when}", when=moment(row["withdrawn_at"]))
                if row["withdrawn_at"]
                else _("yes"),
                _("Kind"): Kind(row["kind"]).label,
                _("Loaded"): moment(row["loaded_at"]),
                _("By"): who(row["loaded_by"]),
                _("Figures or records"): number(row["rows_loaded"]),
                _("Periods"): " – ".join(
                    dict.fromkeys(span_end(end) for end in (row["first_period"], row["last_period"]) if end)
                ),
            }
            for row in found.rows()
        ],
        name=_("Deliveries"),
    )
    counting = {
        row["id"]: f"{row['file_name']} ({moment(row['loaded_at'])})"
        for row in found.rows()
        if row["withdrawn_at"] is None
    }
    with st.expander(_("Withdraw a file")):
        chosen = st.selectbox(_("Which file?"), list(counting), index=None, format_func=counting.get, placeholder="")
        st.caption(_("Nothing is thrown away: the figures that were there before count again."))
        if st.button(_("Withdraw this file"), disabled=chosen is None):
            with saving(_("The delivery is withdrawn; the figures before it count again.")):
                withdraw(session.store, session.viewer, str(chosen))
