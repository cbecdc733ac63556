"""Step 7: one or two next steps with who and when, and what was started on the spot."""

from datetime import timedelta

import streamlit as st

from di_data.language import gettext as _
from di_data.register.cards import NextStep, save_next_step
from di_data.reports import dialogue, programme
from di_data.ui import session_steps
from di_data.ui.card.later import attempt, later, refusal
from di_data.ui.card.opened import OpenCard
from di_data.ui.session import Session
from di_data.ui.showing import label
from di_data.vocabulary import Position

MOST_STEPS = 2
"""Next steps of a session: more is a plan, and nobody starts a plan on the spot."""

DAYS = 14
"""A next step is small: it is ready in two weeks, unless the group says otherwise."""


def steps(card: OpenCard) -> None:
    """The steps that were chosen, and a line for another one; an action of the plan can be taken as it is."""
    rows = list(card.rows_of(dialogue.next_steps).rows())
    session_steps.show(card.user, card.id, rows, large=True)
    if len(rows) > MOST_STEPS:
        st.info(_("One or two next steps work best: small enough to start today."))
    known = {row["text"] for row in rows}
    plan = [title for title in card.rows_of(programme.actions).column("title") if title not in known]
    with st.form("new_step", border=True):
        st.selectbox(
            _("What do we do first?"), plan, index=None, accept_new_options=True, key="step_text",
            placeholder=_("Choose an action of the plan, or type something else"),
        )  # fmt: skip
        left, right = st.columns(2)
        left.selectbox(_("Who"), list(Position), index=2, format_func=label, key="step_owner")
        right.date_input(_("When"), card.fields["held_on"] + timedelta(days=DAYS), format="DD-MM-YYYY", key="step_due")
        st.text_input(
            _("What was started on the spot"), key="step_started_with",
            help=_("For example: the appointment is made, the question is asked. Empty if it still has to start."),
        )  # fmt: skip
        st.form_submit_button(_("Add the next step"), type="primary", on_click=later, args=(_add, card.id))
    refusal("next_step")


def _add(user: Session, session: str) -> None:
    typed = st.session_state
    begun = (typed["step_started_with"] or "").strip() or None
    step = NextStep(
        (typed["step_text"] or "").strip(), typed["step_owner"], typed["step_due"], begun is not None, begun
    )
    if attempt("next_step", lambda: save_next_step(user.store, user.viewer, session, step), "step_started_with"):
        typed["step_text"] = None
