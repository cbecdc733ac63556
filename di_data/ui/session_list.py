"""The list of dialogue sessions, and choosing one to read: in the table or in the box under it."""

from itertools import islice
from typing import Any

import streamlit as st

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.ui.address import choose
from di_data.ui.navigation import link
from di_data.ui.showing import plain, rows
from di_data.vocabulary import CardStatus

MOST_LINKS = 10
"""Open cards above the list; older ones are found in it."""

_TABLE, _BOX = "sessions_table", "address_session"


def show(sessions: SafeTable) -> str:
    """The table of the sessions, newest first; returns the key of the one that is read."""
    listed = list(sessions.rows())
    _by_reference(listed)
    st.header(ngettext("{count} session", "{count} sessions", len(listed)), anchor=False)
    rows(
        [_in_words(row) for row in listed], name=_("Dialogue sessions"), key=_TABLE,
        on_select=lambda: _picked([row["id"] for row in listed]), selection_mode="single-row",
        placeholder="",
    )  # fmt: skip
    return choose(_("Read a session"), {row["id"]: in_short(row) for row in listed}, name="session")


def in_short(row: dict[str, Any]) -> str:
    """A session in a few words: its date, for whom it was, and which round."""
    return _("{day} · {unit} · round {round}", day=day(row["held_on"]), unit=row["unit_name"], round=row["round"])


def open_cards(sessions: SafeTable) -> None:
    """The cards that wait to be filled in further, as links to where they were left."""
    for row in islice(sessions.where(status=CardStatus.OPEN.value).rows(), MOST_LINKS):
        link("dialogue_card", _("Go on with this card: {session}", session=plain(in_short(row))), session=row["id"])


def _in_words(row: dict[str, Any]) -> dict[str, Any]:
    return {
        _("Date"): day(row["held_on"]),
        _("For"): row["unit_name"],
        _("Round"): row["round"],
        _("Status"): CardStatus(row["status"]).label,
        _("Participants"): None if row["participants"] is None else int(row["participants"]),
        _("Works council present"): _("yes") if row["works_council_present"] else _("no"),
        _("Goals"): row["goals"],
        _("Actions"): row["actions"],
        _("Next steps"): row["next_steps"],
        _("Started"): row["started_steps"],
    }


def _by_reference(listed: list[dict[str, Any]]) -> None:
    """A link may name a session by the reference that it has in files."""
    told = st.query_params.get("session")
    if key := next((row["id"] for row in listed if row["reference"] == told != row["id"]), None):
        st.query_params["session"] = key


def _picked(keys: list[str]) -> None:
    chosen = st.session_state[_TABLE]["selection"]["rows"]
    if chosen and chosen[0] < len(keys):
        read_next(keys[chosen[0]])


def read_next(session: str) -> None:
    """Let the page show this session from here on."""
    st.query_params["session"] = session
    st.session_state.pop(_BOX, None)
