"""Changing a record on a page: on top of the version that was opened, and with two people at once nothing is lost."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

import streamlit as st

from di_data.errors import Conflict, InzetwijzerError
from di_data.language import gettext as _
from di_data.notation import moment
from di_data.register.merging import changed, clashes, merged
from di_data.ui.people import who
from di_data.ui.showing import note_saved, plain, rows, saves

Row = Mapping[str, Any]
Write = Callable[[dict[str, Any], int], object]
"""Saves the values on top of a version. Raises Conflict, Refused."""


@dataclass(frozen=True)
class FormField:
    """A field of a form: its words, and how a value of it reads."""

    label: str
    words: Callable[[Any], str] = lambda value: "" if value is None else str(value)


def form(
    present: Row, fields: Mapping[str, FormField], inputs: Callable[[dict[str, Any]], dict[str, Any]], write: Write, *,
    button: str, message: str, type: Literal["primary", "secondary"] = "primary",
) -> bool:  # fmt: skip
    """The form that changes a record: `inputs` draws the fields with the values that were opened, and returns what was
    typed. Returns whether the form is shown; it is not while two versions wait to be settled."""
    if settle(present, fields, write, message):
        return False
    kept = opened(present)
    with st.form(f"form {present['id']} {saves()}", border=False):
        typed = inputs(kept)
        # Several can be open at once, and each form needs a button that is told apart.
        sent = st.form_submit_button(button, type=type, key=f"save {present['id']}")
    if sent:
        save(present, typed, write, message)
    return True


def opened(present: Row) -> dict[str, Any]:
    """The record as this visitor opened it, kept until they save: their change is a change of that version."""
    kept: dict[str, Any] = st.session_state.setdefault(_opened_key(present), dict(present))
    if kept["version"] != present["version"] and _clash_key(present) not in st.session_state:
        left, right = st.columns([3, 1], vertical_alignment="center")
        left.info(
            _("{who} changed this after you opened it. What you typed is still here.", who=plain(who(present["changed_by"]))),
            icon=":material/group:",
        )  # fmt: skip
        if right.button(_("Show the newest version"), key=f"newest {present['id']}"):
            st.session_state[_opened_key(present)] = dict(present)
            note_saved(_("This is the newest version."))
            st.rerun()
    return kept


def save(present: Row, mine: dict[str, Any], write: Write, message: str) -> None:
    """Save what was typed. When somebody saved in between, keep it and let `settle` ask what to do."""
    kept = st.session_state[_opened_key(present)]
    try:
        write(mine, kept["version"])
    except Conflict:
        st.session_state[_clash_key(present)] = kept, mine
        st.rerun()
    except InzetwijzerError as error:
        st.error(error.message)
    else:
        note_saved(message)
        st.rerun()


def settle(present: Row, fields: Mapping[str, FormField], write: Write, message: str) -> bool:
    """Where two people saved at once: show both, and let this one choose. Returns whether that is being asked."""
    clash = st.session_state.get(_clash_key(present))
    if clash is None:
        return False
    kept, mine = clash
    st.warning(
        _(
            "{who} saved this on {moment}, while you were typing. Nothing is lost: below stand both.",
            who=plain(who(present["changed_by"])), moment=moment(present["valid_from"]),
        ),
        icon=":material/group:",
    )  # fmt: skip
    _show_both(kept, present, mine, fields)
    with st.form(f"settle {present['id']}", border=True):
        chosen = {name: _choose(fields[name], present.get(name), mine[name]) for name in clashes(kept, present, mine)}
        left, right = st.columns(2)
        together = left.form_submit_button(_("Save both changes together"), type="primary")
        dropped = right.form_submit_button(_("Leave mine out"))
    if together:
        try:
            write(merged(kept, present, mine, chosen), present["version"])
        except Conflict:
            st.rerun()
        except InzetwijzerError as error:
            st.error(error.message)
            return True
        note_saved(message)
    if together or dropped:
        del st.session_state[_clash_key(present)]
        st.session_state.pop(_opened_key(present), None)
        st.rerun()
    return True


def _show_both(kept: Row, present: Row, mine: Row, fields: Mapping[str, FormField]) -> None:
    touched = set(changed(kept, present, mine)) | set(changed(kept, mine, mine))
    rows(
        [
            {
                _("Field"): field.label,
                _("When you opened it"): field.words(kept.get(name)),
                _("The other"): field.words(present.get(name)),
                _("You"): field.words(mine[name]),
            }
            for name, field in fields.items()
            if name in touched
        ],
        name=_("What the two of you changed"),
    )


def _choose(field: FormField, theirs: Any, mine: Any) -> Any:
    """Which of the two values to keep; of two texts also both, one under the other."""
    options = {"mine": mine, "theirs": theirs}
    words = {"mine": _("mine: {value}", value=plain(field.words(mine))), "theirs": _("the other's: {value}", value=plain(field.words(theirs)))}  # fmt: skip
    if isinstance(theirs, str) and isinstance(mine, str) and ("\n" in theirs + mine or len(theirs + mine) > 120):
        options["both"], words["both"] = f"{theirs}\n{mine}", _("both, one under the other")
    chosen = st.radio(field.label, list(options), format_func=words.get)
    return options[chosen]


def _opened_key(present: Row) -> str:
    return f"opened {present['id']} {saves()}"


def _clash_key(present: Row) -> str:
    return f"clash {present['id']}"
