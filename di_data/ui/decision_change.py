"""Changing a decision of the MT, its trace, and taking it away."""

from typing import Any

import streamlit as st

from di_data.language import gettext as _
from di_data.register.decisions import Decision, save_decision
from di_data.ui import draft, trace
from di_data.ui.action_quick import within_reach
from di_data.ui.decision_fields import Choices, Row, choices, form_fields
from di_data.ui.session import Session
from di_data.ui.showing import label
from di_data.vocabulary import DecisionStatus, Position


def show(session: Session, present: Row) -> None:
    """The form with the decision as it is now; of two people who save at once, nothing is lost."""
    known = choices(session, present)

    def inputs(kept: dict[str, Any]) -> dict[str, Any]:
        return _inputs(kept, known)

    def write(values: dict[str, Any], read_version: int) -> object:
        return save_decision(
            session.store, session.viewer, _decision(values, present["quarter"]), id=present["id"],
            read_version=read_version,
        )  # fmt: skip

    draft.form(
        present, form_fields(known), inputs, write, button=_("Save the change"),
        message=_("The decision is saved; everybody sees it now."), type="secondary",
    )  # fmt: skip
    trace.take_away(
        session, "decision", present, _("Take this decision away"), _("The decision is taken away."),
        _("A decision that is no longer wanted keeps its place: drop it. Take away only what was never decided."),
        sure=_("Yes, take the decision away"),
    )  # fmt: skip
    trace.show(session, "decision", present["id"])


def _inputs(kept: dict[str, Any], known: Choices) -> dict[str, Any]:
    words = {name: field.label for name, field in form_fields(known).items()}
    typed: dict[str, Any] = {"text": st.text_input(words["text"], kept["text"])}
    about = {"goal_id": known.goals, "action_id": known.actions, "unit_id": known.units}
    for (name, options), column in zip(about.items(), st.columns(3), strict=True):
        keys = list(options)
        typed[name] = column.selectbox(
            words[name], keys, index=keys.index(kept[name]) if kept[name] in options else None,
            format_func=options.get, placeholder="",
        )  # fmt: skip
    left, middle, right = st.columns(3)
    roles, states = list(Position), list(DecisionStatus)
    typed["owner_role"] = left.selectbox(
        words["owner_role"], roles, index=roles.index(Position(kept["owner_role"])), format_func=label
    )
    typed["due_on"] = middle.date_input(words["due_on"], kept["due_on"], format="DD-MM-YYYY", **within_reach())
    typed["status"] = right.selectbox(
        words["status"], states, index=states.index(DecisionStatus(kept["status"])), format_func=label
    )
    return typed


def _decision(values: dict[str, Any], quarter: str) -> Decision:
    return Decision(
        quarter=quarter, text=values["text"].strip(), owner_role=Position(values["owner_role"]),
        goal=values["goal_id"], action=values["action_id"], unit=values["unit_id"], due_on=values["due_on"],
        status=DecisionStatus(values["status"]),
    )  # fmt: skip
