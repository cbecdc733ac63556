"""Where the chain agreed → did → saw → learned is broken, and so something gets lost. Rows of safe tables."""

from datetime import date
from typing import Any

from di_data.disclosure import SafeTable
from di_data.reports.waiting import unevaluated
from di_data.vocabulary import ActionStatus, CardStatus, EvaluationResult, GoalStatus

__all__ = ["unevaluated", "unseen", "without_indicator", "without_started_step"]


def without_indicator(goals: SafeTable) -> SafeTable:
    """The chosen goals without an indicator: nobody can see whether they come closer."""
    return goals.where(status=GoalStatus.CHOSEN.value, indicator=None)


def without_started_step(sessions: SafeTable) -> SafeTable:
    """The finished sessions of which no next step was started, or that chose none."""
    return sessions.where(status=CardStatus.FINISHED.value, started_steps=0)


def unseen(actions: SafeTable, today: date) -> SafeTable:
    """The running and finished actions with an expectation whose day has passed while nobody looked at it since.

    A finished action that was never evaluated is not among them: that is a broken link of its own (`unevaluated`).
    Where the expectation names no day, an earlier evaluation with a result has looked at it as well.
    """
    alive = actions.where(status=[ActionStatus.RUNNING.value, ActionStatus.DONE.value])
    keys = [row["id"] for row in alive.rows() if _is_unseen(row, today)]
    return alive.where(id=keys)


def _is_unseen(action: dict[str, Any], today: date) -> bool:
    if action["evaluate_on"] >= today or not _expects(action):
        return False
    if action["evaluated_on"] is None:
        return bool(action["status"] == ActionStatus.RUNNING)
    is_early = action["expected_by"] is not None or action["result"] == EvaluationResult.TOO_EARLY
    return bool(is_early and action["evaluated_on"] < action["evaluate_on"])


def _expects(action: dict[str, Any]) -> bool:
    return bool(action["expectation"] or action["expected_indicator"] or action["expected_by"])
