"""A question of the roadmap: read its answer, and with one click fill it in or change it."""

from datetime import date
from typing import Any

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from di_data.access import Right
from di_data.errors import Refused
from di_data.language import gettext as _
from di_data.language import mark
from di_data.notation import day
from di_data.register.roadmap import Answer, save_answer
from di_data.roadmap_catalogue import BY_CODE
from di_data.ui import draft, trace
from di_data.ui.draft import FormField
from di_data.ui.session import Session
from di_data.ui.showing import label, plain
from di_data.vocabulary import Position, StepStatus


def show(session: Session, row: dict[str, Any], hint: str, *, is_open: bool, name: str) -> None:
    """The question in its box; `name` is what the address calls it. Open: its form and its trace below it."""
    may_write = session.viewer.may(Right.LOG_ACTIONS)
    with st.container(border=True):
        with st.container(horizontal=True, vertical_alignment="center"):
            told = st.container(width="stretch", gap="xsmall")
            if is_open and may_write:
                st.button(_("Close without saving"), on_click=_look_at, args=(row,), key=f"close {name}")
            elif may_write:
                words = _("Change the answer") if row["answer"] else _("Fill in the answer")
                st.button(words, on_click=_look_at, args=(row, name), key=f"open {name}")
        told.markdown(f"**{plain(row['question'])}**")
        if hint and (is_open or not row["answer"]):
            told.caption(hint)
        if is_open and may_write:
            _form(session, row)
        else:
            _read(told, row)
        if is_open and row["version"]:
            trace.show(session, "programme_step", row["id"])


def _look_at(row: dict[str, Any], open_one: str | None = None) -> None:
    """The address says which phase is looked at, and which question of it is open; after a save the phase stays."""
    st.query_params["phase"] = str(row["phase"])
    if open_one is None:
        st.query_params.pop("question", None)
    else:
        st.query_params["question"] = open_one


def _read(told: DeltaGenerator, row: dict[str, Any]) -> None:
    if row["answer"]:
        told.text(row["answer"])
    if standing := _standing(row):
        told.caption(standing)


def _standing(row: dict[str, Any]) -> str:
    """State, owner and day in one line; a day that has passed is named so. Nothing of what nobody touched yet."""
    parts = [StepStatus(row["status"]).label] if row["version"] else []
    if row["owner_role"]:
        parts.append(_("taken up by: {role}", role=Position(row["owner_role"]).label))
    if row["due_on"]:
        is_late = row["due_on"] < date.today() and row["status"] != StepStatus.DONE
        parts.append(
            _("past its date: {day}", day=day(row["due_on"])) if is_late else _("by {day}", day=day(row["due_on"]))
        )
    return " · ".join(parts)


def _fields() -> dict[str, FormField]:
    return {
        "question": FormField(_("Question")),
        "answer": FormField(_("Answer")),
        "owner_role": FormField(_("Who takes it up"), lambda role: Position(role).label if role else ""),
        "due_on": FormField(_("Ready on"), lambda due: day(due) if due else ""),
        "status": FormField(_("State"), lambda status: StepStatus(status).label if status else ""),
    }


def _form(session: Session, row: dict[str, Any]) -> None:
    is_own = row["code"] not in BY_CODE

    def write(values: dict[str, Any], version: int) -> None:
        given = {name: values[name] for name in ("question", "answer", "owner_role", "due_on")}
        answer = Answer(phase=row["phase"], code=row["code"], status=_settled(values), **given)
        save_answer(session.store, session.viewer, answer, id=row["id"], read_version=version)
        _look_at(row)

    def inputs(kept: dict[str, Any]) -> dict[str, Any]:
        question = st.text_input(_("Question"), kept["question"]) if is_own else row["question"]
        text = st.text_area(_("Answer"), kept["answer"] or "", height=140)
        left, middle, right = st.columns(3)
        positions, states = list(Position), list(StepStatus)
        owner = left.selectbox(
            _("Who takes it up"), positions, index=positions.index(kept["owner_role"]) if kept["owner_role"] else None,
            format_func=label, placeholder="",
        )  # fmt: skip
        due_on = middle.date_input(_("Ready on"), kept["due_on"], format="DD-MM-YYYY")
        status = right.selectbox(_("State"), states, index=states.index(kept["status"]), format_func=label)
        return {"question": question.strip(), "answer": text.strip() or None, "owner_role": owner, "due_on": due_on,
                "status": status}  # fmt: skip

    message = _("The answer is saved; everybody sees it now.")
    if draft.form(row, _fields(), inputs, write, button=_("Save the answer"), message=message) and is_own:
        gone = _("The question is taken away. Its trace stays.")
        trace.take_away(session, "programme_step", row, _("Take this question away"), gone)


def _settled(values: dict[str, Any]) -> StepStatus:
    """An answer that was filled in is no longer "to do". Raises Refused for "answered" without an answer."""
    status = StepStatus(values["status"])
    if values["answer"] and status == StepStatus.OPEN:
        return StepStatus.DONE
    if not values["answer"] and status == StepStatus.DONE:
        raise Refused(mark("Write down the answer first, or choose another state."))
    return status
