"""The form with which HR adds a goal."""

from datetime import date

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.loading.cleaning.clean import plain_number
from di_data.register.programme import Goal, save_goal, save_target
from di_data.ui.session import Session
from di_data.ui.showing import saves, saving
from di_data.vocabulary import Factor, Outcome, Position


def show(session: Session, units: SafeTable, indicators: dict[str, str]) -> None:
    """The form; what was typed stays when something is wrong."""
    names = {row["id"]: row["name"] for row in units.rows() if row["ends_on"] is None}
    if not names:
        st.info(_("Load the departments first; a goal belongs to the organisation or to a department."))
        return
    with st.form(f"goal {saves()}", border=True):
        title = st.text_input(_("Title"))
        description = st.text_area(_("Description"), height=80)
        left, right = st.columns(2)
        unit = left.selectbox(_("Department"), list(names), format_func=names.get)
        owner = right.selectbox(_("Owner"), list(Position), format_func=lambda role: role.label)
        indicator = left.selectbox(
            _("Indicator"), list(indicators), index=None, format_func=indicators.get, placeholder=""
        )
        outcome = right.selectbox(
            _("Intended outcome"), list(Outcome), index=None, format_func=lambda term: term.label, placeholder=""
        )
        baseline = left.text_input(_("Baseline"), help=_("The figure at the start, such as 6,2."))
        target = right.text_input(_("Target"), help=_("The figure to reach, such as 5,5."))
        baseline_period = left.text_input(
            _("Period of the baseline"),
            placeholder="2025",
            help=_("A month (2025-01), a quarter (2025-Q1) or a year (2025)."),
        )
        starts_on = right.date_input(_("Start"), date.today(), format="DD-MM-YYYY")
        due_on = left.date_input(
            _("Ready on"), date.today().replace(year=date.today().year + 2, day=1), format="DD-MM-YYYY"
        )
        factors = st.multiselect(_("Factors"), list(Factor), format_func=lambda factor: factor.label, placeholder="")
        sent = st.form_submit_button(_("Add the goal"), type="primary")
    if not sent:
        return
    with saving(_("The goal is saved; everybody sees it now.")):
        start, end = plain_number(_("Baseline"), baseline), plain_number(_("Target"), target)
        direction = None if start is None or end is None or start == end else ("higher" if end > start else "lower")
        key = save_goal(session.store, session.viewer, Goal(
            title=title, unit=unit, owner_role=owner, starts_on=starts_on, due_on=due_on, description=description or None,
            intended_outcome=outcome, indicator=indicator, direction=direction, baseline=start, baseline_period=baseline_period.strip() or None, factors=tuple(factors),
        ))  # fmt: skip
        if end is not None:
            save_target(session.store, session.viewer, key, due_on, end)
