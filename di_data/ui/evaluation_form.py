"""Writing down what came of an action, beside what was expected of it; and changing that later."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from di_data.errors import InzetwijzerError, Refused
from di_data.language import gettext as _
from di_data.language import mark
from di_data.notation import day
from di_data.register.actions import Evaluation, save_evaluation
from di_data.ui import draft, evaluation_figure
from di_data.ui.action_choices import Choices
from di_data.ui.action_flags import expected
from di_data.ui.action_quick import within_reach
from di_data.ui.draft import FormField
from di_data.ui.navigation import link
from di_data.ui.session import Session
from di_data.ui.showing import label, note_saved, saves
from di_data.vocabulary import BehaviourPhase, EvaluationResult, NextMove, Term

Values = Mapping[str, Any]
_SAVED = mark("The evaluation is saved; everybody sees it now.")
_UNSAID = mark("Choose an answer to “{field}”.")
_NOTHING: Values = {
    "result": None, "learned": "", "behaviour_phase": None, "next_move": None, "evaluated_on": None
}  # fmt: skip


def show(session: Session, action: Values, choices: Choices, *, then_next: bool = False) -> None:
    """The form for a new evaluation of an action. `then_next`: afterwards the page is free for another action."""
    beside, form = st.columns([2, 3])
    with beside:
        _beside(session, action, choices)
        if then_next:
            link("action_sheet", _("Open the action"), action=action["id"])
    with form, st.form(f"evaluation {action['id']} {saves()}"):
        told = _inputs(_NOTHING)
        sent = st.form_submit_button(_("Save the evaluation"), type="primary")
    if not sent:
        return
    try:
        save_evaluation(session.store, session.viewer, _evaluation(told, action["id"]))
    except InzetwijzerError as error:
        with form:
            st.error(error.message)
        return
    if then_next:
        st.query_params.pop("action", None)
    note_saved(_(_SAVED))
    st.rerun()


def change(session: Session, present: Values) -> None:
    """The form that changes an evaluation."""

    def write(values: dict[str, Any], read_version: int) -> object:
        evaluation = _evaluation(values, present["action_id"])
        return save_evaluation(session.store, session.viewer, evaluation, id=present["id"], read_version=read_version)

    draft.form(present, fields(), _inputs, write, button=_("Save the change"), message=_(_SAVED), type="secondary")


def fields() -> dict[str, FormField]:
    """Every field of an evaluation with its words."""

    def one(terms: type[Term]) -> Any:
        return lambda code: terms(code).label if code else ""

    return {
        "result": FormField(_("Result against what was expected"), one(EvaluationResult)),
        "learned": FormField(_("What did we learn?")),
        "behaviour_phase": FormField(_("Phase that was reached"), one(BehaviourPhase)),
        "next_move": FormField(_("What now?"), one(NextMove)),
        "evaluated_on": FormField(_("Date of the evaluation"), lambda value: day(value) if value else ""),
    }


def _beside(session: Session, action: Values, choices: Choices) -> None:
    st.subheader(_("What was expected"), anchor=False)
    for line in expected(action, choices.indicators) or [_("Nothing was written down beforehand.")]:
        st.text(line)
    evaluation_figure.show(session, action, choices)


def _inputs(kept: Values) -> dict[str, Any]:
    """One click an answer; the words of the field stand above it."""
    words = {name: field.label for name, field in fields().items()}
    return {
        "result": _one_of(words["result"], list(EvaluationResult), kept["result"]),
        "learned": st.text_area(words["learned"], kept["learned"], height=100),
        "behaviour_phase": _one_of(words["behaviour_phase"], list(BehaviourPhase), kept["behaviour_phase"]),
        "next_move": _one_of(words["next_move"], list(NextMove), kept["next_move"]),
        "evaluated_on": st.date_input(
            words["evaluated_on"], kept["evaluated_on"] or date.today(), format="DD-MM-YYYY", **within_reach()
        ),
    }


def _one_of(words: str, terms: Sequence[Term], chosen: str | None) -> Any:
    return st.segmented_control(words, terms, default=chosen, format_func=label)


def _evaluation(told: Values, action: str) -> Evaluation:
    """The evaluation to save. Raises Refused for an answer that was not given."""
    for name in ("result", "next_move"):
        if told[name] is None:
            raise Refused(_UNSAID, field=fields()[name].label)
    return Evaluation(
        action=action, evaluated_on=told["evaluated_on"], result=told["result"], learned=told["learned"].strip(),
        next_move=told["next_move"], behaviour_phase=told["behaviour_phase"],
    )  # fmt: skip
