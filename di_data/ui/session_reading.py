"""Reading a session: what it put down, what came of it, and its card as a PDF. HR mends here what still hangs loose."""

import streamlit as st

from di_data.access import Right
from di_data.card_catalogue import STEP_TEXTS, TEXT_LABELS
from di_data.council_terms import AboutKind
from di_data.export.card_document import FilledCard, filled_card
from di_data.language import chosen, speaking
from di_data.language import gettext as _
from di_data.notation import day
from di_data.reports import dialogue, programme
from di_data.ui import ask, session_photo, session_steps, trace
from di_data.ui.card import changing
from di_data.ui.card.opened import OpenCard, open_card
from di_data.ui.navigation import link
from di_data.ui.session import Session
from di_data.ui.session_list import in_short
from di_data.ui.showing import plain, rows
from di_data.vocabulary import ActionStatus, CardStep, Factor, Position, Rating


def show(user: Session, id: str) -> None:
    """One session, from what is still to be done to what was said."""
    card = open_card(user, id)
    if card is None:
        return
    filled = _filled(card)
    st.header(plain(in_short(card.row)), anchor=False)
    _who_and_when(card, filled)
    ask.link(user, AboutKind.SESSION, id)
    _ways_on(card, filled)
    _next_steps(card, filled)
    _goals(filled)
    _actions(filled)
    _ratings(filled)
    _texts(card)
    if user.viewer.may(Right.LOG_ACTIONS):
        st.subheader(_("Photo of the paper card"), anchor=False)
        session_photo.show(user, id)
        _away(card)
    trace.show(user, "dialogue_session", id)


def _away(card: OpenCard) -> None:
    """A card that was started by mistake is taken away; one with goals or actions is not: they came from it."""
    if not card.is_open or card.row["goals"] or card.row["actions"]:
        return
    with st.popover(_("Take this card away"), icon=":material/delete:"):
        st.text(_("For a card that was started by mistake. You can bring it back."))
        if st.button(_("Yes, take the card away"), key=f"away {card.id}"):
            changing.take_away(card.user, "dialogue_session", card.id, card.row["version"], in_short(card.row))


def _filled(card: OpenCard) -> FilledCard:
    parts = (dialogue.participants, dialogue.ratings, dialogue.proposals, programme.goals, dialogue.lines,
             programme.actions, dialogue.next_steps)  # fmt: skip
    return FilledCard(card.row, *(card.rows_of(report) for report in parts))


def _who_and_when(card: OpenCard, filled: FilledCard) -> None:
    taken_part = ", ".join(f"{row['participants']} × {Position(row['role']).label}" for row in filled.participants.rows())  # fmt: skip
    st.text(
        "\n".join(filter(None, (
            _("Took part: {roles}", roles=taken_part) if taken_part else _("Nobody noted who took part."),
            "" if card.row["works_council_present"] else _("The works council was not present."),
            _("The card is still being filled in.") if card.is_open else "",
        )))
    )  # fmt: skip


def _ways_on(card: OpenCard, filled: FilledCard) -> None:
    language = chosen()

    def made() -> bytes:
        with speaking(language):  # made in a thread of its own, at the click
            return filled_card(filled)

    with st.container(horizontal=True, vertical_alignment="center"):
        if card.user.viewer.may(Right.LOG_ACTIONS):
            link("dialogue_card", _("Go on with this card") if card.is_open else _("Change the card"), session=card.id)
        st.download_button(
            _("Card as PDF"), made, _("dialogue-card") + f"-{card.row['unit']}-{card.row['held_on']}.pdf",
            "application/pdf", icon=":material/picture_as_pdf:", on_click="ignore",
        )  # fmt: skip


def _next_steps(card: OpenCard, filled: FilledCard) -> None:
    st.subheader(_("Next steps"), anchor=False)
    if not card.is_open and not card.row["started_steps"]:
        st.warning(_("No next step was started. A session lives on in what people start."), icon=":material/link_off:")
    session_steps.show(card.user, card.id, list(filled.next_steps.rows()))
    if not len(filled.next_steps):
        st.text(_("No next step was chosen."))
        if card.user.viewer.may(Right.LOG_ACTIONS):
            link("dialogue_card", _("Choose a next step"), session=card.id, step=CardStep.STEPS.value)


def _goals(filled: FilledCard) -> None:
    if len(filled.goals):
        st.subheader(_("Goals"), anchor=False)
    for row in filled.goals.rows():
        link("goals", _("Goal: {title}", title=plain(row["title"])), goal=row["id"])
    if not len(filled.proposals):
        return
    st.subheader(_("From proposal to goal"), anchor=False)
    rows(
        [
            {_("Proposal"): row["text"], _("Group"): row["theme"] or "", _("Goal"): row["goal"] or ""}
            for row in filled.proposals.rows()
        ],
        name=_("From proposal to goal"),
    )


def _actions(filled: FilledCard) -> None:
    if not len(filled.actions):
        return
    st.subheader(_("Plan of approach"), anchor=False)
    rows(
        [
            {
                _("Action"): row["title"],
                _("Solution direction"): row["solution_direction"] or "",
                _("Frame"): row["frame"] or "",
                _("Goal"): row["goal"] or "",
                _("Who"): Position(row["owner_role"]).label,
                _("Ready on"): day(row["due_on"]),
                _("Status"): ActionStatus(row["status"]).label,
            }
            for row in filled.actions.rows()
        ],
        name=_("Plan of approach"),
    )


def _ratings(filled: FilledCard) -> None:
    if not len(filled.ratings):
        return
    st.subheader(_("How the session judged the five factors"), anchor=False)
    rows(
        [
            {
                _("Factor"): Factor(row["factor"]).label,
                _("Judgement"): Rating(row["rating"]).label,
                _("Reason"): row["reason"] or "",
            }
            for row in filled.ratings.rows()
        ],
        name=_("How the session judged the five factors"),
    )


def _texts(card: OpenCard) -> None:
    """What was said, in the order of the card."""
    for names in STEP_TEXTS.values():
        for name in names:
            if card.fields[name]:
                st.subheader(_(TEXT_LABELS[name]), anchor=False)
                st.text(card.fields[name])
