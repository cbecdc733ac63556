"""Giving and taking roles."""

import streamlit as st

from di_data.language import gettext as _
from di_data.notation import moment
from di_data.register.accounts import set_role
from di_data.reports.accounts import user_roles
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import rows, saving
from di_data.vocabulary import Role


def show(session: Session) -> None:
    """The list of roles that were given, and a form below it."""
    given = read(user_roles, session)
    if not len(given):
        st.info(_("No roles were given yet. They count once a sign-in is set up (see the README)."))
    else:
        rows(
            [
                {
                    _("Account"): row["subject"],
                    _("Role"): Role(row["role"]).label,
                    _("Counts"): _("yes") if row["active"] else _("no"),
                    _("Changed by"): who(row["changed_by"]),
                    _("Changed"): moment(row["valid_from"]),
                }
                for row in given.rows()
            ],
            name=_("Roles that were given"),
        )
    with st.form("role", border=True, clear_on_submit=True):
        left, right = st.columns(2)
        subject = left.text_input(_("Account at the identity provider (often the e-mail address)"))
        role = right.selectbox(_("Role"), list(Role), format_func=lambda role: role.label)
        active = st.checkbox(_("Has this role"), value=True)
        sent = st.form_submit_button(_("Save the role"))
    if not sent:
        return
    with saving(_("The role is saved.")):
        set_role(session.store, session.viewer, subject, role, active=active)
