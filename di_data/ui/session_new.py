"""Starting a card: for whom, when, the how-manieth time; and the empty card to print."""

from datetime import date

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from di_data.disclosure import SafeTable
from di_data.errors import InzetwijzerError
from di_data.export.card_document import empty_card
from di_data.language import chosen, speaking
from di_data.language import gettext as _
from di_data.register.cards import MOST_ROUNDS, Card, save_card
from di_data.ui import session_list
from di_data.ui.session import Session


def show(user: Session, sessions: SafeTable, units: SafeTable) -> None:
    """Three boxes and a button that opens the new card."""
    names = {row["id"]: row["name"] for row in units.rows() if row["ends_on"] is None}
    if not names:
        st.info(_("Load the departments first; a session is about the organisation or a department."))
        return
    left, middle, right = st.columns(3)
    tops = [row["id"] for row in units.rows() if row["parent_id"] is None and row["id"] in names]
    keys = list(names)
    unit = left.selectbox(_("For"), keys, index=keys.index(tops[0]) if tops else 0, format_func=names.get, key="new_card_unit")  # fmt: skip
    held_on = middle.date_input(_("Date"), date.today(), format="DD-MM-YYYY", key="new_card_date")
    last = max(sessions.where(unit_id=unit).column("round"), default=0)
    round = right.number_input(_("Round"), 1, MOST_ROUNDS, value=min(last + 1, MOST_ROUNDS), step=1, key=f"round {unit} {last}")  # fmt: skip
    if st.button(_("Start this card"), type="primary", icon=":material/co_present:"):
        try:
            key = save_card(user.store, user.viewer, Card(held_on=held_on, unit=unit, round=round))
        except InzetwijzerError as error:
            st.error(error.message)
        else:
            _open(key)


def _open(session: str) -> None:
    """Open the new card; where the page runs without the menu (a cold deep link), show it in the list."""
    try:
        st.switch_page("pages/dialogue_card.py", query_params={"session": session})
    except StreamlitPageNotFoundError:
        session_list.read_next(session)
        st.rerun()


def empty_card_button() -> None:
    """The empty card as a PDF, in the language of the reader."""
    language = chosen()

    def made() -> bytes:
        with speaking(language):  # made in a thread of its own, at the click
            return empty_card()

    st.download_button(
        _("Empty card to print (PDF)"), made, _("dialogue-card") + ".pdf", "application/pdf", icon=":material/print:",
        on_click="ignore",
    )  # fmt: skip
