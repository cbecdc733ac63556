"""Erasing a text on request (GDPR): the one exception to "nothing is ever overwritten". It goes from all versions of the
record, and that it happened is kept: who, when, which field, never what it said."""

import polars as pl

from di_data.access import Right, Viewer
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.store import Store

ERASABLE: dict[str, tuple[str, ...]] = {
    "goal": ("title", "description", "theme"),
    "check_in": ("note",),
    "action": ("title", "expectation", "solution_direction", "frame", "instrument", "steps"),
    "action_note": ("text",),
    "evaluation": ("learned",),
    "decision": ("text",),
    "remark": ("text", "answer", "follow_up"),
    "consultation": ("subject", "article", "note"),
    "dialogue_session": ("meaning", "experiences", "results", "success_reasons", "future_vision", "choice_reason", "reflection", "take_along", "intentions", "reasons"),
    "goal_proposal": ("text", "theme"),
    "solution_direction": ("text",),
    "frame": ("text",),
    "next_step": ("text", "started_with"),
    "programme_step": ("question", "answer"),
    "stakeholder": ("who", "interest"),
    "agreement_moment": ("note",),
    "programme_scope": ("note",),
    "instrument": ("name", "purpose"),
    "photo": ("content",),
}  # fmt: skip
"""The texts of each kind of record that can be erased."""

_STATEMENT = {("action", "steps"): "action_step", ("dialogue_session", "reasons"): "factor_rating"}
"""The statements of texts that stand in a table of their own; the others are named after their kind."""

MARK = "[…]"
"""What stands in the place of an erased text that may not be empty."""


def erase(store: Store, viewer: Viewer, kind: str, id: str, field: str) -> int:
    """Erase a text of a record from all its versions; returns in how many rows it was. Raises Refused, NotAllowed."""
    viewer.must(Right.ERASE_TEXTS)
    if field not in ERASABLE.get(kind, ()):
        raise Refused(_("This text cannot be erased."))
    with store.write() as transaction:
        rows = transaction.erase(_STATEMENT.get((kind, field), kind), id=id, field=field, mark=MARK)
        if not rows:
            raise Refused(_("There is nothing to erase here any more. Open the page again."))
        transaction.insert("erasure", pl.DataFrame([{
            "record": id, "kind": kind, "field": field, "erased_at": transaction.moment, "erased_by": viewer.subject,
            "versions": rows,
        }]))  # fmt: skip
    store.forget()
    return rows
