"""The forms of the moments of presenting, amending and agreeing: add one, change one, take one away."""

from datetime import date
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import day
from di_data.register.roadmap import AgreementMoment, save_moment
from di_data.ui import draft, trace
from di_data.ui.draft import FormField
from di_data.ui.programme_parts import choose_one
from di_data.ui.session import Session
from di_data.ui.showing import label, saves, saving
from di_data.vocabulary import Body, Moment


def show(session: Session, moments: SafeTable) -> None:
    """Choose one to see its trace and to change it; below it the form that adds one."""
    may_write = session.viewer.may(Right.LOG_ACTIONS)
    words = _("Change a moment") if may_write else _("Who changed what of a moment")
    choose_one(session, "agreement_moment", moments, words, _named, _change)
    if may_write:
        st.subheader(_("Add a moment"), anchor=False)
        _add(session)


def _named(row: dict[str, Any]) -> str:
    return f"{day(row['held_on'])} · {Moment(row['step']).label} · {Body(row['body']).label}"


def _inputs(kept: dict[str, Any]) -> dict[str, Any]:
    """The fields of a moment inside a form."""
    bodies, steps = list(Body), list(Moment)
    left, middle, right = st.columns(3)
    body = left.selectbox(_("By or with whom"), bodies, index=bodies.index(kept["body"]), format_func=label)
    step = middle.selectbox(_("What"), steps, index=steps.index(kept["step"]), format_func=label)
    held_on = right.date_input(_("Date"), kept["held_on"], format="DD-MM-YYYY")
    note = st.text_area(_("Note"), kept["note"] or "", height=80, help=_("Such as what was amended."))
    return {"body": body, "step": step, "held_on": held_on, "note": note.strip() or None}


def _add(session: Session) -> None:
    with st.form(f"moment {saves()}", border=True):
        filled = _inputs({"body": Body.DIRECTION_TEAM, "step": Moment.PRESENTED, "held_on": date.today(), "note": None})
        sent = st.form_submit_button(_("Add the moment"), type="primary")
    if sent:
        with saving(_("The moment is saved; everybody sees it now.")):
            save_moment(session.store, session.viewer, AgreementMoment(**filled))


def _change(session: Session, row: dict[str, Any]) -> None:
    fields = {
        "body": FormField(_("By or with whom"), lambda body: Body(body).label if body else ""),
        "step": FormField(_("What"), lambda step: Moment(step).label if step else ""),
        "held_on": FormField(_("Date"), lambda held_on: day(held_on) if held_on else ""),
        "note": FormField(_("Note")),
    }

    def write(values: dict[str, Any], version: int) -> None:
        save_moment(session.store, session.viewer, AgreementMoment(**values), id=row["id"], read_version=version)

    message = _("The moment is saved; everybody sees it now.")
    if draft.form(row, fields, _inputs, write, button=_("Save the moment"), message=message):
        gone = _("The moment is taken away. Its trace stays.")
        trace.take_away(session, "agreement_moment", row, _("Take this moment away"), gone)
