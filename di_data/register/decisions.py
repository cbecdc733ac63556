"""Writing the decisions of the MT, and what came of them."""

from dataclasses import asdict, dataclass
from datetime import date

from di_data.access import Right, Viewer
from di_data.errors import Conflict
from di_data.language import gettext
from di_data.register.history import versions
from di_data.register.records import CHANGED_MEANWHILE, Save, new_key, refuse_empty, refuse_texts, save
from di_data.store import Store
from di_data.vocabulary import DecisionStatus, Position


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision of the MT in the review of a quarter ("2025-Q1"); `goal`, `action` and `unit` are keys."""

    quarter: str
    text: str
    owner_role: Position
    goal: str | None = None
    action: str | None = None
    unit: str | None = None
    due_on: date | None = None
    status: DecisionStatus = DecisionStatus.OPEN


def save_decision(
    store: Store, viewer: Viewer, decision: Decision, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save a decision of the MT; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.DECIDE)
    refuse_empty(gettext("Decision"), decision.text)
    refuse_texts({gettext("Decision"): decision.text})
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [Save("decision", key, read_version, asdict(decision))])
    return key


def set_status(store: Store, viewer: Viewer, id: str, status: DecisionStatus, *, read_version: int) -> None:
    """Say where a decision (its key) stands; the rest of it stays. Raises Conflict, NotAllowed."""
    viewer.must(Right.DECIDE)
    with store.write() as transaction:
        known = versions(transaction, "decision", id)
        if not known:
            raise Conflict(CHANGED_MEANWHILE)
        columns = known[-1].columns | {"status": status.value}
        save(transaction, viewer, [Save("decision", id, read_version, columns)])
