"""What the parts of the page Programme share: a row of buttons, kept in the address, and choosing a record to change."""

from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st

from di_data.access import Right
from di_data.disclosure import SafeTable
from di_data.ui import trace
from di_data.ui.session import Session
from di_data.ui.showing import saves


def buttons(label: str, options: Mapping[str, str], *, name: str, default: str | None = None) -> str:
    """One of the options (code to label) as a row of buttons, kept in the address under `name`. What else stood in the
    address belonged to what was looked at before, and goes."""
    told = st.query_params.get(name)
    start = told if told in options else default if default in options else next(iter(options))
    key = f"address_{name}_{start}"  # another address is another widget: else it would keep what was chosen before
    chosen = st.segmented_control(
        label, list(options), default=start, required=True, format_func=lambda code: options.get(code, code),
        key=key, label_visibility="collapsed", on_change=_chosen, args=(name, key),
    )  # fmt: skip
    return str(chosen or start)


def _chosen(name: str, key: str) -> None:
    go(name, st.session_state[key])


def go(name: str, code: str) -> None:
    """Look at another part: the address keeps the part of the page and what was chosen."""
    kept = {"part": st.query_params["part"]} if name != "part" and "part" in st.query_params else {}
    st.query_params.from_dict(kept | {name: code})


def choose_one(
    session: Session, kind: str, found: SafeTable, words: str, named: Callable[[dict[str, Any]], str],
    change: Callable[[Session, dict[str, Any]], None],
) -> None:  # fmt: skip
    """Choose a record to see its trace and, for who may, to change it."""
    known = {row["id"]: row for row in found.rows()}
    if not known:
        return
    key = st.selectbox(
        words, list(known), index=None, format_func=lambda key: named(known[key]) if key in known else "",
        placeholder="", key=f"{kind}_{saves()}",
    )  # fmt: skip
    if key is not None:
        with st.container(border=True):
            if session.viewer.may(Right.LOG_ACTIONS):
                change(session, known[key])
            trace.show(session, kind, key)
