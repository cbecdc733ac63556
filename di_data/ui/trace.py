"""Who changed what of a record: the differences, undoing the last change, taking the record away, and erasing a text."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.language import gettext as _
from di_data.notation import moment
from di_data.register.erasure import ERASABLE, erase
from di_data.register.history import may_undo, remove, undo
from di_data.reports import trace
from di_data.reports.trace_words import FIELDS
from di_data.ui.people import who
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.ui.showing import rows, saving


def show(session: Session, kind: str, id: str) -> None:
    """A switch that opens the trace of a record; nothing is read until then."""
    if not st.toggle(_("Who changed what"), key=f"trace {kind} {id}"):
        return
    changes = read(trace.changes, session, kind=kind, id=id)
    rows(
        [
            {
                _("When"): moment(row["moment"]),
                _("Who"): who(row["who"]),
                _("What"): row["field"] or _without_field(row),
                _("Before"): row["before"] or "",
                _("After"): row["after"] or "",
            }
            for row in changes.rows()
        ],
        name=_("Who changed what"),
    )
    last = changes.first()
    if last and may_undo(session.viewer, kind, last["who"]):
        _undo(session, kind, id, last["version"])
    if session.viewer.may(Right.ERASE_TEXTS):
        _erase(session, kind, id)


def take_away(
    session: Session, kind: str, row: Mapping[str, Any], words: str, message: str, *about: str, sure: str = ""
) -> None:
    """A button that takes a record away; its trace stays. With `sure`, the words of a second click, it asks for that one
    first, under what is to be known `about` it."""
    with st.popover(words, icon=":material/delete:") if sure else st.container():
        for line in about:
            st.text(line)
        if st.button(sure or words, icon=None if sure else ":material/delete:", key=f"remove {row['id']}"):
            with saving(message):
                remove(session.store, session.viewer, kind, row["id"], row["version"])


def _without_field(row: dict[str, Any]) -> str:
    if row["removed"]:
        return _("taken away")
    return _("brought back") if row["returned"] else _("saved without a change")


def _undo(session: Session, kind: str, id: str, last: int) -> None:
    words = _("Undo making it") if last == 1 else _("Undo the last change")
    if st.button(words, icon=":material/undo:", key=f"undo {kind} {id} {last}"):
        with saving(_("The last change is undone. It stays in the trace, and undoing again brings it back.")):
            undo(session.store, session.viewer, kind, id, last)


def _erase(session: Session, kind: str, id: str) -> None:
    """Erasing needs a second click: it is the one thing that cannot be undone."""
    with st.popover(_("Erase a personal text"), icon=":material/ink_eraser:"):
        st.text(_("For a text that should never have been written. It is erased from all versions and cannot be brought back."))  # fmt: skip
        field = st.selectbox(
            _("Text"), ERASABLE[kind], format_func=lambda name: _(FIELDS[name]), key=f"erased field {kind} {id}"
        )
        sure = st.checkbox(_("Yes, erase it from all versions"), key=f"sure {kind} {id}")
        if st.button(_("Erase"), disabled=not sure, key=f"erase {kind} {id}"):
            with saving(
                _(
                    "The text is erased from all versions. From the file of the store it is gone after the next restart; backups made before still hold it."
                )
            ):
                erase(session.store, session.viewer, kind, id, field)
