"""The works council's page: how participation and autonomy develop, and what is done about them."""

import streamlit as st

from di_data.access import Right
from di_data.charts.ratings import ratings as ratings_chart
from di_data.charts.trend import trend
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.reports import dialogue, figures, programme
from di_data.ui import showing
from di_data.ui.address import choose_several
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.values import laid_out
from di_data.vocabulary import ActionStatus, Factor, Ladder, Measure

OWN = (Factor.PARTICIPATION, Factor.AUTONOMY)

user = require(Right.SEE_WORKS_COUNCIL)

st.title(_("Participation and autonomy"), anchor=False)
st.header(_("What the survey says"), anchor=False)
both = {
    factor: read(
        figures.indicator_values, user, minimum_group=user.settings.minimum_group, indicator=factor.value
    ).where(grain="year")
    for factor in OWN
}
names = {row["unit"]: row["unit_name"] for table in both.values() for row in table.rows()}
if not names:
    st.info(_("No survey was loaded yet."))
else:
    tops = [code for table in both.values() for code in table.where(parent_id=None).column("unit")] or list(names)
    units = choose_several(
        _("Departments"), dict(sorted(names.items(), key=lambda pair: pair[1])), name="unit", default=tops[:1]
    )
    for factor, column in zip(OWN, st.columns(2), strict=True):
        shown = both[factor].where(unit=units).sorted("unit_name", "period")
        with column:
            if len(shown):
                showing.chart(
                    trend(shown, None, Measure.PERCENT, _("{factor}: share of positive answers", factor=factor.label))
                )
                showing.rows(laid_out(shown, Measure.PERCENT), name=factor.label)
                showing.explain_hidden(shown)
    st.caption(_("Which question belongs to which factor is our proposal; HR can change it."))

st.header(_("What the dialogue sessions say"), anchor=False)
ratings = read(dialogue.ratings, user)
if not len(ratings):
    st.info(_("No session was logged yet."))
else:
    showing.chart(
        ratings_chart(ratings, OWN, _("How many sessions judged these factors poor, could be better or good"))
    )

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
