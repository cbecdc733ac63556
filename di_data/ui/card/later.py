"""What a click or a typed text asks for, done once the page has looked who is here: Streamlit runs callbacks before that.
And why it was refused, said where it was typed."""

from collections.abc import Callable
from typing import Any

import streamlit as st

from di_data.errors import InzetwijzerError
from di_data.ui.session import Session
from di_data.ui.showing import saves

_WAITING, _REFUSED, _SHOWN = "asked_of_the_card", "refused_of_the_card", "shown_refusals"


def later(act: Callable[..., None], *details: Any) -> None:
    """For `on_click` and `on_change`: call `act(user, *details)` in the run that follows, after the guard."""
    st.session_state.setdefault(_WAITING, []).append((act, details))


def carry_out(user: Session) -> None:
    """Do what was asked for, before a widget is drawn: what `act` puts in the session state is then what it shows.
    A refusal that the page no longer shows, because one went elsewhere, is forgotten."""
    shown = st.session_state.get(_SHOWN, set())
    st.session_state[_REFUSED] = {name: why for name, why in _refused().items() if name in shown}
    st.session_state[_SHOWN] = set()
    waiting = st.session_state.get(_WAITING, [])
    while waiting:
        act, details = waiting.pop(0)
        act(user, *details)


def attempt(name: str, write: Callable[[], object], *emptied: str) -> bool:
    """Save, and empty the boxes with these keys. When it is refused, keep why for `refusal(name)`."""
    try:
        write()
    except InzetwijzerError as error:
        refuse(name, error.message)
        return False
    _refused().pop(name, None)
    st.session_state["saves"] = saves() + 1  # forms elsewhere on the page open what stands there now
    for key in emptied:
        st.session_state[key] = ""
    return True


def refuse(name: str, why: str) -> None:
    """Keep why something was refused."""
    _refused()[name] = why


def refusal(name: str) -> None:
    """Say why the last attempt was refused, where it was typed."""
    st.session_state.setdefault(_SHOWN, set()).add(name)
    if why := _refused().get(name):
        st.error(why, icon=":material/block:")


def _refused() -> dict[str, str]:
    kept: dict[str, str] = st.session_state.setdefault(_REFUSED, {})
    return kept
