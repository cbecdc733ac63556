"""What happens with a factor: the actions aimed at it, goals that came from sessions, and promise against delivery."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import streamlit as st

from di_data.council_terms import AboutKind
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import NOTHING, day, number
from di_data.reports import dialogue, factor_words, programme, status_words
from di_data.reports.factor_review import FactorReview, delivered, without_start
from di_data.ui import ask, glossary
from di_data.ui.navigation import link
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import behind, plain
from di_data.vocabulary import ActionStatus, EvaluationResult, Factor, GoalStatus, Ladder

MOST = 5
"""Actions and sessions that are named; the pages behind them have all."""


def show(session: Session, factor: Factor, unit: str) -> None:
    """The actions for a factor, those for the department (its key) that was chosen first by name."""
    aimed = read(programme.actions, session).holding("factors", factor.value)
    for sentence in factor_words.aimed(list(aimed.rows())):
        st.write(plain(sentence))
    glossary.terms("ladder", place="actions")
    _here(session, aimed.holding("unit_ids", unit))
    behind(
        _("All these actions in a table"), lambda: [_action(row) for row in aimed.rows()], key=f"aimed {factor.value}"
    )


def goals(found: FactorReview | None) -> None:
    """The chosen goals on the figure of a factor, each with its status and the reason, as the MT reads it."""
    for one in () if found is None else found.goals:
        goal = one.standing.goal
        st.write(
            plain(
                _(
                    "Goal “{title}”: {status}. {reason}",
                    title=goal["title"],
                    status=status_words.name(one.status.course),
                    reason=status_words.sentence(one.status),
                )
            )
        )
        link("goals", _("See what was agreed, done, seen and learned"), goal=goal["id"])


def _here(session: Session, actions: SafeTable) -> None:
    if not len(actions):
        st.write(_("None of these actions is for this department alone or together with others."))
        return
    st.write(
        ngettext(
            "For this department there is {count} action:",
            "For this department there are {count} actions:",
            len(actions),
        )
    )
    for row in list(actions.rows())[:MOST]:
        rung = f" · {Ladder(row['participation_ladder']).label}" if row["participation_ladder"] else ""
        link("action_sheet", plain(f"{row['title']} ({ActionStatus(row['status']).label}{rung})"), action=row["id"])
        ask.link(session, AboutKind.ACTION, row["id"])


def _action(row: Mapping[str, Any]) -> dict[str, str]:
    return {
        _("Action"): row["title"],
        _("Status"): ActionStatus(row["status"]).label,
        _("Ready on"): day(row["due_on"]),
        _("Departments"): ", ".join(row["unit_names"] or ()),
        _("Rung of the participation ladder"): Ladder(row["participation_ladder"]).label if row["participation_ladder"] else NOTHING,
        _("Evaluation"): EvaluationResult(row["result"]).label if row["result"] else _("not evaluated yet"),
    }  # fmt: skip


def origins(session: Session) -> None:
    """What came of the sessions: goals, and the sessions after which nothing started."""
    st.write(
        plain(factor_words.origin(list(read(programme.goals, session).where(status=GoalStatus.CHOSEN.value).rows())))
    )
    idle = without_start(read(dialogue.sessions, session))
    if not idle:
        st.write(_("After every session something started."))
        return
    st.write(ngettext("After {count} session nothing started:", "After {count} sessions nothing started:", len(idle)))
    for row in idle[:MOST]:
        link("dialogue_sessions", plain(f"{row['unit_name']}, {day(row['held_on'])}"), session=row["id"])


def promises(session: Session) -> None:
    """Promise against delivery, per department."""
    found = delivered(read(programme.actions, session).rows(), date.today())
    st.write(plain(factor_words.promise(found)))
    behind(_("Per department"), lambda: [
        {_("Department"): one.unit_name, _("Ready by now, as agreed"): number(one.promised), _("Done"): number(one.done), _("Evaluated"): number(one.evaluated)}
        for one in found
    ], key="promises")  # fmt: skip
