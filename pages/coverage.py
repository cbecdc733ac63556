"""Coverage: which figures are in, provisional, missing or late, and which are expected next and by when."""

from datetime import date

import streamlit as st

from di_data.access import Right
from di_data.charts.coverage import coverage_grid
from di_data.language import gettext as _
from di_data.reports import coverage
from di_data.ui import showing
from di_data.ui.address import choose
from di_data.ui.coverage_table import cells, overview
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.session import require
from di_data.ui.values import GRAIN_LABELS

user = require(Right.SEE_INDICATORS)
PERIODS = 24

st.title(_("Coverage"), anchor=False)
today, days = date.today(), user.settings.delivery_days
table = read(coverage.coverage, user, today=today, delivery_days=days)
if not len(table):
    st.info(_("There are no figures yet. HR loads them on the page Load data."))
    st.stop()

own, public = table.where(public_source=False), table.where(public_source=True)
for sentence in coverage.sentences(table, today):
    st.write(showing.plain(sentence))
st.caption(_("Figures should be in within {days} days after the period has ended.", days=days))
if user.viewer.may(Right.LOAD_DATA):
    link("load_data", _("Load a file"))

if len(own):
    st.header(_("Where each indicator stands"), anchor=False)
    showing.rows(overview(own), name=_("Where each indicator stands"), height="content")

every = coverage.standings(own) + coverage.standings(public)
left, right = st.columns([3, 2])
with left:
    code = choose(_("Indicator"), {one.indicator: _(one.name) for one in every}, name="indicator")
chosen = table.where(indicator=code)
newest = {"": _("The newest {count} periods", count=PERIODS)}
with right:
    told = choose(_("Year"), newest | {str(year): str(year) for year in coverage.years(chosen)}, name="year")

for part, heading in ((own, _("The departments")), (public, _("From public sources"))):
    for one in coverage.standings(part.where(indicator=code)):
        series = part.where(indicator=code, grain=one.grain.value)
        shown = coverage.window(series, int(told) if told else None, PERIODS)
        if not len(shown):
            continue
        name = _("{heading}, per {grain}", heading=heading, grain=_(GRAIN_LABELS[one.grain.value]))
        st.header(name, anchor=False)
        showing.chart(coverage_grid(shown, f"{_(one.name)}, {_(GRAIN_LABELS[one.grain.value])}"))
        with st.expander(_("The same as a table")):
            showing.rows(cells(shown), name=name)
