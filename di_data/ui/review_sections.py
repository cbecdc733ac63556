"""The sections of the quarterly review, in the order in which the meeting goes: all under one another, or one at a time."""

from collections.abc import Callable

import streamlit as st

from di_data.language import gettext as _
from di_data.language import mark
from di_data.ui import (
    review_actions,
    review_closing,
    review_decisions,
    review_departments,
    review_goals,
    review_paper,
    review_questions,
)
from di_data.ui.review_meeting import Meeting

Show = Callable[[Meeting], None]

SECTIONS: dict[str, tuple[str, Show]] = {
    "before": (mark("What came of the earlier decisions"), review_decisions.earlier),
    "goals": (mark("The goals: on course or not"), review_goals.show),
    "matrix": (mark("Signals by department and goal"), review_departments.show_matrix),
    "differences": (mark("Where departments truly differ"), review_departments.show_differences),
    "dialogue": (mark("What was said beside what the figures say"), review_departments.show_dialogue),
    "questions": (mark("Open questions of the works council"), review_questions.show),
    "actions": (mark("What was done, and what we learned"), review_actions.show),
    "complete": (mark("How complete the figures are"), review_closing.completeness),
    "decisions": (mark("The decisions of this review"), review_decisions.own),
    "closing": (mark("Closing the quarter"), review_closing.show),
    "paper": (mark("The paper of this review"), review_paper.show),
}
"""By the code that stands in the address: the heading, and what shows it."""


def show_all(meeting: Meeting) -> None:
    """Everything under one another, to read beforehand."""
    for name, render in SECTIONS.values():
        st.header(_(name), anchor=False)
        render(meeting)


def present(meeting: Meeting) -> None:
    """One section at a time, large, for the meeting room. The arrow keys go on and back."""
    codes = list(SECTIONS)
    told = st.query_params.get("section", codes[0])
    place = codes.index(told) if told in codes else 0
    back, where, onward, leave = st.columns([2, 5, 2, 2], vertical_alignment="center")
    if back.button(_("Back"), icon=":material/arrow_back:", shortcut="Left", disabled=place == 0, width="stretch"):
        _go(codes[place - 1])
    where.progress((place + 1) / len(codes), text=f"{place + 1}/{len(codes)} · {_(SECTIONS[codes[place]][0])}")
    last = place == len(codes) - 1
    if onward.button(_("On"), icon=":material/arrow_forward:", shortcut="Right", disabled=last, width="stretch"):
        _go(codes[place + 1])
    if leave.button(_("Stop"), icon=":material/close:", shortcut="Esc", width="stretch"):
        st.query_params.pop("present", None)
        st.query_params.pop("section", None)
        st.rerun()
    st.title(_(SECTIONS[codes[place]][0]), anchor=False)
    SECTIONS[codes[place]][1](meeting)


def _go(section: str) -> None:
    st.query_params["section"] = section
    st.rerun()
