"""Steps 1 to 3: getting to know each other, what works here, and the future. A conversation, and someone who writes."""

import streamlit as st

from di_data.card_catalogue import STEP_TEXTS
from di_data.contracts.sessions import PARTICIPANTS
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.register.cards import MOST_PARTICIPANTS, MOST_ROUNDS
from di_data.reports import organisation
from di_data.ui.card import fields
from di_data.ui.card.opened import OpenCard
from di_data.ui.reading import read
from di_data.vocabulary import CardStep


def meet(card: OpenCard) -> None:
    """Who is here, as numbers by role, and what sustainable employability is to us."""
    for name in STEP_TEXTS[CardStep.MEET]:
        fields.text(card, name)
    st.header(_("Who is here?"), anchor=False)
    for column, (role, name) in zip(st.columns(len(PARTICIPANTS)), PARTICIPANTS.items(), strict=True):
        with column:
            fields.number(card, name, role.label, 0, MOST_PARTICIPANTS)
    if total := sum(card.fields[name] or 0 for name in PARTICIPANTS.values()):
        st.text(ngettext("{count} person takes part.", "{count} people take part.", total))
    with st.expander(_("About this session: for whom, when, which round")):
        units = {
            row["id"]: row["name"]
            for row in read(organisation.units, card.user).rows()
            if row["ends_on"] is None or row["id"] == card.fields["unit"]
        }
        left, middle, right = st.columns(3)
        with left:
            fields.choice(card, "unit", _("For"), units)
        with middle:
            fields.day(card, "held_on", _("Date"))
        with right:
            fields.number(card, "round", _("Round"), 1, MOST_ROUNDS)


def success(card: OpenCard) -> None:
    """What was done, what it brought and why it worked."""
    for name in STEP_TEXTS[CardStep.SUCCESS]:
        fields.text(card, name)


def vision(card: OpenCard) -> None:
    """What we see, hear and feel."""
    for name in STEP_TEXTS[CardStep.VISION]:
        fields.text(card, name, height=200)
