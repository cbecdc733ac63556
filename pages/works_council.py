"""The works council's page: how participation and autonomy develop, and what is done about them."""

import streamlit as st

from di_data.access import Right
from di_data.charts.ratings import ratings as ratings_chart
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.reports import dialogue, programme
from di_data.ui import showing, survey_panels
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.vocabulary import ActionStatus, Factor, Ladder

user = require(Right.SEE_WORKS_COUNCIL)
OWN = (Factor.PARTICIPATION, Factor.AUTONOMY)

st.title(_("Participation and autonomy"), anchor=False)
st.header(_("What the survey says"), anchor=False)
survey_panels.show(user, OWN)

st.header(_("What the dialogue sessions say"), anchor=False)
ratings = read(dialogue.ratings, user)
if not len(ratings):
    st.info(_("No session was logged yet."))
else:
    st.write(_("How many sessions judged a factor poor, could be better or good, per round."))
    for factor, column in zip(OWN, st.columns(2), strict=True):
        with column:
            showing.chart(ratings_chart(ratings, factor, factor.label))

st.header(_("What is done about it"), anchor=False)
aimed = read(programme.actions, user).holding("factors", *(factor.value for factor in OWN))
st.write(
    ngettext(
        "{count} action is aimed at participation or autonomy.",
        "{count} actions are aimed at participation or autonomy.",
        len(aimed),
    )
)
showing.rows(
    [
        {
            _("Action"): row["title"],
            _("Factors"): ", ".join(Factor(factor).label for factor in row["factors"]),
            _("Status"): ActionStatus(row["status"]).label,
            _("Ready on"): day(row["due_on"]),
            _("Departments"): ", ".join(row["unit_names"] or ()),
            _("Rung of the participation ladder"): Ladder(row["participation_ladder"]).label
            if row["participation_ladder"]
            else "",
        }
        for row in aimed.rows()
    ],
    name=_("Actions aimed at participation and autonomy"),
)
