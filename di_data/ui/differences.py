"""What a file changes: one sentence, and the figures with the largest change."""

import streamlit as st

from di_data import gaps
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import NOTHING, measured, period, signed
from di_data.periods import Grain, Period
from di_data.reports.corrections import sentences
from di_data.ui.showing import explain_hidden, plain, rows
from di_data.vocabulary import Change, Measure

AT_MOST = 50
"""Rows on the page: the largest changes are what somebody looks at; the sentence counts them all."""


def show(table: SafeTable) -> None:
    """The difference table of a file (`reports.corrections.corrections`); nothing when it replaces no figure."""
    told = sentences(table)
    if not told:
        return
    st.subheader(_("What this file changes"), anchor=False)
    for sentence in told:
        st.write(plain(sentence))
    moved = table.where(state=[Change.CHANGED.value, Change.NOT_COMPARED.value])
    if not len(moved):
        return
    rows(laid_out(moved)[:AT_MOST], name=_("What this file changes"))
    if len(moved) > AT_MOST:
        st.caption(_("These are the {count} largest changes.", count=AT_MOST))
    explain_hidden(moved)


def laid_out(table: SafeTable) -> list[dict[str, object]]:
    """The rows in words: what the figure was and becomes; ⊘ where the present figure is not shown."""
    return [
        {
            _("Row"): row["row"],
            _("Indicator"): _(name),
            _("Department"): row["unit_name"],
            _("Period"): period(Period(row["period"], Grain(row["grain"]))),
            _("Was"): (gaps.cell(row) if row["reason"] else gaps.SIGN)
            if row["state"] == Change.NOT_COMPARED.value
            else measured(row["old_value"], Measure(row["measure"])),
            _("Becomes"): measured(row["new_value"], Measure(row["measure"])),
            _("Difference"): NOTHING if row["change"] is None else signed(row["change"], 2),
            _("Quarter closed"): _("yes") if row["closed"] else _("no"),
        }
        for row, name in zip(table.rows(), table.column("indicator_name"), strict=True)
    ]
