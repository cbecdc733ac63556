"""Step 8: how it was, the photo of the paper card, and finishing the card."""

import streamlit as st

from di_data.card_catalogue import STEP_TEXTS
from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.register.card_changes import change_card
from di_data.ui import session_photo
from di_data.ui.card import fields, stepping
from di_data.ui.card.later import later
from di_data.ui.card.missing import missing
from di_data.ui.card.opened import OpenCard
from di_data.ui.navigation import link
from di_data.ui.session import Session
from di_data.ui.showing import note_saved
from di_data.vocabulary import CardStatus, CardStep


def reflection(card: OpenCard) -> None:
    """The texts, the photo, what is still missing, and the click that finishes the card."""
    for name in STEP_TEXTS[CardStep.REFLECTION]:
        fields.text(card, name)
    st.header(_("Photo of the paper card"), anchor=False)
    session_photo.show(card.user, card.id)
    st.header(_("Finishing"), anchor=False)
    _say_what_is_missing(card)
    if card.is_open:
        st.button(_("Finish the card"), type="primary", icon=":material/check:", on_click=later, args=(set_status, card, CardStatus.FINISHED))  # fmt: skip
        return
    link("dialogue_sessions", _("Read the session"), session=card.id)
    link("goals", _("See the goals"))
    link("actions", _("See the actions"))


def _say_what_is_missing(card: OpenCard) -> None:
    lacking = missing(card.fields, card.row)
    if not lacking:
        st.write(_("Everything is filled in."))
        return
    st.write(_("This is not filled in. You can finish without it, or go to it:"))
    for step, words in lacking:
        st.button(words, key=f"missing {step.value}", type="tertiary", icon=":material/arrow_right_alt:", on_click=later, args=(stepping.go, card, step))  # fmt: skip


def set_status(user: Session, card: OpenCard, status: CardStatus) -> None:
    """Finish the card or open it again."""
    try:
        change_card(user.store, user.viewer, card.id, card.fields, {"status": status.value})
    except InzetwijzerError as error:
        st.error(error.message)
    else:
        note_saved(_("The card is finished. MT and the works council see it too.") if status == CardStatus.FINISHED else _("The card is open again."))  # fmt: skip
