"""The history of one figure: every file that ever gave it."""

from datetime import date
from typing import Any

import streamlit as st

from di_data import gaps
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import measured, moment
from di_data.notation import period as period_words
from di_data.periods import Grain, Period
from di_data.reports.corrections import cell_history
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import explain_hidden, rows
from di_data.vocabulary import Measure


def one_of(session: Session, indicator: str, shown: SafeTable, measure: Measure) -> None:
    """Choose one of the figures on the page, and see its history."""
    with st.expander(_("The history of one figure")):
        cells = list(shown.rows())
        chosen = st.selectbox(
            _("Which figure?"), range(len(cells))[::-1], index=None, placeholder=_("choose"),
            format_func=lambda place: f"{cells[place]['unit_name']}, {_name(cells[place])}",
        )  # fmt: skip
        if chosen is not None:
            cell = cells[chosen]
            show(session, indicator, cell["unit_id"], cell["period"], cell["grain"], measure)


def _name(cell: dict[str, Any]) -> str:
    return period_words(Period(cell["period"], Grain(cell["grain"])))


def show(session: Session, indicator: str, unit_id: str, period: date, grain: str, measure: Measure) -> None:
    """The files that gave the figure of an indicator (its code), department (its key) and period (its first day)."""
    history = read(
        cell_history, session, minimum_group=session.settings.minimum_group, indicator=indicator, unit_id=unit_id,
        period=period, grain=grain,
    )  # fmt: skip
    if not len(history):
        st.info(_("No file gave this figure itself: it was worked out from other figures."))
        return
    rows(laid_out(history, measure), name=_("The history of this figure"))
    explain_hidden(history)


def laid_out(history: SafeTable, measure: Measure) -> list[dict[str, object]]:
    """The rows in words, newest file first."""
    return [
        {
            _("File"): row["file_name"],
            _("Loaded"): moment(row["loaded_at"]),
            _("By"): who(row["loaded_by"]),
            _("Figure"): gaps.cell(row)
            if row["hidden"]
            else measured(row["value"], measure) + (" *" if row["provisional"] else ""),
            _("Counts"): _("withdrawn {when}", when=moment(row["withdrawn_at"]))
            if row["withdrawn_at"]
            else _("yes")
            if row["counts"]
            else _("replaced"),
        }
        for row in history.rows()
    ]
