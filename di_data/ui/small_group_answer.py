"""The proposals that wait for the works council: it agrees or does not, after a second click; HR can take one back."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.notation import moment
from di_data.register.group_minimums import answer, take_back
from di_data.reports import group_minimums
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain, saving
from di_data.ui.small_group_words import names


def show(session: Session) -> None:
    """Every proposal that waits, with what holds until it is answered."""
    found = read(group_minimums.waiting, session)
    if not len(found):
        return
    st.header(_("What waits for the works council"), anchor=False)
    named, agreed = names(session), read(group_minimums.agreed, session)
    for row in found.rows():
        now = group_minimums.in_force(agreed, row["indicator"], session.settings.minimum_group)
        with st.container(border=True):
            _proposal(row, named.get(row["indicator"], row["indicator"]), now)
            with st.container(horizontal=True):
                if session.viewer.may(Right.AGREE_MINIMUM):
                    _agree(session, row, now)
                    _disagree(session, row, now)
                if session.viewer.may(Right.PROPOSE_MINIMUM):
                    _take_back(session, row)


def _proposal(row: Mapping[str, Any], figures: str, now: int) -> None:
    st.write(
        _(
            "Proposal of HR for {figures}: shown from **{count} people**. Now that is {now} people, and it stays so until the works council agrees.",
            figures=plain(figures), count=row["minimum"], now=now,
        )
    )  # fmt: skip
    st.text(row["agreement"])
    st.caption(plain(_("Proposed by {who}, {moment}.", who=who(row["changed_by"]), moment=moment(row["valid_from"]))))


def _key(words: str, row: Mapping[str, Any]) -> str:
    """With the version: a click on a proposal that was changed meanwhile does nothing, and the page shows the new one."""
    return f"{words} {row['id']} {row['version']}"


def _agree(session: Session, row: Mapping[str, Any], now: int) -> None:
    with st.popover(_("Agree…"), icon=":material/handshake:"):
        if row["minimum"] < now:
            st.text(
                _(
                    "Figures about groups of {count} to {most} people become visible then, for everybody who may see figures. What was seen once cannot be unseen, also when the number goes up again later.",
                    count=row["minimum"], most=now - 1,
                )
            )  # fmt: skip
        today = date.today()
        on = st.date_input(_("Agreed on"), today, max_value=today, format="DD-MM-YYYY", key=_key("on", row))
        if st.button(_("Yes, the works council agrees"), type="primary", key=_key("agree", row)):
            with saving(_("The works council agreed. The new number holds from now on.")):
                answer(session.store, session.viewer, row["id"], row["version"], True, on=on)


def _disagree(session: Session, row: Mapping[str, Any], now: int) -> None:
    with st.popover(_("Do not agree…"), icon=":material/block:"):
        st.text(_("Nothing changes then: figures stay shown from {now} people. HR can make another proposal.", now=now))
        if st.button(_("Yes, the works council does not agree"), key=_key("disagree", row)):
            with saving(_("The answer is saved. Nothing changes in what is shown.")):
                answer(session.store, session.viewer, row["id"], row["version"], False)


def _take_back(session: Session, row: Mapping[str, Any]) -> None:
    if st.button(_("Take the proposal back"), icon=":material/undo:", key=_key("take back", row)):
        with saving(_("The proposal is taken back. Nothing changes in what is shown.")):
            take_back(session.store, session.viewer, row["id"], row["version"])
