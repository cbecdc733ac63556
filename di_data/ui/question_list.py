"""The questions of the works council: the one that the address names, those without an answer, and those with one."""

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.reports import voice
from di_data.ui import question_card
from di_data.ui.reading import read
from di_data.ui.session import Session

SHOWN = 10
"""Answered questions that are shown at first."""


def show_opened(session: Session) -> None:
    """The question that the address names, before everything else."""
    row = read(voice.remarks, session).where(id=_opened()).first()
    if row is not None:
        question_card.show(session, row, list(read(voice.rounds, session).where(id=row["id"]).rows()), opened=True)


def show(session: Session) -> None:
    """The open questions, the oldest first, and the answered ones, the newest answer first."""
    every, rounds = read(voice.remarks, session), read(voice.rounds, session).by("id")
    if not len(every):
        st.info(_nothing(session))
        return
    found = [row for row in every.rows() if row["id"] != _opened()]
    waiting = [row for row in found if row["is_open"]]
    answered = sorted((row for row in found if not row["is_open"]), key=lambda row: row["answered_at"] or row["valid_from"], reverse=True)  # fmt: skip
    st.header(_("Open questions"), anchor=False)
    if not waiting:
        st.write(_("There is no other open question.") if _opened() in every.column("id") else _("There is no open question."))  # fmt: skip
    for place, row in enumerate(waiting):
        question_card.show(session, row, list(rounds[row["id"]].rows()), ready=place == 0)
    if not answered:
        return
    st.header(_("Answered questions"), anchor=False)
    rest = len(answered) - SHOWN
    whole = rest > 0 and st.toggle(ngettext("Show {count} older question", "Show {count} older questions", rest))
    for row in answered if whole else answered[:SHOWN]:
        question_card.show(session, row, list(rounds[row["id"]].rows()))


def _nothing(session: Session) -> str:
    if session.viewer.may(Right.ASK):
        return _("No question was asked yet. Ask the first one above.")
    return _("The works council did not ask anything yet.")


def _opened() -> str | None:
    return st.query_params.get("remark")
