"""The fields of the card. Each saves itself when one leaves it; what is refused stays standing, with the reason under it.
What another browser saved meanwhile is shown; where both wrote in the same field, both texts are kept and it is said."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import streamlit as st

from di_data.card_catalogue import TEXT_LABELS
from di_data.contracts.sessions import RATINGS, REASONS
from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.register.card_changes import change_card
from di_data.ui.card.later import later
from di_data.ui.card.opened import OpenCard
from di_data.ui.session import Session
from di_data.ui.showing import plain
from di_data.vocabulary import Factor, Rating

LONGEST_LINE = 200
"""Characters of a line that is shown large; a longer one is a story, and reads better small."""


@dataclass(frozen=True)
class Unsaved:
    """What was typed and not saved, and why."""

    typed: Any
    why: str


def text(card: OpenCard, name: str, *, height: int = 120, large: bool = True, **options: Any) -> None:
    """A text of the card: large above what it says now, and the box to write in."""
    if large:
        in_large(card.fields[name])
    key = _follow(card, name, "")
    st.text_area(_label(name), key=key, height=height, on_change=later, args=_kept(card, name, key), **options)
    _say(card, name)


def line(card: OpenCard, name: str, label: str, **options: Any) -> None:
    """A short text: a small box that grows with what is in it."""
    key = _follow(card, name, "")
    st.text_area(label, key=key, height="content", on_change=later, args=_kept(card, name, key), **options)
    _say(card, name)


def number(card: OpenCard, name: str, label: str, low: int, high: int) -> None:
    """A whole number; empty is not filled in."""
    key = _follow(card, name, None)
    st.number_input(label, low, high, value=None, step=1, key=key, on_change=later, args=_kept(card, name, key))
    _say(card, name)


def day(card: OpenCard, name: str, label: str) -> None:
    """A date."""
    key = _follow(card, name, None)
    st.date_input(label, key=key, format="DD-MM-YYYY", on_change=later, args=_kept(card, name, key))
    _say(card, name)


def choice(card: OpenCard, name: str, label: str, words: dict[str, str]) -> None:
    """One of several codes, by their words."""
    key = _follow(card, name, None)
    st.selectbox(label, list(words), format_func=words.get, key=key, on_change=later, args=_kept(card, name, key))
    _say(card, name)


def judgement(card: OpenCard, factor: Factor) -> None:
    """Poor, could be better or good. A reason that was typed before it is saved along."""
    name, reason = RATINGS[factor], REASONS[factor]
    key = _follow(card, name, None)
    st.segmented_control(
        factor.label, [rating.value for rating in Rating], format_func=lambda code: Rating(code).label, key=key, required=True, wrap=True,
        label_visibility="collapsed", on_change=later, args=_kept(card, name, key, reason),
    )  # fmt: skip
    _say(card, name)


def in_large(words: str | None) -> None:
    """A text of a user for a group that looks on: every line large, and exactly as it was typed."""
    for one in (words or "").splitlines():
        if 0 < len(one.strip()) <= LONGEST_LINE:
            st.header(plain(one), anchor=False)
        elif one.strip():
            st.text(one)


def unsaved(card: OpenCard) -> dict[str, Unsaved]:
    """What was typed on this screen and not saved, by field."""
    kept: dict[str, Unsaved] = st.session_state.setdefault(f"unsaved {card.id}", {})
    return kept


def _label(name: str) -> str:
    return _(TEXT_LABELS[name])


def _follow(card: OpenCard, name: str, nothing: Any) -> str:
    """The widget's key, after it was made to hold what is stored, or what was typed and refused. Left alone where it
    holds that already: setting it would take what somebody is typing."""
    key = f"card {card.id} {name}"
    kept = unsaved(card).get(name)
    value = kept.typed if kept else nothing if card.fields[name] is None else card.fields[name]
    if key not in st.session_state or st.session_state[key] != value:
        st.session_state[key] = value
    return key


def _kept(card: OpenCard, name: str, key: str, *along: str) -> tuple[Callable[..., None], OpenCard, str, str, tuple[str, ...]]:  # fmt: skip
    return (_keep, card, name, key, along)


def _keep(user: Session, card: OpenCard, name: str, key: str, along: tuple[str, ...]) -> None:
    """Save what a field holds now, on top of what this screen showed; `along` are fields that waited for it."""
    waiting, notes = unsaved(card), _notes(card)
    typed = st.session_state.get(key)
    mine = {name: typed or None if isinstance(typed, str) else typed}
    mine |= {other: waiting[other].typed for other in along if other in waiting}
    try:
        both = change_card(user.store, user.viewer, card.id, card.fields, mine)
    except InzetwijzerError as error:
        waiting[name] = Unsaved(typed, error.message)
    else:
        for saved in mine:
            waiting.pop(saved, None)
            notes.pop(saved, None)
        notes.update(dict.fromkeys(both, _both_words))


def _both_words(name: str) -> str:
    if name in (*TEXT_LABELS, *REASONS.values()):
        return _("Somebody else wrote here at the same time. Both texts are kept, one under the other.")
    return _("Somebody else filled this in at the same time. What you chose stands now.")


def _notes(card: OpenCard) -> dict[str, Callable[[str], str]]:
    """What there is to say at a field after it was saved."""
    kept: dict[str, Callable[[str], str]] = st.session_state.setdefault(f"notes {card.id}", {})
    return kept


def _say(card: OpenCard, name: str) -> None:
    if kept := unsaved(card).get(name):
        st.error(kept.why, icon=":material/block:")
    elif note := _notes(card).get(name):
        st.warning(note(name), icon=":material/group:")
