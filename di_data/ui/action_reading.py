"""The sheet of an action for who reads it and changes nothing."""

from collections.abc import Mapping
from typing import Any

import streamlit as st

from di_data.contracts import step_lines
from di_data.language import gettext as _
from di_data.ui import action_values
from di_data.ui.action_choices import Choices
from di_data.ui.action_flags import Flag, expected, sentence
from di_data.ui.showing import plain

_APART = ("title", "expectation", "expected_indicator", "expected_direction", "expected_change", "expected_by", "steps")


def show(row: Mapping[str, Any], flags: list[Flag], choices: Choices) -> None:
    """What is agreed, what was expected and the steps, in words."""
    values = action_values.of_row(row)
    for flag in flags:
        st.warning(plain(sentence(flag, row)), icon=":material/priority_high:")
    left, right = st.columns(2)
    told = {
        field.label: words
        for name, field in action_values.fields(choices).items()
        if name not in _APART and (words := field.words(values[name]))
    }
    for place, (label, words) in enumerate(told.items()):
        (left if 2 * place < len(told) else right).text(f"{label}: {words}")
    st.subheader(_("What we expect"), anchor=False)
    for line in expected(row, choices.indicators) or [_("Nothing was written down beforehand.")]:
        st.text(line)
    if values["steps"]:
        st.subheader(_("Steps"), anchor=False)
        for number, (text, done) in enumerate(step_lines.read(values["steps"])):
            st.checkbox(plain(text), value=done, disabled=True, key=f"step {row['id']} {number}")
