"""Het Goede Gesprek per department, held against "at least once a year"."""

from collections.abc import Iterator
from typing import Any

import streamlit as st

from di_data import gaps
from di_data.access import Right
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import day, number
from di_data.ui import conversation_form
from di_data.ui import conversation_state as state
from di_data.ui.address import choose
from di_data.ui.session import Session
from di_data.ui.showing import explain_hidden, rows


def show(session: Session) -> None:
    """The sentence, the departments with a bar, and for HR the form that brings in the numbers."""
    st.header(_("Het Goede Gesprek"), anchor=False)
    st.write(
        _(
            "Manager and employee talk as equals about the work to come, development, talents and what stands in the way: at least once a year. Here is counted how many had one. Not who, and not what was said."
        )
    )
    table = state.values(session)
    known = state.periods(table)
    may_write = session.viewer.may(Right.LOG_ACTIONS) and session.viewer.may(Right.LOAD_DATA)
    if not known:
        st.info(
            _("There are no numbers yet. Fill them in below; it takes a few minutes.") if may_write
            else _("There are no numbers yet. HR fills them in here.")
        )  # fmt: skip
    else:
        _state(table)
    if may_write:
        with st.expander(_("Fill in the numbers"), expanded=not known, icon=":material/edit:"):
            conversation_form.show(session)


def _state(table: SafeTable) -> None:
    known = {str(period): period for period in state.periods(table)}
    told = next(iter(known))
    if len(known) > 1:
        told = choose(_("State on"), {code: day(period.end) for code, period in known.items()}, name="until")
    for sentence in state.sentences(table, known[told]):
        st.write(sentence)
    shown = state.at(table, known[told])
    rows(
        [_row(row, depth) for row, depth in _in_order(shown)],
        name=_("Het Goede Gesprek per department"),
        height="content",
        column_config={
            _("Department"): st.column_config.TextColumn(width=250),
            _("Had one"): st.column_config.ProgressColumn(min_value=0, max_value=100, format="%.0f%%", width=190),
            _("In numbers"): st.column_config.TextColumn(width=170),
        },
    )
    explain_hidden(shown)


def _row(row: dict[str, Any], depth: int) -> dict[str, object]:
    return {
        _("Department"): "\u2003" * depth + str(row["unit_name"]),
        _("Had one"): row["value"],
        _("In numbers"): gaps.cell(row)
        if row["hidden"]
        else _("{part} of {whole}", part=number(row["numerator"]), whole=number(row["denominator"])),
    }


def _in_order(table: SafeTable) -> Iterator[tuple[dict[str, Any], int]]:
    """Every row below the one above it, with its depth."""
    found = sorted(table.rows(), key=lambda row: str(row["unit_name"]))
    keys = {row["unit_id"] for row in found}

    def below(parent: object, depth: int) -> Iterator[tuple[dict[str, Any], int]]:
        for row in found:
            if (row["parent_id"] if row["parent_id"] in keys else None) == parent:
                yield row, depth
                yield from below(row["unit_id"], depth + 1)

    return below(None, 0)
