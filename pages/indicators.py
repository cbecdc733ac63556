"""The indicators: trend per department with the benchmark, table beside it, download."""

import streamlit as st

from di_data.access import Right
from di_data.charts.trend import trend
from di_data.council_terms import AboutFigure, AboutKind
from di_data.export.delimited import excel_csv
from di_data.language import gettext as _
from di_data.reports import figures
from di_data.ui import ask, cell_history, showing
from di_data.ui.address import choose, choose_several
from di_data.ui.benchmarks import chosen_benchmark, explain
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import require
from di_data.ui.structure_choice import chosen_structure
from di_data.ui.structure_choice import explain as explain_structure
from di_data.ui.values import GRAIN_LABELS, download_labels, laid_out
from di_data.vocabulary import Measure

user = require(Right.SEE_INDICATORS)

st.title(_("Indicators"), anchor=False)
known = {row["code"]: row for row in read(figures.indicators, user).rows() if row["figures"]}
known = dict(sorted(known.items(), key=lambda pair: pair[0] != "absence_rate"))
if not known:
    st.info(_("There are no figures yet. HR loads them on the page Load data."))
    st.stop()

left, middle, right = st.columns([3, 2, 2])
with left:
    code = choose(_("Indicator"), {code: _(row["name"]) for code, row in known.items()}, name="indicator")
structure = chosen_structure(user)
values = indicator_values(user, code, structure=structure)
grains = {grain: _(label) for grain, label in GRAIN_LABELS.items() if grain in values.column("grain")}
with middle:
    grain = choose(_("Per"), grains, name="grain")
with right:
    benchmark = chosen_benchmark(read(figures.reference_values, user, indicator=code), grain)
values = values.where(grain=grain)
names = dict(sorted(zip(values.column("unit"), values.column("unit_name"), strict=True), key=lambda pair: pair[1]))
top = values.where(parent_id=None).column("unit") or list(names)
units = choose_several(_("Departments"), names, name="unit", default=top[:1])

st.header(_(known[code]["name"]), anchor=False)
st.write(_(known[code]["definition"]))
shown = values.where(unit=units).sorted("unit_name", "period")
if not len(shown):
    st.info(_("Choose one or more departments."))
    st.stop()
measure = Measure(known[code]["measure"])
if benchmark is not None:
    periods = shown.column("period")
    benchmark = benchmark.between("period", min(periods), max(periods))
chart, table = st.columns([3, 2] if len(units) == 1 else 2)  # with its names the table is wider
with chart:
    showing.chart(trend(shown, benchmark, measure, _(known[code]["name"])))
    if benchmark is not None:
        explain(benchmark)
with table:
    showing.rows(laid_out(shown, measure), name=_(known[code]["name"]), height=400)
showing.explain_hidden(shown)
ask.link(user, AboutKind.INDICATOR, AboutFigure(code, shown.column("unit_id")[0]).code)
explain_structure(user, structure)
if all(shown.column("public_source")):
    st.caption(_("These figures come from a public source, so they are shown without the size of the group."))
cell_history.one_of(user, code, shown, measure)
st.download_button(
    _("Download as CSV (Excel)"), excel_csv(shown, download_labels()),
    file_name=f"{code}.csv", mime="text/csv", icon=":material/download:",
)  # fmt: skip
