"""What the auditor found, kept: when, by whom, and how many figures were not protected."""

import uuid
from dataclasses import dataclass

import polars as pl

from di_data.access import Right, Viewer
from di_data.store import Store


@dataclass(frozen=True)
class Found:
    """The outcome of one audit: the key of the newest publication that it read, and numbers of figures."""

    publication: str
    shown: int
    hidden: int
    unprotected: int


def keep(store: Store, viewer: Viewer, found: Found) -> None:
    """Keep the outcome of an audit. Raises NotAllowed."""
    viewer.must(Right.ADMINISTER)
    with store.write() as transaction:
        row = {"id": str(uuid.uuid4()), "audited_at": transaction.moment, "audited_by": viewer.subject}
        transaction.insert("privacy_audit", pl.DataFrame([{**row, **found.__dict__}]))
