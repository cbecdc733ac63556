"""Putting something down quickly: type, Enter, and the box is empty for the next. What is refused stays in it."""

from collections.abc import Callable

import streamlit as st

from di_data.ui.card.later import attempt, later, refusal
from di_data.ui.session import Session

Write = Callable[[Session, str], object]
"""Saves what was typed. Raises InzetwijzerError."""


def add(name: str, label: str, button: str, write: Write) -> None:
    """A box for one line and a button; `name` tells the boxes of a page apart."""
    key = f"add {name}"
    with st.form(f"form {key}", border=False), st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(label, key=key)
        st.form_submit_button(button, key=f"submit {name}", on_click=later, args=(_add, key, write))
    refusal(key)


def _add(user: Session, key: str, write: Write) -> None:
    attempt(key, lambda: write(user, st.session_state.get(key) or ""), key)
