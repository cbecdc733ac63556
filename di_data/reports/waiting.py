"""Which actions wait for something: past their date, without news, to be evaluated. Rows of safe tables."""

from datetime import date, datetime, time, timedelta

from di_data.config import EVALUATION_DAYS, STALE_DAYS
from di_data.disclosure import SafeTable
from di_data.disclosure.safe_table import join_rows
from di_data.vocabulary import ActionStatus, EvaluationResult


def overdue(actions: SafeTable, today: date) -> SafeTable:
    """The actions that are planned or running past their date."""
    unfinished = actions.where(status=[ActionStatus.PLANNED.value, ActionStatus.RUNNING.value])
    return unfinished.between("due_on", high=today - timedelta(days=1))


def unevaluated(actions: SafeTable) -> SafeTable:
    """The actions that are done and were never evaluated."""
    return actions.where(status=ActionStatus.DONE.value, evaluations=0)


def stale(actions: SafeTable, today: date) -> SafeTable:
    """The running actions of which nothing was changed, noted or evaluated for STALE_DAYS."""
    last = datetime.combine(today - timedelta(days=STALE_DAYS), time.max)
    return actions.where(status=ActionStatus.RUNNING.value).between("touched_at", high=last)


def to_evaluate(actions: SafeTable, today: date) -> SafeTable:
    """What is to be evaluated, longest waiting first by `evaluate_on`: every action that is done and was never
    evaluated, running ones whose expectation should show by now, and those of which it was too early to say."""
    running = actions.where(status=ActionStatus.RUNNING.value, evaluations=0).between("evaluate_on", high=today)
    early = actions.where(status=[ActionStatus.RUNNING.value, ActionStatus.DONE.value])
    early = early.where(result=EvaluationResult.TOO_EARLY.value)
    again = early.between("evaluated_on", high=today - timedelta(days=EVALUATION_DAYS))
    return join_rows([unevaluated(actions), running, again]).sorted("evaluate_on", "title")
