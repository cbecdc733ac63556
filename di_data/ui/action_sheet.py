"""The whole sheet of an action: what asks for attention with a click to mend it, and every field to change."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

import streamlit as st

from di_data.errors import InzetwijzerError
from di_data.language import gettext as _
from di_data.register.actions import save_action, save_note
from di_data.register.merging import changed
from di_data.ui import action_fields, action_values, draft
from di_data.ui.action_choices import Choices
from di_data.ui.action_flags import Flag, sentence
from di_data.ui.session import Session
from di_data.ui.showing import plain, saves, saving
from di_data.vocabulary import ActionStatus

LONGER = timedelta(days=28)
"""What one click adds when an action needs more time."""

STILL = "still"
Pressed = dict[str, Any]
"""What a button changes beside what was typed."""


def show(session: Session, row: Mapping[str, Any], flags: list[Flag], choices: Choices) -> None:
    """The form. Every button saves what was typed as well, so that nothing gets lost by changing the status."""
    present = action_values.of_row(row)

    def write(values: dict[str, Any], read_version: int) -> object:
        action = action_values.action_of(values, row)
        return save_action(session.store, session.viewer, action, id=row["id"], read_version=read_version)

    message = _("The action is saved; everybody sees it now.")
    if draft.settle(present, action_values.fields(choices), write, message):
        return
    kept = draft.opened(present)
    with st.form(f"sheet {row['id']} {saves()}", enter_to_submit=False):
        pressed = _buttons(kept, flags)
        typed = action_fields.show(kept, choices)
        if st.form_submit_button(_("Save the action"), type="primary"):
            pressed = {}
    if pressed is None:
        return
    try:
        mine = {name: kept[name] for name in action_values.fields(choices)} | typed()
    except InzetwijzerError as error:
        st.error(error.message)
        return
    if STILL in pressed:
        _note_still_running(session, row)
        pressed = {}
    if pressed or changed(kept, mine, mine):
        draft.save(present, mine | pressed, write, message)
    else:
        with saving(message):
            pass


def _buttons(kept: Mapping[str, Any], flags: list[Flag]) -> Pressed | None:
    """What asks for attention, and a button for every way to go on. Returns what the pressed one changes."""
    for flag in flags:
        st.warning(plain(sentence(flag, kept)), icon=":material/priority_high:")
    choices: list[tuple[str, Pressed]] = [
        (words, {"status": status}) for status, words in _next().items() if status != kept["status"]
    ]
    if Flag.OVERDUE in flags:
        choices.append((_("Four more weeks"), {"due_on": date.today() + LONGER}))
    if Flag.STALE in flags:
        choices.append((_("Still running"), {STILL: True}))
    st.text(_("Status: {status}", status=ActionStatus(kept["status"]).label))
    pressed = None
    with st.container(horizontal=True):
        for words, change in choices:
            if st.form_submit_button(words):
                pressed = change
    return pressed


def _next() -> dict[ActionStatus, str]:
    return {
        ActionStatus.PLANNED: _("Back to planned"),
        ActionStatus.RUNNING: _("It is running"),
        ActionStatus.DONE: _("It is done"),
        ActionStatus.STOPPED: _("We stop with it"),
    }


def _note_still_running(session: Session, row: Mapping[str, Any]) -> None:
    try:
        save_note(session.store, session.viewer, row["id"], date.today(), _("Still running."))
    except InzetwijzerError as error:
        st.error(error.message)
        st.stop()
