"""The broken links of a goal in words, each with one click to mend it for who may."""

from collections.abc import Iterable, Mapping
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.config import CHECK_IN_DAYS
from di_data.language import gettext as _
from di_data.language import mark
from di_data.reports.chain import Gap
from di_data.ui.goal_address import go
from di_data.ui.navigation import link
from di_data.ui.session import Session

SAYS = {
    Gap.NO_INDICATOR: mark("This goal has no indicator, so there is no figure to follow."),
    Gap.NO_TARGET: mark("This goal has no target."),
    Gap.NO_ACTION_RUNNING: mark("No action is running for this goal."),
    Gap.NO_CHECK_IN: mark("The owner has not checked in for {days} days or more."),
}
MENDS = {
    Gap.NO_INDICATOR: mark("Choose an indicator"),
    Gap.NO_TARGET: mark("Set a target"),
    Gap.NO_ACTION_RUNNING: mark("Log or start an action"),
    Gap.NO_CHECK_IN: mark("Log a check-in"),
}
FORMS = {Gap.NO_INDICATOR: "change", Gap.NO_TARGET: "change", Gap.NO_CHECK_IN: "check_in"}
"""Which form of the goal's page mends it; an action is logged on the page of actions."""


def show(session: Session, goal: Mapping[str, Any], broken: Iterable[Gap]) -> None:
    """A line for each broken link."""
    for gap in broken:
        left, right = st.columns([3, 2], vertical_alignment="center")
        left.write(":material/link_off: " + _(SAYS[gap], days=CHECK_IN_DAYS))
        if session.viewer.may(Right.LOG_ACTIONS):
            with right:
                if gap in FORMS:
                    go(_(MENDS[gap]), icon="build", name=f"{gap} {goal['id']}", goal=goal["id"], form=FORMS[gap])
                else:
                    link("actions", _(MENDS[gap]), goal=goal["id"])
