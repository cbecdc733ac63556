"""Who has which role, given and taken by the administrator; and the log of who signed in."""

import uuid

import polars as pl

from di_data.access import Right, Viewer
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.register.records import Save, key_of, present_versions, save
from di_data.store import Store
from di_data.vocabulary import Role


def set_role(store: Store, viewer: Viewer, subject: str, role: Role, *, active: bool = True) -> None:
    """Give an account (its subject at the identity provider, often an e-mail address) a role, or take it."""
    viewer.must(Right.ADMINISTER)
    if not subject.strip():
        raise Refused(_("Fill in the account."))
    subject = subject.strip().lower()
    with store.write() as transaction:
        key = key_of("user_role", f"{subject}:{role.value}")
        save(transaction, viewer, [
            Save("user_role", key, present_versions(transaction, [key])[key],
                 {"subject": subject, "role": role.value, "active": active})
        ])  # fmt: skip


def log_sign_in(store: Store, subject: str, outcome: str) -> None:
    """Note that somebody signed in: `outcome` is granted, no_role or expired."""
    with store.write() as transaction:
        transaction.insert("sign_in", pl.DataFrame([{
            "id": str(uuid.uuid4()), "signed_in_at": transaction.moment, "subject": subject, "outcome": outcome,
        }]))  # fmt: skip
