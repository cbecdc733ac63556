"""The next steps of a session: what, who and when, and one click that says that a step was started."""

from datetime import date
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.notation import day
from di_data.register.cards import NextStep, save_next_step
from di_data.ui import draft
from di_data.ui.card import changing, fields
from di_data.ui.card.later import attempt, later, refusal
from di_data.ui.session import Session
from di_data.ui.showing import label
from di_data.vocabulary import Position

Row = dict[str, Any]


def show(user: Session, session: str, rows: list[Row], *, large: bool = False) -> None:
    """Every next step with its state; HR says of those that wait what was started, and changes them. `large` for a group
    that looks on."""
    may = user.viewer.may(Right.LOG_ACTIONS)
    for row in rows:
        if large:
            fields.in_large(row["text"])
            st.text(in_words(row))
        else:
            st.text(f"{row['text']}: {in_words(row)}")
        if may and not row["started"]:
            _start(user, session, row)
    if may:
        changing.change_one(
            user, "next_step", rows, _("Next step"), lambda row, mine, version: _save(user, session, mine, row, version), _form(rows),
        )  # fmt: skip


def in_words(row: Row) -> str:
    """Who takes a next step, by when, and how it stands."""
    who = Position(row["owner_role"]).label if row["owner_role"] else _("nobody named")
    if not row["started"]:
        return _("{who}, {day}, not started yet", who=who, day=day(row["due_on"]))
    if not row["started_with"]:
        return _("{who}, {day}, started", who=who, day=day(row["due_on"]))
    return _("{who}, {day}, started with: {what}", who=who, day=day(row["due_on"]), what=row["started_with"])


def _start(user: Session, session: str, row: Row) -> None:
    key = f"started {row['id']}"
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.text_input(_("What was started?"), row["text"], key=key)
        st.button(
            _("Started"), icon=":material/play_arrow:", type="primary", key=f"start {row['id']}",
            on_click=later, args=(_started, session, row, key),
        )  # fmt: skip
    refusal(key)


def _started(user: Session, session: str, row: Row, key: str) -> None:
    mine = {"started": True, "started_with": st.session_state.get(key)}
    attempt(key, lambda: _save(user, session, mine, row, row["version"]))


def _save(user: Session, session: str, mine: Row, row: Row, version: int) -> str:
    values = {name: row[name] for name in ("text", "owner_role", "due_on", "started", "started_with")} | mine
    step = NextStep(
        text=values["text"].strip(), due_on=values["due_on"], started=values["started"],
        owner_role=Position(values["owner_role"]) if values["owner_role"] else None,
        started_with=(values["started_with"] or "").strip() or None,
    )  # fmt: skip
    return save_next_step(user.store, user.viewer, session, step, id=row["id"], read_version=version)


def _form(rows: list[Row]) -> changing.Form:
    def draw(kept: Row) -> Row:
        tail = f"{kept['id']} {kept['version']}"
        typed: Row = {"text": st.text_input(_("Next step"), kept["text"], key=f"text {tail}")}
        left, right = st.columns(2)
        roles = list(Position)
        typed["owner_role"] = left.selectbox(
            _("Who"), roles, index=roles.index(Position(kept["owner_role"])) if kept["owner_role"] else None,
            format_func=label, placeholder="", key=f"owner {tail}",
        )  # fmt: skip
        typed["due_on"] = right.date_input(_("When"), kept["due_on"], format="DD-MM-YYYY", key=f"due {tail}")
        typed["started"] = left.checkbox(_("It was started"), kept["started"], key=f"is started {tail}")
        typed["started_with"] = right.text_input(
            _("What was started on the spot"), kept["started_with"] or "", key=f"with {tail}"
        )
        return typed

    return changing.Form(
        {
            "text": draft.FormField(_("Next step")),
            "owner_role": draft.FormField(_("Who"), lambda role: Position(role).label if role else ""),
            "due_on": draft.FormField(_("When"), lambda value: day(value) if isinstance(value, date) else ""),
            "started": draft.FormField(_("It was started"), lambda value: _("yes") if value else _("no")),
            "started_with": draft.FormField(_("What was started on the spot")),
        },
        draw,
    )
