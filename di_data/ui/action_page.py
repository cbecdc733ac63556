"""One action with everything around it: its evaluations, its notes, who changed what, and taking it away."""

from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.notation import day, moment
from di_data.reports import programme
from di_data.reports.trace import changes
from di_data.ui import (
    action_notes,
    action_reading,
    action_sheet,
    evaluation_follow_up,
    evaluation_form,
    trace,
)
from di_data.ui.action_choices import Choices, choices
from di_data.ui.action_flags import Flag, flagged
from di_data.ui.navigation import link
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import plain, saves
from di_data.vocabulary import BehaviourPhase, EvaluationResult, NextMove


def show(session: Session, key: str) -> None:
    """The action with this key; where there is none, what can be done."""
    actions = read(programme.actions, session)
    row = actions.where(id=key).first()
    if row is None:
        _gone(session, key)
        return
    options, may = choices(session), session.viewer.may(Right.LOG_ACTIONS)
    flags = flagged(actions.where(id=key), date.today()).get(key, [])
    evaluations = read(programme.evaluations, session).where(action_id=key)
    st.header(plain(row["title"]), anchor=False)
    st.caption(_("Saved by {who}, {when}.", who=plain(who(row["changed_by"])), when=moment(row["valid_from"])))
    if row["session_id"] and session.viewer.may(Right.SEE_SESSIONS):
        link("dialogue_sessions", _("The dialogue session that chose this action"), session=row["session_id"])
    if may:
        evaluation_follow_up.show(
            session, evaluation_follow_up.left_undone(evaluations, actions.where(id=key)), on_sheet=True
        )
    if may and Flag.UNEVALUATED in flags:
        with st.container(border=True):
            st.subheader(_("Done. What came of it?"), anchor=False)
            evaluation_form.show(session, row, options)
    if may:
        action_sheet.show(session, row, flags, options)
    else:
        action_reading.show(row, flags, options)
    _evaluations(session, row, list(evaluations.rows()), options, is_open=Flag.UNEVALUATED not in flags)
    st.header(_("Notes"), anchor=False)
    action_notes.show(session, key)
    trace.show(session, "action", key)
    if may:
        trace.take_away(
            session, "action", row, _("Take this action away"), _("The action is taken away."),
            _("For an action that was logged by mistake. An action that you stop with keeps its place with the status “Stopped”. Taking away can be undone on this page."),
            sure=_("Yes, take the action away"),
        )  # fmt: skip


def _evaluations(
    session: Session, action: Mapping[str, Any], evaluations: list[dict[str, Any]], options: Choices, *, is_open: bool
) -> None:
    st.header(_("Evaluations"), anchor=False)
    for row in evaluations:
        with st.container(border=True):
            _evaluation(session, row)
    if not evaluations:
        st.write(_("This action was not evaluated yet."))
    if not is_open or not session.viewer.may(Right.LOG_ACTIONS):
        return
    if st.toggle(_("Evaluate this action"), key=f"evaluate {action['id']} {saves()}"):
        evaluation_form.show(session, action, options)


def _evaluation(session: Session, row: Mapping[str, Any]) -> None:
    facts = [day(row["evaluated_on"]), EvaluationResult(row["result"]).label]
    if row["behaviour_phase"]:
        facts.append(BehaviourPhase(row["behaviour_phase"]).label)
    facts.append(_("What now: {move}.", move=NextMove(row["next_move"]).label.lower()))
    st.caption(plain(" · ".join(facts)))
    st.text(row["learned"])
    if session.viewer.may(Right.LOG_ACTIONS):
        box = st.expander(_("Change this evaluation"), key=f"open evaluation {row['id']}", on_change="rerun")
        if box.open:
            with box:
                evaluation_form.change(session, row)
                trace.take_away(
                    session, "evaluation", row, _("Take this evaluation away"), _("The evaluation is taken away."),
                    sure=_("Yes, take the evaluation away"),
                )  # fmt: skip
    trace.show(session, "evaluation", row["id"])


def _gone(session: Session, key: str) -> None:
    """Why there is no action to show; one that was taken away can be brought back here."""
    if _is_key(key) and len(read(changes, session, kind="action", id=key)):
        st.info(_("This action was taken away. Undo the last change to bring it back."))
        trace.show(session, "action", key)
    else:
        st.info(_("Choose an action in the list on the page Actions."))
    link("actions", _("To all actions"))


def _is_key(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
