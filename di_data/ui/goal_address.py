"""Going from one view of the goals to another. A link to the page that is open already would leave the address as it is
(Streamlit 1.67 changes it only when the page changes), so these are buttons that write the address themselves."""

import streamlit as st


def go(label: str, *, icon: str, name: str, goal: str | None = None, form: str | None = None) -> None:
    """A button to one goal (its key), with one of its forms open, or to all goals. `name` tells it from the others."""
    address = {word: value for word, value in (("goal", goal), ("form", form)) if value is not None}
    st.button(
        label, icon=f":material/{icon}:", type="tertiary", key=f"go {name}", on_click=st.query_params.from_dict,
        args=(address,),
    )  # fmt: skip
