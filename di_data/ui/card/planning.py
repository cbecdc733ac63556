"""Step 6: solution directions × frames, and in them the actions."""

from datetime import date, timedelta
from typing import Any

import streamlit as st

from di_data.language import gettext as _
from di_data.notation import day
from di_data.register.actions import Action, save_action
from di_data.register.cards import retitle, save_line
from di_data.reports import dialogue, programme
from di_data.ui.card import changing, quick
from di_data.ui.card.later import attempt, later, refusal
from di_data.ui.card.opened import OpenCard
from di_data.ui.navigation import link
from di_data.ui.session import Session
from di_data.ui.showing import label, plain
from di_data.vocabulary import Position

DAYS = 90
"""An action runs for a quarter unless the group says otherwise: the next quarterly review looks at it."""

Row = dict[str, Any]


def plan(card: OpenCard) -> None:
    """The grid of what was put down, and under it the boxes to put down more."""
    lines = card.rows_of(dialogue.lines)
    actions = list(card.rows_of(programme.actions).rows())
    known = {kind: lines.where(kind=kind).column("text") for kind in ("solution_direction", "frame")}
    directions, frames = (_axis(kind, known[kind], actions) for kind in ("solution_direction", "frame"))
    _grid(directions, frames, actions)
    left, right = st.columns(2)
    with left:
        quick.add("solution_direction", _("Solution direction"), _("Add"), _write_line(card, "solution_direction"))
    with right:
        quick.add("frame", _("Frame, such as money, time or a rule"), _("Add"), _write_line(card, "frame"))
    _new_action(card, directions, frames)
    for kind, words in (("solution_direction", _("Solution direction")), ("frame", _("Frame"))):
        changing.change_one(card.user, kind, list(lines.where(kind=kind).rows()), words, _rewrite_line(card, kind))
    changing.change_one(
        card.user, "action", [row | {"text": row["title"]} for row in actions], _("Action"),
        lambda row, mine, version: retitle(
            card.user.store, card.user.viewer, "action", row["id"], mine["text"].strip(), read_version=version),
    )  # fmt: skip
    if actions:
        with st.expander(_("Fill in more of an action")):
            for row in actions:
                link("action_sheet", plain(row["title"]), action=row["id"])


def _axis(kind: str, known: list[str], actions: list[Row]) -> list[str]:
    """The lines that were put down, and those that only actions name."""
    return list(dict.fromkeys([*known, *(row[kind] for row in actions if row[kind])]))


def _grid(directions: list[str], frames: list[str], actions: list[Row]) -> None:
    """A direction a box, with a column for each frame; what stands in none of them comes last."""
    loose = any(row["solution_direction"] is None for row in actions)
    for direction in [*directions, *([None] if loose else [])]:
        own = [row for row in actions if row["solution_direction"] == direction]
        with st.container(border=True):
            st.header(plain(direction) if direction else _("Without a solution direction"), anchor=False)
            columns = [*frames, *([None] if not frames or any(row["frame"] is None for row in own) else [])]
            for column, frame in zip(st.columns(len(columns)), columns, strict=True):
                with column:
                    if frames:
                        words = plain(frame) if frame else _("Without a frame")
                        st.write(f"**{words}**")
                    _cell([row for row in own if row["frame"] == frame])


def _cell(actions: list[Row]) -> None:
    for row in actions:
        st.subheader(plain(row["title"]), anchor=False)
        st.text(f"{Position(row['owner_role']).label}, {day(row['due_on'])}")
        if row["goal"]:
            st.caption(plain(_("Goal: {title}", title=row["goal"])))
    if not actions:
        st.caption(_("No action yet."))


def _write_line(card: OpenCard, kind: str) -> quick.Write:
    return lambda user, typed: save_line(user.store, user.viewer, kind, card.id, typed.strip())


def _rewrite_line(card: OpenCard, kind: str) -> changing.Write:
    return lambda row, mine, version: save_line(
        card.user.store, card.user.viewer, kind, card.id, mine["text"].strip(), id=row["id"], read_version=version
    )


def _new_action(card: OpenCard, directions: list[str], frames: list[str]) -> None:
    """A line that puts an action in a cell; who, when and where stay for the next one."""
    goals = {row["id"]: row["title"] for row in card.rows_of(programme.goals).rows()}
    start = max(card.fields["held_on"], date.today()) if card.is_open else card.fields["held_on"]
    with st.form("new_action", border=True):
        st.text_input(_("What are we going to do?"), key="action_title")
        one, two, three = st.columns(3)
        one.selectbox(_("Goal"), list(goals), index=None, format_func=goals.get, placeholder="", key="action_goal")
        two.selectbox(_("Solution direction"), directions, index=None, placeholder="", key="action_direction")
        three.selectbox(_("Frame"), frames, index=None, placeholder="", key="action_frame")
        one.selectbox(_("Who takes it up"), list(Position), index=2, format_func=label, key="action_owner")
        two.date_input(_("Ready on"), start + timedelta(days=DAYS), format="DD-MM-YYYY", key="action_due")
        st.form_submit_button(_("Add the action"), type="primary", on_click=later, args=(_add_action, card, start))
    refusal("action_title")
    if not goals:
        st.caption(_("Choose goals at step 4, and an action can name the goal that it works on."))


def _add_action(user: Session, card: OpenCard, start: date) -> None:
    typed = st.session_state
    attempt("action_title", lambda: save_action(user.store, user.viewer, Action(
        title=(typed["action_title"] or "").strip(), owner_role=typed["action_owner"], starts_on=start,
        due_on=typed["action_due"], goal=typed["action_goal"], session=card.id, units=(card.fields["unit"],),
        solution_direction=typed["action_direction"], frame=typed["action_frame"],
    )), "action_title")  # fmt: skip
