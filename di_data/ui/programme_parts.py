"""The parts of the page Programme: a row of buttons, kept in the address."""

from collections.abc import Mapping

import streamlit as st


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
