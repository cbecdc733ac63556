"""The quarterly review of the MT: the goals, the departments, the decisions."""

from datetime import date

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.notation import day, period
from di_data.periods import parse, quarter_of
from di_data.reports import programme
from di_data.ui import department_grid, goal_cards
from di_data.ui.address import choose
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.showing import rows
from di_data.vocabulary import DecisionStatus, Position

user = require(Right.SEE_REVIEW)
QUARTERS = 12

st.title(_("Quarterly review"), anchor=False)
last = quarter_of(date.today()).shifted(-1)
quarters = {str(quarter): quarter for quarter in (last.shifted(-back) for back in range(QUARTERS))}
told = choose(_("Quarter"), {code: period(quarter) for code, quarter in quarters.items()}, name="quarter")
quarter = quarters[told]

st.header(_("The goals at the end of this quarter"), anchor=False)
goal_cards.show(user, quarter)

st.header(_("The departments"), anchor=False)
department_grid.show(user, quarter)

st.header(_("Decisions"), anchor=False)
decisions = read(programme.decisions, user).between("quarter", high=told).sorted("status", "due_on", descending=True)
if not len(decisions):
    st.info(_("No decisions were recorded yet."))
else:
    rows(
        [
            {
                _("Quarter"): period(parse(row["quarter"])),
                _("Status"): DecisionStatus(row["status"]).label,
                _("Decision"): row["text"],
                _("Who"): Position(row["owner_role"]).label,
                _("Ready on"): day(row["due_on"]),
                _("About"): row["goal"] or row["action"] or row["unit_name"] or "",
            }
            for row in decisions.rows()
        ],
        name=_("Decisions of the MT"),
    )
