"""Looking for a word in a list: what was typed stands in the address, and capitals do not matter."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from di_data.disclosure import SafeTable


def typed(label: str, *, name: str) -> str:
    """What a visitor looks for, kept in the address under `name`."""
    told = st.text_input(label, st.query_params.get(name, ""), key=f"address_{name}", icon=":material/search:").strip()
    if st.query_params.get(name, "") != told:
        if told:
            st.query_params[name] = told
        else:
            st.query_params.pop(name, None)
    return told


def found(table: SafeTable, words: str, texts: Callable[[Mapping[str, Any]], list[object]]) -> SafeTable:
    """The rows in whose texts every one of the words occurs."""
    wanted = words.casefold().split()
    if not wanted:
        return table
    keys = [row["id"] for row in table.rows() if _holds(wanted, texts(row))]
    return table.where(id=keys)


def _holds(wanted: list[str], texts: list[object]) -> bool:
    told = "\n".join(str(text) for text in texts if text).casefold()
    return all(word in told for word in wanted)
