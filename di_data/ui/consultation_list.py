"""The requests to the works council for advice and consent: those that wait first, with how long, and what it said."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.council_terms import CouncilOutcome, CouncilRequest
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.reports import voice
from di_data.ui import consultation_form, trace
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain

Row = Mapping[str, Any]

_COLORS = {
    CouncilOutcome.POSITIVE: "green", CouncilOutcome.CONDITIONAL: "blue", CouncilOutcome.NEGATIVE: "red",
    CouncilOutcome.WITHDRAWN: "gray",
}  # fmt: skip


def show(session: Session) -> None:
    """Every request as a card, and for the works council the form that records one."""
    found = read(voice.consultations, session)
    st.write(_("For some decisions the employer needs advice (WOR art. 25) or consent (WOR art. 27) of the works council. The works council keeps here what was asked, and what it said."))  # fmt: skip
    if session.viewer.may(Right.ADVISE):
        with st.expander(_("Record a request"), icon=":material/add:"):
            consultation_form.add(session)
    if not len(found):
        st.write(_("No request was recorded yet."))
    for row in found.rows():
        with st.container(border=True):
            _request(row, date.today())
            _what_can_be_done(session, row)


def _request(row: Row, today: date) -> None:
    with st.container(horizontal=True):
        for words, icon, color in _badges(row, today):
            st.badge(words, icon=f":material/{icon}:", color=color)
    st.text(row["subject"])
    facts = [CouncilRequest(row["kind"]).label]
    if row["article"]:
        facts.append(_("article {article}", article=row["article"]))
    facts.append(_("asked on {day}", day=day(row["requested_on"])))
    if row["due_on"]:
        facts.append(_("answer wanted by {day}", day=day(row["due_on"])))
    if row["outcome_on"]:
        facts.append(_("said on {day}", day=day(row["outcome_on"])))
    st.caption(plain(" · ".join(facts)))
    if row["note"]:
        st.text(row["note"])


def _badges(row: Row, today: date) -> list[tuple[str, str, Any]]:
    """What was said and in how many days; or for how long it waits, and whether its day has passed."""
    days = voice.days_of(row, today)
    if row["outcome"]:
        outcome = CouncilOutcome(row["outcome"])
        return [
            (outcome.label, "gavel", _COLORS[outcome]),
            (ngettext("after {count} day", "after {count} days", days), "schedule", "gray"),
        ]
    told = [(ngettext("waits for {count} day", "waits for {count} days", days), "hourglass_top", "orange")]
    if row["due_on"] and row["due_on"] < today:
        told.append((_("past its date"), "event_busy", "red"))
    elif row["due_on"]:
        left = (row["due_on"] - today).days
        told.append((ngettext("{count} day left", "{count} days left", left), "schedule", "gray"))
    return told


def _what_can_be_done(session: Session, row: dict[str, Any]) -> None:
    if session.viewer.may(Right.ADVISE) and st.toggle(
        _("Change this, or say what the works council said"), key=f"change {row['id']}"
    ):
        consultation_form.change(session, row)
        trace.take_away(
            session, "consultation", row, _("Take this request away"), _("The request is taken away. Its trace stays."),
            _("A request that was withdrawn keeps its place: choose that as what came of it. Take away only what was recorded by mistake."),
            sure=_("Yes, take the request away"),
        )  # fmt: skip
    trace.show(session, "consultation", row["id"])
