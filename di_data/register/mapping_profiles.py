"""Mapping profiles that users save: how the files of one of their sources are read."""

import polars as pl

from di_data.access import Right, Viewer
from di_data.errors import Refused, WrongUse
from di_data.language import mark as _
from di_data.register.records import refuse_personal
from di_data.store import Store, Transaction

LONGEST_NAME = 60


def save_profile(transaction: Transaction, viewer: Viewer, name: str, kind: str, content: str) -> None:
    """Save a next version of the profile of this name; `content` is its file (TOML). Raises Refused."""
    viewer.must(Right.LOAD_DATA)
    name = checked_name(name)
    refuse_personal({"profile": content})
    known = transaction.read("loading/mapping_profiles", profile=name)
    version = int(known["version"][0]) + 1 if known.height else 1
    transaction.insert("mapping_profile", pl.DataFrame([{
        "name": name, "version": version, "valid_from": transaction.moment, "changed_by": viewer.subject,
        "kind": kind, "content": content, "active": True,
    }]))  # fmt: skip


def checked_name(name: str) -> str:
    """The name without spaces around it. Raises Refused for an empty or too long one."""
    name = " ".join(name.split())
    if not name or len(name) > LONGEST_NAME:
        raise Refused(_("Give the profile a name of at most {longest} characters."), longest=LONGEST_NAME)
    return name


def retire_profile(store: Store, viewer: Viewer, name: str) -> None:
    """The profile is no longer used. Raises WrongUse when there is none of this name."""
    viewer.must(Right.LOAD_DATA)
    with store.write() as transaction:
        known = transaction.read("loading/mapping_profiles", profile=name)
        if known.is_empty() or not known["active"][0]:
            raise WrongUse(_("There is no profile “{name}”. See “python -m di_data profiles”."), name=name)
        row = known.row(0, named=True)
        transaction.insert("mapping_profile", pl.DataFrame([{
            **row, "version": row["version"] + 1, "valid_from": transaction.moment, "changed_by": viewer.subject,
            "active": False,
        }]))  # fmt: skip
