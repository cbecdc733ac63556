"""Changing or taking away one of the things that were put down: a proposal, a solution direction, an action, a next step."""

from collections.abc import Callable, Container, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from di_data.language import gettext as _
from di_data.register.history import remove, undo
from di_data.ui import draft, trace
from di_data.ui.session import Session
from di_data.ui.showing import plain, saving

Row = dict[str, Any]
Write = Callable[[Row, Row, int], object]
"""Saves what was typed of a row (row, typed, version that was read). Raises Conflict, Refused."""


@dataclass(frozen=True)
class Form:
    """The fields of a form, and how to draw them: from the values that were opened to those that were typed."""

    fields: Mapping[str, draft.FormField]
    draw: Callable[[Row], Row]


def change_one(user: Session, kind: str, rows: Sequence[Row], label: str, write: Write, form: Form | None = None) -> None:  # fmt: skip
    """Choose a row (by its `text`), type it anew, or take it away. Without a form it is the text that changes."""
    by_key = {row["id"]: row for row in rows}
    bring_back(user, kind, by_key)
    if not by_key:
        return
    with st.expander(_("Change or take away: {what}", what=label.lower())):
        chosen = st.selectbox(label, list(by_key), format_func=lambda key: by_key[key]["text"] if key in by_key else "", key=f"change {kind}")  # fmt: skip
        if present := by_key.get(chosen):
            _show(user, kind, present, write, form or _of_text(label, present))


def _of_text(label: str, present: Row) -> Form:
    def draw(kept: Row) -> Row:
        return {"text": st.text_input(label, kept["text"], key=f"text {present['id']} {kept['version']}")}

    return Form({"text": draft.FormField(label)}, draw)


def _show(user: Session, kind: str, present: Row, write: Write, form: Form) -> None:
    def keep(mine: Row, version: int) -> object:
        return write(present, mine, version)

    message = _("The change is saved.")
    if draft.settle(present, form.fields, keep, message):
        return
    kept = draft.opened(present)
    with st.form(f"form {kind} {present['id']}", border=False):
        typed = form.draw(kept)
        left, right = st.columns(2)
        sent = left.form_submit_button(_("Save the change"), width="stretch", key=f"save {kind}")
        gone = right.form_submit_button(_("Take it away"), width="stretch", key=f"remove {kind}")
    if sent:
        draft.save(present, typed, keep, message)
    if gone:
        take_away(user, kind, present["id"], kept["version"], present["text"])
    trace.show(user, kind, present["id"])


def take_away(user: Session, kind: str, id: str, version: int, words: str) -> None:
    """Take a record away, and remember it for `bring_back`."""
    with saving(_("It is taken away.")):
        remove(user.store, user.viewer, kind, id, version)
        st.session_state[f"taken {kind}"] = (id, version + 1, words)


def bring_back(user: Session, kind: str, present: Container[str]) -> None:
    """After something was taken away here: a click that brings it back. `present` are the keys that are there."""
    id, version, words = st.session_state.get(f"taken {kind}", (None, 0, ""))
    if id is None or id in present:
        return
    left, right = st.columns([3, 1], vertical_alignment="center")
    left.info(_("Taken away: {text}", text=plain(words)))
    if right.button(_("Bring it back"), icon=":material/undo:", key=f"undo {kind}", width="stretch"):
        with saving(_("It is back.")):
            undo(user.store, user.viewer, kind, id, version)
