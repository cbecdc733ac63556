"""Administration: departments, indicators, and who has which role."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.notation import day
from di_data.reports import figures, health, organisation
from di_data.ui import alias_list, privacy_audit, role_form
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import rows, saved_note
from di_data.vocabulary import Direction, Factor, Measure

user = require(Right.ADMINISTER)

st.title(_("Administration"), anchor=False)
saved_note()
st.header(_("Who has which role"), anchor=False)
role_form.show(user)

st.header(_("Departments"), anchor=False)
units = read(organisation.units, user)
if not len(units):
    st.info(_("There are no departments yet. HR loads them on the page Load data."))
else:
    rows(
        [
            {
                _("Code"): row["code"],
                _("Name"): row["name"],
                _("Below"): row["parent_name"] or "",
                _("From"): day(row["starts_on"]) if row["starts_on"] else "",
                _("Until"): day(row["ends_on"]) if row["ends_on"] else "",
                _("Goes on in"): row["successor"] or "",
            }
            for row in units.rows()
        ],
        name=_("Departments"),
    )

st.header(_("Other names of departments"), anchor=False)
alias_list.show(user)

st.header(_("Indicators"), anchor=False)
rows(
    [
        {
            _("Code"): row["code"],
            _("Name"): _(row["name"]),
            _("Unit of measure"): Measure(row["measure"]).label,
            _("Direction"): Direction(row["direction"]).label if row["direction"] else "",
            _("Factor"): Factor(row["factor"]).label if row["factor"] else "",
            _("Figures"): row["figures"],
            _("Benchmarks"): row["benchmarks"],
        }
        for row in read(figures.indicators, user).rows()
    ],
    name=_("Indicators"),
)

st.header(_("Can anybody be recognised?"), anchor=False)
privacy_audit.show(user)

st.header(_("The store"), anchor=False)
problems = [row for row in read(health.integrity, user).rows() if row["rows"]]
st.write(_("The store is sound.") if not problems else _("The store is not sound; run “python -m di_data doctor”."))
