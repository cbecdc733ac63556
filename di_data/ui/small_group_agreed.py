"""Which smallest group is in force, with the agreement behind it, and every step that led there."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.notation import day, moment
from di_data.reports import group_minimums
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain, rows
from di_data.ui.small_group_words import names
from di_data.vocabulary import MinimumStatus


def show(session: Session) -> None:
    """Every agreement in force with its date and text; and the number that holds where nothing was agreed."""
    found = read(group_minimums.agreed, session)
    default = group_minimums.in_force(found, None, session.settings.minimum_group)
    if not len(found):
        st.info(
            _(
                "Nothing was agreed yet. Until then the standard number holds: a figure is shown from {count} people.",
                count=default,
            )
        )
        return
    named = names(session)
    for row in found.rows():
        _agreement(row, _figures(named, row["indicator"], alone=len(found) == 1))
    if None not in found.column("indicator"):
        st.write(_("For all other figures the standard number holds: shown from {count} people.", count=default))


def tell_what_took_effect(session: Session) -> None:
    """Tell the works council which numbers took effect of late without its answer."""
    if not session.viewer.may(Right.AGREE_MINIMUM):
        return
    named = names(session)
    for row in group_minimums.took_effect_lately(read(group_minimums.agreed, session), date.today()).rows():
        st.info(
            _(
                "On {day} HR set for {figures}: shown from {count} people. That is not lower than what held before, so it took effect at once.",
                day=day(row["agreed_on"]), figures=plain(named.get(row["indicator"], row["indicator"])), count=row["minimum"],
            ),
            icon=":material/shield_person:",
        )  # fmt: skip


def trace(session: Session) -> None:
    """A switch that opens every step, newest first."""
    if not st.toggle(_("Who proposed and agreed what"), key="trace group_minimum"):
        return
    named = names(session)
    steps = read(group_minimums.versions, session)
    if not len(steps):
        st.write(_("Nothing was proposed yet."))
        return
    rows(
        [
            {
                _("When"): moment(row["valid_from"]),
                _("Who"): who(row["changed_by"]),
                _("What"): _("Took effect at once") if row["at_once"] else MinimumStatus(row["status"]).label,
                _("For which figures"): named.get(row["indicator"], row["indicator"]),
                _("Shown from (people)"): row["minimum"],
                _("Agreed on"): day(row["agreed_on"]) if row["agreed_on"] else "",
                _("Text of the agreement"): row["agreement"],
            }
            for row in steps.rows()
        ],
        name=_("Who proposed and agreed what"),
    )


def _figures(named: Mapping[str | None, str], indicator: str | None, *, alone: bool) -> str:
    if indicator is None and not alone:
        return _("All other figures")
    words = named.get(indicator, str(indicator))
    return words[:1].upper() + words[1:]


def _agreement(row: Mapping[str, Any], figures: str) -> None:
    with st.container(border=True):
        st.subheader(
            _("{figures}: shown from {count} people", figures=plain(figures), count=row["minimum"]), anchor=False
        )
        st.text(row["agreement"])
        if row["agreed_by"]:
            told = _(
                "Agreed on {day}. Proposed by {hr}, agreed to by {council}.",
                day=day(row["agreed_on"]), hr=who(row["proposed_by"]), council=who(row["agreed_by"]),
            )  # fmt: skip
        else:
            told = _(
                "Set by {hr} on {day}. It was not lower than what held before, so it took effect at once.",
                day=day(row["agreed_on"]), hr=who(row["proposed_by"]),
            )  # fmt: skip
        st.caption(plain(told))
