"""What an evaluation asked for and nobody did yet: stop an action that still runs, or change it."""

from typing import Any

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.register.actions import save_action
from di_data.ui import action_values
from di_data.ui.navigation import link
from di_data.ui.session import Session
from di_data.ui.showing import plain, saving
from di_data.vocabulary import ActionStatus, NextMove

SHOWN = 10
"""How many are shown at once: most often the one that was just saved."""

GOING = (ActionStatus.PLANNED.value, ActionStatus.RUNNING.value)


def left_undone(evaluations: SafeTable, actions: SafeTable) -> list[tuple[dict[str, Any], NextMove]]:
    """The actions whose newest evaluation says stop while they go on, or change while nothing was changed since."""
    newest: dict[str, dict[str, Any]] = {}
    for row in evaluations.rows():  # newest first
        newest.setdefault(row["action_id"], row)
    found = []
    for action in actions.where(status=list(GOING)).rows():
        last = newest.get(action["id"])
        if last is None or last["next_move"] == NextMove.GO_ON:
            continue
        if last["next_move"] == NextMove.STOP or action["valid_from"] < last["valid_from"]:
            found.append((action, NextMove(last["next_move"])))
    return found


def show(session: Session, undone: list[tuple[dict[str, Any], NextMove]], *, on_sheet: bool = False) -> None:
    """A line each, with one click to do it."""
    for action, move in undone[:SHOWN]:
        left, right = st.columns([4, 1], vertical_alignment="center")
        title = plain(action["title"])
        if move == NextMove.STOP:
            left.warning(_("The evaluation of “{title}” says stop, but the action goes on.", title=title))
            if right.button(_("Stop the action"), key=f"stop {action['id']}", width="stretch"):
                _stop(session, action)
        else:
            left.info(_("The evaluation of “{title}” says change, and nothing was changed since.", title=title))
            if not on_sheet:
                with right:
                    link("action_sheet", _("Change the action"), action=action["id"])


def _stop(session: Session, action: dict[str, Any]) -> None:
    values = action_values.of_row(action) | {"status": ActionStatus.STOPPED}
    with saving(_("The action is stopped; everybody sees it now.")):
        save_action(
            session.store, session.viewer, action_values.action_of(values, action), id=action["id"],
            read_version=action["version"],
        )  # fmt: skip
