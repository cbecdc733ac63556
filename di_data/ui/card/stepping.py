"""One step of the card at a time: the bar of eight, back and forth, and which step the address and the card remember."""

import streamlit as st

from di_data.card_catalogue import STEPS
from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import moment
from di_data.register.card_changes import change_card
from di_data.ui.card import timer
from di_data.ui.card.fields import unsaved
from di_data.ui.card.later import later
from di_data.ui.card.opened import OpenCard
from di_data.ui.people import who
from di_data.ui.session import Session
from di_data.ui.session_list import in_short
from di_data.ui.showing import plain
from di_data.vocabulary import CardStep

ORDER = list(CardStep)
_BAR = "card_step"


def present_step(card: OpenCard) -> CardStep:
    """The step that the address asks for, or else the one at which the card was left."""
    told = st.query_params.get("step")
    step = CardStep(told) if told in set(CardStep) else card.left_at
    if told != step:
        st.query_params["step"] = step.value
    return step


def bar(card: OpenCard, step: CardStep) -> None:
    """For whom the card is, and the eight steps to choose from."""
    st.write(plain(in_short(card.row)))
    if st.session_state.get(_BAR) != step:
        st.session_state[_BAR] = step
    st.pills(
        _("Steps of the card"), ORDER, format_func=lambda one: f"{ORDER.index(one) + 1} {one.label}", key=_BAR,
        required=True, label_visibility="collapsed", on_change=later, args=(_from_bar, card),
    )  # fmt: skip


def question(card: OpenCard, step: CardStep) -> None:
    """What the step asks, in large type, how to go about it, and the timer."""
    st.title(_(STEPS[step].question), anchor=False)
    st.write(_(STEPS[step].hint))
    timer.show(card, step)


def onwards(card: OpenCard, step: CardStep) -> None:
    """The way back and forth, and that everything is saved."""
    place = ORDER.index(step)
    with st.container(horizontal=True, horizontal_alignment="distribute", vertical_alignment="center"):
        if place:
            st.button(
                _("Back"), icon=":material/arrow_back:", key="previous_step",
                on_click=later, args=(go, card, ORDER[place - 1]),
            )  # fmt: skip
        if place + 1 < len(ORDER):
            st.button(
                _("On with the card"), icon=":material/arrow_forward:", type="primary", key="next_step",
                on_click=later, args=(go, card, ORDER[place + 1]),
            )  # fmt: skip
    if waiting := unsaved(card):
        st.warning(
            ngettext("{count} field is not saved yet: it stands on the card with the reason under it.",
                     "{count} fields are not saved yet: they stand on the card with the reason under them.",
                     len(waiting)), icon=":material/edit_off:",
        )  # fmt: skip
    st.caption(
        _("What you fill in is saved at once. Last saved by {who}, {when}.",
          who=plain(who(card.row["changed_by"])), when=moment(card.row["valid_from"])),
    )  # fmt: skip


def go(user: Session, card: OpenCard, step: CardStep) -> None:
    """Show a step, and let an open card remember it."""
    st.query_params["step"] = step.value
    if card.is_open and card.left_at != step:
        try:
            change_card(user.store, user.viewer, card.id, card.fields, {"step": step.value})
        except InzetwijzerError as error:
            st.error(error.message)


def _from_bar(user: Session, card: OpenCard) -> None:
    if chosen := st.session_state.get(_BAR):
        go(user, card, CardStep(chosen))
