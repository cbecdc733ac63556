"""One question of the works council: what it is about, every round of question and answer, and what this visitor may do."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.notation import moment
from di_data.register.erasure import MARK
from di_data.register.history import is_same
from di_data.register.remarks import answer, ask_again, change, take_away
from di_data.reports import voice
from di_data.ui import draft, trace
from di_data.ui.draft import FormField
from di_data.ui.navigation import link
from di_data.ui.people import who
from di_data.ui.session import Session
from di_data.ui.showing import plain, saves, saving
from di_data.vocabulary import Role

Row = Mapping[str, Any]


def show(session: Session, row: Row, rounds: Sequence[Row], *, opened: bool = False, ready: bool = False) -> None:
    """The question as a card. `opened`: the address names it; `ready`: the answer can be typed at once."""
    with st.container(border=True):
        with st.container(horizontal=True):
            if opened:
                st.badge(_("the question that you opened"), icon=":material/arrow_back:", color="violet")
            if row["is_open"]:
                st.badge(_("no answer yet"), icon=":material/hourglass_top:", color="orange")
            else:
                st.badge(_("answered"), icon=":material/check:", color="green")
        _about(row)
        for one in rounds:
            _round(row, one)
        _what_can_be_done(session, row, opened or ready)
        trace.show(session, "remark", row["id"])


def _about(row: Row) -> None:
    words = plain(row["about_words"])
    if row["page"]:
        link(row["page"], _("About: {what}", what=words), **voice.address_of(row))
    else:
        st.caption(_("About: {what}", what=words))


def _round(row: Row, one: Row) -> None:
    """What was asked and what was answered, with who and when under each."""
    by = {"who": who(one["asked_by"]), "moment": moment(one["asked_at"])}
    with st.container(gap=None):
        first = one["round"] == 1
        st.text((row["text"] if first else one["follow_up"]) or MARK)
        st.caption(plain(_("Asked by {who}, {moment}", **by) if first else _("Asked on by {who}, {moment}", **by)))
    if (one["answer"] or "").strip():
        with st.container(gap=None):
            st.text(one["answer"])
            st.caption(plain(_("Answer of {who}, {moment}", who=_answerer(one), moment=moment(one["answered_at"]))))


def _answerer(one: Row) -> str:
    """The account, and the role in which it answered where its name does not say so."""
    name = who(one["answered_by"] or "")
    role = Role(one["answered_as"]).label if one["answered_as"] else ""
    return name if name.startswith(role) else _("{who}, {role}", who=name, role=role)


# What can be done ------------------------------------------------------------------------------


def _what_can_be_done(session: Session, row: Row, ready: bool) -> None:
    """The choices beside one another, and the form that was chosen below them."""
    viewer, is_open = session.viewer, row["is_open"]
    answering = changing = False
    with st.container(horizontal=True, vertical_alignment="center"):
        if viewer.may(Right.ANSWER):
            answering = _wants_to_answer(row, ready)
        if viewer.may(Right.ASK) and not is_open:
            _ask_again(session, row)
        if viewer.may(Right.ASK) and is_same(viewer.subject, row["asked_by"]):
            key = f"change {row['id']}"
            # Who is changing it when an answer comes in is told so when they save; their words do not just vanish.
            changing = (is_open or st.session_state.get(key, False)) and st.toggle(_("Change the question"), key=key)
            if is_open and row["round"] == 1:
                _take_away(session, row)
    if answering:
        _answer(session, row)
    if changing:
        _change(session, row)


def _wants_to_answer(row: Row, ready: bool) -> bool:
    """Whether the form stands open; it stays so until this visitor saves, also when somebody else answers meanwhile."""
    name = f"answering {row['id']} {saves()}"
    words = _("Answer this") if row["is_open"] else _("Change the answer")
    is_open = st.session_state.get(name, ready and row["is_open"])
    st.session_state[name] = st.toggle(words, value=is_open, key=f"{name} {row['is_open']}")
    return bool(st.session_state[name])


def _fields() -> dict[str, FormField]:
    return {
        "text": FormField(_("Question")),
        "follow_up": FormField(_("What is still missing?")),
        "answer": FormField(_("Answer")),
    }


def _answer(session: Session, row: Row) -> None:
    """With the question among its fields: when it was changed meanwhile, that is shown as well."""

    def inputs(kept: dict[str, Any]) -> dict[str, Any]:
        told = st.text_area(_("Answer"), kept["answer"] or "", height=120)
        return {"text": kept["text"], "follow_up": kept["follow_up"], "answer": told}

    def write(values: dict[str, Any], version: int) -> None:
        answer(session.store, session.viewer, row["id"], values["answer"] or "", read_version=version)

    draft.form(
        {**row, "id": f"answer {row['id']}"}, _fields(), inputs, write, button=_("Save the answer"),
        message=_("The answer is saved; the works council sees it now."),
    )  # fmt: skip


def _change(session: Session, row: Row) -> None:
    name = "text" if row["round"] == 1 else "follow_up"

    def inputs(kept: dict[str, Any]) -> dict[str, Any]:
        return {name: st.text_area(_fields()[name].label, kept[name], height=100), "answer": kept["answer"]}

    def write(values: dict[str, Any], version: int) -> None:
        change(session.store, session.viewer, row["id"], values[name] or "", read_version=version)

    draft.form(
        {**row, "id": f"question {row['id']}"}, _fields(), inputs, write, button=_("Save the change"),
        message=_("The question is saved; the MT and HR see it now."), type="secondary",
    )  # fmt: skip


def _ask_again(session: Session, row: Row) -> None:
    with st.popover(_("This answer is not enough…"), icon=":material/reply:"):
        st.text(_("The question is open again then. The answer stays to be read."))
        text = st.text_area(_("What is still missing?"), height=100, key=f"missing {row['id']} {saves()}")
        if st.button(_("Ask on"), type="primary", key=f"ask on {row['id']} {row['version']}"):
            with saving(_("The question is open again. The MT and HR see what is missing.")):
                ask_again(session.store, session.viewer, row["id"], text, read_version=row["version"])


def _take_away(session: Session, row: Row) -> None:
    with st.popover(_("Take this question away"), icon=":material/delete:"):
        st.text(_("Nobody has answered it yet. After an answer it stays for good."))
        if st.button(_("Yes, take the question away"), key=f"remove {row['id']} {row['version']}"):
            with saving(_("The question is taken away.")):
                take_away(session.store, session.viewer, row["id"], read_version=row["version"])
