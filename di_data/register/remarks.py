"""The voice of the works council: what it asks or remarks, and the answer of the MT or HR.

A question and its answer are one round. When the answer is not enough, the works council asks on: another round of the
same record, with the rounds before it in its earlier versions. Each side changes its own words only.
"""

from dataclasses import dataclass
from typing import Any

from di_data.access import Right, Viewer
from di_data.council_terms import ANSWERING, AboutKind, figure_of, stored
from di_data.errors import Conflict, Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.register.history import again, is_same, versions
from di_data.register.records import CHANGED_MEANWHILE, Save, new_key, refuse_empty, refuse_texts, save
from di_data.store import Store, Transaction

_CONTENT = ("about_kind", "about", "text", "round", "follow_up", "asked_by", "asked_at")
"""What a new version takes over from the one before it; the answer belongs to its round."""


@dataclass(frozen=True)
class Remark:
    """A question or remark; `about` is a code as `AboutKind` says."""

    about_kind: AboutKind
    about: str
    text: str


def ask(store: Store, viewer: Viewer, remark: Remark, *, id: str | None = None) -> str:
    """Save a question of the works council; returns its key. Raises Refused, NotAllowed."""
    viewer.must(Right.ASK)
    _refuse(gettext("Question"), remark.text)
    key = id or new_key()
    with store.write() as transaction:
        _refuse_unknown(transaction, remark)
        kind, about = stored(remark.about_kind, remark.about)
        save(transaction, viewer, [Save("remark", key, 0, {
            "about_kind": kind, "about": about, "text": remark.text.strip(), "round": 1,
            "asked_by": viewer.subject, "asked_at": transaction.moment,
        })])  # fmt: skip
    return key


def change(store: Store, viewer: Viewer, id: str, text: str, *, read_version: int) -> None:
    """Change the words of one's own question (its key) while nobody answered it; when it was asked again, of the last
    round. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.ASK)
    _refuse(gettext("Question"), text)
    with store.write() as transaction:
        present = _present(transaction, id, read_version)
        _refuse_settled(viewer, present)
        words = {"text" if present["round"] == 1 else "follow_up": text.strip()}
        save(transaction, viewer, [Save("remark", id, read_version, _content(present) | words)])


def answer(store: Store, viewer: Viewer, id: str, text: str, *, read_version: int) -> None:
    """Answer a question (its key), or change the answer of its last round. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.ANSWER)
    _refuse(gettext("Answer"), text)
    role = next(role for role in ANSWERING if role in viewer.roles)
    with store.write() as transaction:
        present = _present(transaction, id, read_version)
        save(transaction, viewer, [Save("remark", id, read_version, _content(present) | {
            "answer": text.strip(), "answered_by": viewer.subject, "answered_as": role, "answered_at": transaction.moment,
        })])  # fmt: skip


def ask_again(store: Store, viewer: Viewer, id: str, text: str, *, read_version: int) -> None:
    """Say why the answer to a question (its key) is not enough: it is open again, and the answer stays to be read.

    Raises Refused when there is no answer yet; Conflict, NotAllowed.
    """
    viewer.must(Right.ASK)
    _refuse(gettext("What is still missing?"), text)
    with store.write() as transaction:
        present = _present(transaction, id, read_version)
        if not is_answered(present):
            raise Refused(_("This question has no answer yet."))
        save(transaction, viewer, [Save("remark", id, read_version, _content(present) | {
            "round": present["round"] + 1, "follow_up": text.strip(), "asked_by": viewer.subject, "asked_at": transaction.moment,
        })])  # fmt: skip


def take_away(store: Store, viewer: Viewer, id: str, *, read_version: int) -> None:
    """Take one's own question (its key) away while it was never answered. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.ASK)
    with store.write() as transaction:
        present = _present(transaction, id, read_version)
        _refuse_settled(viewer, present)
        if present["round"] > 1:
            raise Refused(_("This question has an answer already, so it cannot be taken away."))
        last = versions(transaction, "remark", id)[-1]
        save(transaction, viewer, [again("remark", id, last, read_version, removed=True)])


def is_answered(row: dict[str, Any]) -> bool:
    """Whether the last round of a question has an answer."""
    return bool((row["answer"] or "").strip())


def _present(transaction: Transaction, id: str, read_version: int) -> dict[str, Any]:
    """The question as it stands, with who asked in its last round. Raises Conflict."""
    found = (row for row in transaction.read("programme/remarks").iter_rows(named=True) if row["id"] == id)
    present = next(found, None)
    if present is None or present["version"] != read_version:
        raise Conflict(CHANGED_MEANWHILE)
    return present


def _content(present: dict[str, Any]) -> dict[str, object]:
    return {name: present[name] for name in _CONTENT}


def _refuse(label: str, text: str) -> None:
    refuse_empty(label, text)
    refuse_texts({label: text})


def _refuse_settled(viewer: Viewer, present: dict[str, Any]) -> None:
    if is_answered(present):
        raise Refused(_("This question has an answer already. If the answer is not enough, ask on below it."))
    if not is_same(viewer.subject, present["asked_by"]):
        raise Refused(_("Only who asked this can change it or take it away."))


_KNOWN = {
    AboutKind.GOAL: "programme/goals", AboutKind.ACTION: "programme/actions",
    AboutKind.SESSION: "dialogue/sessions", AboutKind.DECISION: "programme/decisions",
}  # fmt: skip


def _refuse_unknown(transaction: Transaction, remark: Remark) -> None:
    """Raise Refused when there is nothing of what a question is about."""
    if remark.about_kind == AboutKind.INDICATOR:
        figure = figure_of(remark.about)
        known = figure is not None and (
            figure.indicator in set(transaction.read("figures/measures")["indicator"])
            and figure.unit in set(transaction.read("organisation/units")["id"])
        )
    elif remark.about_kind == AboutKind.GENERAL:
        known = remark.about == ""
    else:
        known = remark.about in set(transaction.read(_KNOWN[remark.about_kind])["id"])
    if not known:
        raise Refused(_("What this question is about is not there any more. Choose again."))
