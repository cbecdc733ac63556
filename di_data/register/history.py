"""Every version of a record: to undo the last change, and to take a record away. Nothing is deleted by either."""

from di_data.access import Right, Viewer
from di_data.errors import Conflict, Refused
from di_data.language import mark as _
from di_data.register.records import CHANGED_MEANWHILE, Save, present_versions, save
from di_data.store import Store, Transaction
from di_data.store.versions import OWNER, Version, from_row

CHANGES = {"decision": Right.DECIDE, "remark": Right.ASK, "consultation": Right.ADVISE}
"""The right that changing a kind of record asks for, where it is not logging."""

OWN_ONLY = frozenset({"remark"})
"""Kinds to which two sides write: nobody undoes or takes away what somebody else saved last."""


def is_same(one: str, other: str) -> bool:
    """Whether two subjects are one account: an identity provider may write it in other capitals."""
    return one.strip().lower() == other.strip().lower()


def may_undo(viewer: Viewer, kind: str, who: str) -> bool:
    """Whether this viewer may undo a change, or take away a record, that `who` saved last."""
    return viewer.may(CHANGES.get(kind, Right.LOG_ACTIONS)) and (kind not in OWN_ONLY or is_same(viewer.subject, who))


def _refuse_of_another(viewer: Viewer, kind: str, last: Version) -> None:
    if not may_undo(viewer, kind, last.who):
        raise Refused(_("Somebody else saved this last. You can only take back what you saved yourself."))


def versions(transaction: Transaction, kind: str, id: str) -> list[Version]:
    """The versions of a record, oldest first."""
    return [from_row(row) for row in transaction.read("store/history", kind=kind, id=id).to_dicts()]


def again(kind: str, id: str, version: Version, read_version: int, *, removed: bool = False) -> Save:
    """What an earlier version held, to save as a new one; `removed` takes the record away with that content."""
    columns = version.columns | ({"removed": True} if removed else {})
    return Save(kind, id, read_version, columns, {(table, OWNER[table]): rows for table, rows in version.parts.items()})


def remove(store: Store, viewer: Viewer, kind: str, id: str, read_version: int) -> None:
    """Take a record away; its versions stay, and undoing brings it back. Raises Conflict, NotAllowed."""
    viewer.must(CHANGES.get(kind, Right.LOG_ACTIONS))
    with store.write() as transaction:
        known = versions(transaction, kind, id)
        if not known:
            raise Conflict(CHANGED_MEANWHILE)
        _refuse_of_another(viewer, kind, known[-1])
        save(transaction, viewer, [again(kind, id, known[-1], read_version, removed=True)])


def undo(store: Store, viewer: Viewer, kind: str, id: str, last: int) -> None:
    """Undo the last change of a record: what stood before it stands again, as a new version. Undoing the first version
    takes the record away; undoing that brings it back. `last`: the number of the version to undo.

    Raises Conflict when somebody saved after it, Refused when there is nothing to undo, NotAllowed.
    """
    viewer.must(CHANGES.get(kind, Right.LOG_ACTIONS))
    with store.write() as transaction:
        known = versions(transaction, kind, id)
        if not known:
            raise Refused(_("There is no change to undo."))
        if known[-1].number != last:
            raise Conflict(CHANGED_MEANWHILE)
        _refuse_of_another(viewer, kind, known[-1])
        present = present_versions(transaction, [id])[id]
        before = known[-2] if len(known) > 1 else None
        if before is None:
            saved = again(kind, id, known[-1], present, removed=True)
        else:
            saved = again(kind, id, before, present, removed=before.removed)
        save(transaction, viewer, [saved])
