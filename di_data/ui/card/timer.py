"""The timer of a step: starts with a click, counts down, says when the time is over, and holds nobody up."""

from datetime import datetime, timedelta

import streamlit as st

from di_data.card_catalogue import STEPS
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.store import now
from di_data.ui import session
from di_data.ui.card.opened import OpenCard
from di_data.vocabulary import CardStep

TICK = timedelta(seconds=15)
"""Between two looks at the clock: the minutes are what counts, and a screen that keeps moving distracts."""


def show(card: OpenCard, step: CardStep) -> None:
    """The suggested minutes, and what is left of them once it runs. It runs on this screen only."""
    key = f"timer {card.id} {step.value}"
    since = st.session_state.get(key)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        if since is None:
            st.caption(ngettext("About {count} minute for this step.", "About {count} minutes for this step.", STEPS[step].minutes), width="content")  # fmt: skip
            st.button(_("Start the timer"), icon=":material/timer:", on_click=_start, args=(key,))
        else:
            st.fragment(_left, run_every=TICK)(step, since)
            st.button(_("Stop the timer"), icon=":material/timer_off:", on_click=_stop, args=(key,))


def minutes_left(step: CardStep, since: datetime, moment: datetime) -> int:
    """Minutes left of a step that began at `since`, rounded up; below zero when it takes longer."""
    over = since + timedelta(minutes=STEPS[step].minutes) - moment
    return -(-over // timedelta(minutes=1))


def _left(step: CardStep, since: datetime) -> None:
    session.speak()  # a fragment runs in a thread of its own
    left = minutes_left(step, since, now())
    if left > 0:
        st.header(ngettext("{count} minute left", "{count} minutes left", left), anchor=False, width="content")
    else:
        st.header(_("The time is over. Go on whenever you are ready."), anchor=False, width="content")


def _start(key: str) -> None:
    st.session_state[key] = now()


def _stop(key: str) -> None:
    st.session_state.pop(key, None)
