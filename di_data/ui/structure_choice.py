"""With which departments a series is read: as they were, or as they are now."""

from typing import get_args

import streamlit as st

from di_data.language import gettext as _
from di_data.reports import organisation
from di_data.reports.figures import Structure
from di_data.ui.address import choose
from di_data.ui.reading import read
from di_data.ui.session import Session


def chosen_structure(session: Session) -> Structure:
    """The choice, kept in the address; there is none while no department went on in another one."""
    if not any(read(organisation.units, session).column("successor_id")):
        return "as_was"
    labels = {"as_was": _("As they were"), "present": _("In the present structure")}
    code = choose(_("Departments that merged"), labels, name="structure")
    return next(structure for structure in get_args(Structure) if structure == code)


def explain(session: Session, structure: Structure) -> None:
    """Say which structure is shown, where it makes a difference."""
    if structure == "present":
        st.caption(
            _(
                "The departments are shown in the present structure: figures of before a merger are the counts of the old departments together. Where one of them has no counts there is no figure."
            )
        )
    elif any(read(organisation.units, session).column("successor_id")):
        st.caption(_("The departments are shown as they were in each period."))
