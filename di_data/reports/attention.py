"""What needs somebody now: sentences with the page on which to act, per right."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.reports import deliveries, dialogue, figures, programme
from di_data.store import Store
from di_data.vocabulary import ActionStatus, DecisionStatus, Factor

FIGURES_ARE_LATE_AFTER = timedelta(days=75)
"""A month's absence figures are there within about six weeks; one month more is late."""

OWN_FACTORS = (Factor.PARTICIPATION.value, Factor.AUTONOMY.value)
"""The factors that the works council follows closest."""


@dataclass(frozen=True)
class Attention:
    """One thing to do: a sentence, the file of the page where it is done, and what to look at there."""

    sentence: str
    page: str
    address: dict[str, str] = field(default_factory=dict)


def attention(store: Store, viewer: Viewer, today: date) -> list[Attention]:
    """What needs this viewer now, most urgent first."""
    found: list[Attention] = []
    if viewer.may(Right.LOAD_DATA):
        found += _files(store, viewer, today)
    if viewer.may(Right.DECIDE):
        found += _decisions(store, viewer, today)
    if viewer.may(Right.SEE_ACTIONS):
        found += _actions(programme.actions(store, viewer), viewer, today)
    if viewer.may(Right.SEE_SESSIONS):
        found += _sessions(dialogue.sessions(store, viewer))
    return found


def _files(store: Store, viewer: Viewer, today: date) -> list[Attention]:
    if not len(deliveries.deliveries(store, viewer)):
        return [
            Attention(_("No file was loaded yet. Begin with the departments, then the sickness absence."), "load_data")
        ]
    late = [
        row["name"]
        for row in figures.indicators(store, viewer).rows()
        if row["code"] == "absence_rate" and row["last_period"] and today - row["last_period"] > FIGURES_ARE_LATE_AFTER
    ]
    return [Attention(_("The sickness absence of the last months is not loaded yet."), "load_data")] if late else []


def _decisions(store: Store, viewer: Viewer, today: date) -> list[Attention]:
    open_ones = programme.decisions(store, viewer).where(status=DecisionStatus.OPEN.value)
    if not len(open_ones):
        return []
    overdue = sum(1 for due in open_ones.column("due_on") if due and due < today)
    sentence = ngettext(
        "{count} decision of the MT is still open", "{count} decisions of the MT are still open", len(open_ones)
    )
    if overdue:
        sentence += ngettext(", of which {count} past its date", ", of which {count} past their date", overdue)
    return [Attention(sentence + ".", "quarterly_review")]


def overdue(actions: SafeTable, today: date) -> SafeTable:
    """The actions that are planned or running past their date."""
    unfinished = actions.where(status=[ActionStatus.PLANNED.value, ActionStatus.RUNNING.value])
    return unfinished.between("due_on", high=today - timedelta(days=1))


def unevaluated(actions: SafeTable) -> SafeTable:
    """The actions that are done and were never evaluated."""
    return actions.where(status=ActionStatus.DONE.value, evaluations=0)


def _actions(actions: SafeTable, viewer: Viewer, today: date) -> list[Attention]:
    found = []
    late, unseen = overdue(actions, today), unevaluated(actions)
    if len(late):
        found.append(
            Attention(
                ngettext("{count} action is past its date.", "{count} actions are past their date.", len(late)),
                "actions",
                {"status": "overdue"},
            )
        )
    if len(unseen):
        found.append(Attention(
            ngettext("{count} action is done but not evaluated yet.", "{count} actions are done but not evaluated yet.", len(unseen)),
            "actions", {"status": "unevaluated"}))  # fmt: skip
    if viewer.may(Right.SEE_WORKS_COUNCIL) and not viewer.may(Right.DECIDE):
        running = actions.where(status=ActionStatus.RUNNING.value).holding("factors", *OWN_FACTORS)
        found.append(Attention(
            ngettext("{count} running action is aimed at participation or autonomy.",
                     "{count} running actions are aimed at participation or autonomy.", len(running)),
            "works_council"))  # fmt: skip
    return found


def _sessions(sessions: SafeTable) -> list[Attention]:
    idle = [row for row in sessions.rows() if row["next_steps"] and not row["started_steps"]]
    if not idle:
        return []
    return [Attention(
        ngettext("{count} dialogue session has a next step that was not started.",
                 "{count} dialogue sessions have a next step that was not started.", len(idle)),
        "dialogue_sessions")]  # fmt: skip
