"""What the figure did that an action was expected to change: before the start, and now. Nothing about why."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from di_data import gaps
from di_data.language import gettext as _
from di_data.notation import measured, period
from di_data.periods import Grain, Period, quarter_of
from di_data.reports import figures
from di_data.reports.review import department_values
from di_data.ui.action_choices import Choices
from di_data.ui.reading import indicator_values, read
from di_data.ui.session import Session
from di_data.ui.showing import explain_gaps, plain
from di_data.vocabulary import Measure


def show(session: Session, action: Mapping[str, Any], choices: Choices) -> None:
    """Two figures per department of the action, for its own department or the organisation."""
    code, units = action["expected_indicator"], list(action["unit_ids"] or ())
    known = read(figures.indicators, session).where(code=code).first() if code else None
    if known is None:
        return
    values, measure = indicator_values(session, code), Measure(known["measure"])
    before = department_values(values, quarter_of(action["starts_on"]).shifted(-1))
    now = department_values(values, quarter_of(date.today()).shifted(-1))
    told: list[Mapping[str, Any]] = []
    for unit in units:
        then, latest = before.where(unit_id=unit).first(), now.where(unit_id=unit).first()
        if latest is None:
            continue
        told += [row for row in (latest, then) if row]
        st.text(
            _(
                "{unit}: {now} now; before the start {before}.", unit=choices.unit_names.get(unit, ""),
                now=_words(latest, measure), before=_words(then, measure) if then else _("not known"),
            )
        )  # fmt: skip
    if told:
        explain_gaps(told)
        st.caption(_("A figure does not tell what made it change; what people saw happen does."))
    else:
        st.caption(_("There is no figure of “{name}” for these departments yet.", name=plain(_(known["name"]))))


def _words(row: Mapping[str, Any], measure: Measure) -> str:
    """A figure with its period, or why it is not shown."""
    if row["hidden"]:
        return gaps.cell(row)
    return f"{measured(row['value'], measure)} ({period(Period(row['period'], Grain(row['grain'])))})"
