"""Saving versions of records: nothing is overwritten, and two saves on one version are a conflict."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field

import polars as pl

from di_data.access import Viewer
from di_data.contracts import personal_data
from di_data.errors import Conflict, Refused
from di_data.language import mark as _
from di_data.store import Transaction

NAMESPACE = uuid.UUID("6f1c2b1e-3c0a-5d0e-9d5b-2b1f6f0a7c11")
"""For keys made of a reference, so that the same reference in a later file is the same record."""


WITHOUT_RECORD = frozenset(
    {"action_note", "stakeholder", "agreement_moment", "programme_scope", "instrument", "group_minimum", "consultation"}
)
"""Kinds to which no other record refers: they have no row in `record` (decision 0003)."""

CHANGED_MEANWHILE = _(
    "Somebody else saved this in the meantime. Open it again to see the newest version; what you typed is still here."
)

LONGEST_TITLE, LONGEST_TEXT = 200, 4000
"""Characters: a title fits on a line of a list, a text on a page."""


def key_of(kind: str, reference: str) -> str:
    """The key of the record of this kind with this reference."""
    return str(uuid.uuid5(NAMESPACE, f"{kind}:{reference.strip().lower()}"))


def new_key() -> str:
    """A key for a record without a reference."""
    return str(uuid.uuid4())


@dataclass(frozen=True)
class Save:
    """One version to save. `read_version` is the version that the user had before them; 0 for a new record.

    `children` are the rows of tables that belong to a version, by table and the column that names the record.
    """

    kind: str
    id: str
    read_version: int
    columns: dict[str, object]
    children: dict[tuple[str, str], list[dict[str, object]]] = field(default_factory=dict)


def refuse_personal(texts: dict[str, str | None]) -> None:
    """Raise Refused when a text holds a BSN or an e-mail address; `texts` by the label of its field."""
    for label, text in texts.items():
        if text and (kind := personal_data.in_text(text)):
            message = {
                "bsn": _("“{field}” seems to hold a citizen service number (BSN). Take it out; nothing was saved."),
                "email": _("“{field}” holds an e-mail address. Take it out; nothing was saved."),
            }[kind]
            raise Refused(message, field=label)


def refuse_texts(texts: dict[str, str | None], *, longest: int = LONGEST_TEXT) -> None:
    """Raise Refused when a text is too long or holds personal data; `texts` by the label of its field."""
    for label, text in texts.items():
        if text and len(text) > longest:
            raise Refused(_("“{field}” is too long: at most {longest} characters."), field=label, longest=longest)
    refuse_personal(texts)


def refuse_empty(label: str, text: str | None) -> None:
    """Raise Refused when nothing was filled in."""
    if not text or not text.strip():
        raise Refused(_("Fill in “{field}”."), field=label)


def present_versions(transaction: Transaction, keys: Sequence[str]) -> dict[str, int]:
    """The version that counts of each record; 0 where none does (never saved, or withdrawn with its file)."""
    known = _versions(transaction, keys)
    return {key: known.get(key, (0, 0))[1] for key in keys}


def _versions(transaction: Transaction, keys: Sequence[str]) -> dict[str, tuple[int, int]]:
    """The highest version and the version that counts, of the records that have one."""
    rows = transaction.read("store/versions_of", ids=list(keys)).rows()
    return {key: (highest, present or 0) for key, highest, present in rows}


def save(transaction: Transaction, viewer: Viewer, saves: list[Save], *, delivery: str | None = None) -> None:
    """Save the versions, all or none. Raises Conflict when a record changed since it was read."""
    known = _versions(transaction, [saved.id for saved in saves])
    for saved in saves:
        if known.get(saved.id, (0, 0))[1] != saved.read_version:
            raise Conflict(CHANGED_MEANWHILE)
    highest = {saved.id: known.get(saved.id, (0, 0))[0] for saved in saves}
    for kind in dict.fromkeys(saved.kind for saved in saves):
        _insert(transaction, viewer, [saved for saved in saves if saved.kind == kind], highest, delivery)


def _insert(
    transaction: Transaction, viewer: Viewer, saves: list[Save], highest: dict[str, int], delivery: str | None
) -> None:
    kind = saves[0].kind
    new = [{"id": saved.id, "kind": kind} for saved in saves if highest[saved.id] == 0]
    if kind not in WITHOUT_RECORD:
        transaction.insert("record", pl.DataFrame(new))
    trace = {"valid_from": transaction.moment, "changed_by": viewer.subject}
    if delivery is not None:
        trace["delivery"] = delivery
    rows = [{"id": saved.id, "version": highest[saved.id] + 1, **trace, **saved.columns} for saved in saves]
    transaction.insert(kind, pl.DataFrame(rows, infer_schema_length=None))
    for table, owner in dict.fromkeys(key for saved in saves for key in saved.children):
        children = [
            {owner: saved.id, "version": highest[saved.id] + 1, **child}
            for saved in saves
            for child in saved.children.get((table, owner), ())
        ]
        transaction.insert(table, pl.DataFrame(children, infer_schema_length=None))
