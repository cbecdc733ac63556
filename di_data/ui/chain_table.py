"""A table of records that leads on: choosing a row opens the page of that record."""

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.notation import day
from di_data.vocabulary import ActionStatus, Position


def opening(
    laid_out: Sequence[Mapping[str, Any]], addresses: Sequence[Mapping[str, str]], file: str, *, name: str, key: str
) -> None:
    """Rows in words; the chosen one opens the page `file` at its address. `name` says what the table lists."""
    st.caption(_("Choose a row to open it."))
    event = st.dataframe(
        laid_out, hide_index=True, width="stretch", alt=name, key=key, on_select="rerun", selection_mode="single-row",
    )  # fmt: skip
    chosen = [row for row in event["selection"]["rows"] if row < len(addresses)]
    if chosen:
        try:
            st.switch_page(f"pages/{file}.py", query_params=dict(addresses[chosen[0]]))
        except StreamlitPageNotFoundError:  # this page runs without the menu
            st.info(_("Open this page from the menu first; then a row can be opened."))


def actions(table: SafeTable, *, name: str, key: str) -> None:
    """A list of actions; each opens its sheet."""
    opening(
        [
            {
                _("Action"): row["title"],
                _("Status"): ActionStatus(row["status"]).label,
                _("Ready on"): day(row["due_on"]),
                _("Departments"): ", ".join(row["unit_names"] or ()),
                _("Who"): Position(row["owner_role"]).label,
                _("Goal"): row["goal"] or "",
            }
            for row in table.rows()
        ],
        [{"action": key} for key in table.column("id")],
        "action_sheet",
        name=name,
        key=key,
    )
