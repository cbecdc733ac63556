"""What a person looks at stands in the address, so that a link can be mailed; read against an allow-list."""

from collections.abc import Mapping, Sequence

import streamlit as st


def choose(
    label: str, options: Mapping[str, str], *, name: str, default: str | None = None, help: str | None = None
) -> str:
    """One of the options (code to label) in a select box, kept in the address under `name`. Options must not be empty."""
    codes, told = list(options), st.query_params.get(name)
    start = told if told in options else default if default in options else codes[0]
    chosen = st.selectbox(
        label,
        codes,
        index=codes.index(start),
        format_func=lambda code: options.get(code, code),
        key=f"address_{name}",
        help=help,
    )
    if st.query_params.get(name, "") != chosen:  # writing what stands there already would fill the browser's history
        st.query_params[name] = chosen
    return chosen


def choose_several(
    label: str, options: Mapping[str, str], *, name: str, default: Sequence[str] = (), help: str | None = None
) -> list[str]:
    """Several of the options, kept in the address under `name` with commas between the codes."""
    told = [code for code in st.query_params.get(name, "").split(",") if code in options]
    start = told or [code for code in default if code in options]
    chosen = st.multiselect(
        label, list(options), default=start, format_func=lambda code: options.get(code, code), key=f"address_{name}",
        help=help, placeholder="",
    )  # fmt: skip
    if chosen != start:
        st.query_params[name] = ",".join(chosen)
    return chosen
