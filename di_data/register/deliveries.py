"""Withdrawing a delivery: its figures no longer count, the previous ones do again."""

import uuid

import polars as pl

from di_data.access import Right, Viewer
from di_data.errors import WrongUse
from di_data.language import gettext
from di_data.language import mark as _
from di_data.register.records import refuse_personal
from di_data.store import Store


def withdraw(store: Store, viewer: Viewer, delivery: str, reason: str | None = None) -> None:
    """Withdraw a delivery by its key. Raises WrongUse when there is none or it is withdrawn already."""
    viewer.must(Right.LOAD_DATA)
    refuse_personal({gettext("Reason"): reason})
    with store.write() as transaction:
        known = transaction.read("loading/deliveries")
        found = known.filter(pl.col("id") == _key(delivery))
        if found.is_empty():
            raise WrongUse(_("There is no delivery with this number. See “python -m di_data deliveries”."))
        if found["withdrawn_at"][0] is not None:
            raise WrongUse(_("This delivery was withdrawn before."))
        transaction.insert("delivery_withdrawal", pl.DataFrame([{
            "delivery": found["id"][0], "withdrawn_at": transaction.moment, "withdrawn_by": viewer.subject,
            "reason": reason,
        }], infer_schema_length=None))  # fmt: skip


def _key(text: str) -> str:
    try:
        return str(uuid.UUID(text))
    except ValueError:
        return ""
