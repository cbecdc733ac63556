"""Department × goal: the newest figure of every department on the indicator of every goal."""

from typing import Any

import streamlit as st

from di_data import gaps
from di_data.language import gettext as _
from di_data.notation import measured, period
from di_data.periods import Grain, Period
from di_data.reports import figures, organisation, programme
from di_data.reports.organisation import in_order
from di_data.reports.review import department_values
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import Session
from di_data.ui.showing import explain_hidden, rows
from di_data.vocabulary import Measure


def show(session: Session, quarter: Period) -> None:
    """A row per department, a column per goal; one period in a column, named in its header."""
    goals = [goal for goal in read(programme.goals, session).rows() if goal["indicator"]]
    units = in_order(list(read(organisation.units, session).rows()), quarter)
    if not goals or not units:
        st.info(_("The grid appears when there are goals with an indicator, and departments."))
        return
    known = {row["code"]: row for row in read(figures.indicators, session).rows()}
    columns, tables = {}, []
    values = indicator_values(session, *(goal["indicator"] for goal in goals))
    for indicator in dict.fromkeys(goal["indicator"] for goal in goals):
        table = department_values(values.where(indicator=indicator), quarter)
        tables.append(table)
        first = table.first()
        if first:
            when = period(Period(first["period"], Grain(first["grain"])))
            measure = Measure(known[indicator]["measure"])
            title = f"{_(known[indicator]['name'])} ({when})"
            columns[title] = {row["unit_id"]: _shown(row, measure) for row in table.rows()}
    rows(
        [
            {
                _("Department"): "\u2003" * depth + str(unit["name"]),
                **{title: cells.get(unit["id"], "") for title, cells in columns.items()},
            }
            for unit, depth in units
        ],
        name=_("Newest figures of the departments, per goal"),
        height="content",
        column_config={_("Department"): st.column_config.TextColumn(pinned=True, width=250)},
    )
    st.caption(_("An empty cell has no figure."))
    explain_hidden(*tables)


def _shown(row: dict[str, Any], measure: Measure) -> str:
    return gaps.cell(row) if row["hidden"] else measured(row["value"], measure)
