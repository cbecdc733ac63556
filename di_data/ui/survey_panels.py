"""What the survey says about factors: a chart and a table per factor, side by side."""

import streamlit as st

from di_data.charts.trend import trend
from di_data.language import gettext as _
from di_data.periods import Grain
from di_data.ui import showing
from di_data.ui.address import choose_several
from di_data.ui.reading import indicator_values
from di_data.ui.session import Session
from di_data.ui.values import laid_out
from di_data.vocabulary import Factor, Measure


def show(session: Session, factors: tuple[Factor, ...]) -> None:
    """The survey score of every factor for the departments that the user chose (the top one to begin with)."""
    tables = {factor: indicator_values(session, factor.value).where(grain=Grain.YEAR.value) for factor in factors}
    rows = [row for table in tables.values() for row in table.rows()]
    if not rows:
        st.info(_("No survey was loaded yet. HR loads it on the page Load data."))
        return
    names = dict(sorted({row["unit"]: row["unit_name"] for row in rows}.items(), key=lambda pair: pair[1]))
    top = [row["unit"] for row in rows if row["parent_id"] is None]
    units = choose_several(_("Departments"), names, name="unit", default=top[:1] or list(names)[:1])
    st.write(_("Share of the answers that are positive, per survey round."))
    for factor, column in zip(factors, st.columns(len(factors)), strict=True):
        shown = tables[factor].where(unit=units).sorted("unit_name", "period")
        with column:
            if not len(shown):
                st.info(_("{factor}: no figures for this choice.", factor=factor.label))
                continue
            showing.chart(trend(shown, None, Measure.PERCENT, factor.label))
            showing.rows(laid_out(shown, Measure.PERCENT), name=factor.label)
            showing.explain_hidden(shown)
    st.caption(_("Which question belongs to which factor is our proposal."))
