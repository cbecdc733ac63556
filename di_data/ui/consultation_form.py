"""The form of a request to the works council for advice or consent: to record one, and to change one."""

from datetime import date
from typing import Any

import streamlit as st

from di_data.council_terms import CouncilOutcome, CouncilRequest
from di_data.language import gettext as _
from di_data.notation import day
from di_data.register.consultations import Consultation, save_consultation
from di_data.ui import draft
from di_data.ui.action_quick import within_reach
from di_data.ui.draft import FormField
from di_data.ui.session import Session
from di_data.ui.showing import label, saves, saving


def add(session: Session) -> None:
    """The form that records a request."""
    nothing = dict.fromkeys(fields()) | {"kind": CouncilRequest.ADVICE, "requested_on": date.today()}
    with st.form(f"consultation {saves()}", border=True):
        told = _inputs(nothing)
        sent = st.form_submit_button(_("Record the request"), type="primary")
    if sent:
        with saving(_("The request is saved; the MT and HR see it now.")):
            save_consultation(session.store, session.viewer, Consultation(**told))


def change(session: Session, present: dict[str, Any]) -> None:
    """The form that changes a request, or says what the works council said."""

    def write(values: dict[str, Any], version: int) -> object:
        return save_consultation(
            session.store, session.viewer, Consultation(**values), id=present["id"], read_version=version
        )

    draft.form(
        present, fields(), _inputs, write, button=_("Save the change"),
        message=_("The request is saved; the MT and HR see it now."), type="secondary",
    )  # fmt: skip


def fields() -> dict[str, FormField]:
    """Every field of a request with its words."""

    def in_words(value: date | None) -> str:
        return day(value) if value else ""

    return {
        "kind": FormField(_("What is asked"), lambda code: CouncilRequest(code).label if code else ""),
        "subject": FormField(_("Subject")),
        "article": FormField(_("Article")),
        "requested_on": FormField(_("Asked on the date"), in_words),
        "due_on": FormField(_("Answer wanted by"), in_words),
        "outcome": FormField(_("What the works council said"), lambda code: CouncilOutcome(code).label if code else ""),
        "outcome_on": FormField(_("Said on"), in_words),
        "note": FormField(_("Note")),
    }


def _inputs(kept: dict[str, Any]) -> dict[str, Any]:
    words = {name: field.label for name, field in fields().items()}
    kinds, outcomes = list(CouncilRequest), list(CouncilOutcome)
    left, right = st.columns([1, 2])
    kind = left.selectbox(words["kind"], kinds, index=kinds.index(kept["kind"]), format_func=label)
    subject = right.text_input(words["subject"], kept["subject"] or "")
    columns = st.columns(3)
    article = columns[0].text_input(
        words["article"], kept["article"] or "", help=_("On which ground, such as “27 lid 1 onder k”.")
    )
    days = {"format": "DD-MM-YYYY", **within_reach()}
    requested_on = columns[1].date_input(words["requested_on"], kept["requested_on"], **days)
    due_on = columns[2].date_input(words["due_on"], kept["due_on"], **days)
    left, right = st.columns([2, 1])
    outcome = left.selectbox(
        words["outcome"], outcomes, index=outcomes.index(kept["outcome"]) if kept["outcome"] else None,
        format_func=label, placeholder=_("nothing yet"),
    )  # fmt: skip
    outcome_on = right.date_input(words["outcome_on"], kept["outcome_on"], **days)
    note = st.text_area(words["note"], kept["note"] or "", height=80, help=_("Such as the conditions, or where the letter is kept."))  # fmt: skip
    return {
        "kind": kind, "subject": subject.strip(), "article": article.strip() or None, "requested_on": requested_on,
        "due_on": due_on, "outcome": outcome, "outcome_on": outcome_on, "note": note.strip() or None,
    }  # fmt: skip
