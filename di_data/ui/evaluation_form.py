"""The form with which HR logs an evaluation."""

from datetime import date

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.register.programme import Evaluation, save_evaluation
from di_data.ui.session import Session
from di_data.ui.showing import label, saves, saving
from di_data.vocabulary import ActionStatus, BehaviourPhase, EvaluationResult, NextMove


def show(session: Session, actions: SafeTable) -> None:
    """Actions that are done and not evaluated stand first; the expectation stands beside the question."""
    ordered = sorted(
        actions.rows(), key=lambda row: (row["status"] != ActionStatus.DONE, row["evaluations"], row["title"])
    )
    titles = {row["id"]: row["title"] for row in ordered}
    if not titles:
        st.info(_("There is no action to evaluate yet."))
        return
    chosen = st.selectbox(_("Action"), list(titles), format_func=titles.get, key="evaluated_action")
    expectation = next(row["expectation"] for row in ordered if row["id"] == chosen)
    st.text(_("What was expected: {expectation}", expectation=expectation or _("nothing was written down beforehand")))
    with st.form(f"evaluation {chosen} {saves()}", border=True):
        left, right = st.columns(2)
        result = left.selectbox(_("Result against what was expected"), list(EvaluationResult), format_func=label)
        evaluated_on = right.date_input(_("Date of the evaluation"), date.today(), format="DD-MM-YYYY")
        phase = left.selectbox(
            _("Phase that was reached"), list(BehaviourPhase), index=None, format_func=label, placeholder=""
        )
        move = right.selectbox(_("What now?"), list(NextMove), format_func=label)
        learned = st.text_area(_("What did we learn?"), height=100)
        sent = st.form_submit_button(_("Save the evaluation"), type="primary")
    if not sent:
        return
    with saving(_("The evaluation is saved; everybody sees it now.")):
        save_evaluation(session.store, session.viewer, Evaluation(
            action=chosen, evaluated_on=evaluated_on, result=result, learned=learned, next_move=move, behaviour_phase=phase,
        ))  # fmt: skip
