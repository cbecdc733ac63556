"""The screen of the card: which card, which step, and what belongs to it."""

from collections.abc import Callable

import streamlit as st

from di_data.language import gettext as _
from di_data.reports import dialogue
from di_data.ui import session_list
from di_data.ui.card import choosing, closing, judging, planning, starting, stepping, talking
from di_data.ui.card.later import later
from di_data.ui.card.opened import OpenCard, open_card
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.vocabulary import CardStatus, CardStep

DRAWN: dict[CardStep, Callable[[OpenCard], None]] = {
    CardStep.MEET: talking.meet,
    CardStep.SUCCESS: talking.success,
    CardStep.VISION: talking.vision,
    CardStep.GOALS: choosing.goals,
    CardStep.ANALYSIS: judging.analysis,
    CardStep.PLAN: planning.plan,
    CardStep.STEPS: starting.steps,
    CardStep.REFLECTION: closing.reflection,
}
"""How each step is drawn."""


def asked_card(user: Session) -> OpenCard | None:
    """The card that the address asks for. None for a key that is none, and when none is asked for."""
    return open_card(user, st.query_params.get("session", ""))


def show(card: OpenCard) -> None:
    """The bar of steps, the question, what was put down, and the way back and forth."""
    step = stepping.present_step(card)
    stepping.bar(card, step)
    if not card.is_open:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.info(_("This card is finished. What you change here is saved as well."))
            st.button(_("Open the card again"), on_click=later, args=(closing.set_status, card, CardStatus.OPEN))
    stepping.question(card, step)
    DRAWN[step](card)
    stepping.onwards(card, step)


def offer(user: Session) -> None:
    """Where no card is asked for: the open ones to go on with, and the way to a new one."""
    st.info(_("Choose a card to go on with, or start a new one under Dialogue sessions."))
    session_list.open_cards(read(dialogue.sessions, user))
    link("dialogue_sessions", _("Dialogue sessions"))
