"""Putting safe tables and figures on a page."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import streamlit as st

from di_data import gaps
from di_data.charts.figure import Figure
from di_data.disclosure import SafeTable
from di_data.errors import InzetwijzerError
from di_data.vocabulary import Term

_MARKDOWN = re.compile(r"[\\`*_{}\[\]()#+\-.!|~:$<>&]")


def chart(figure: Figure, **options: Any) -> None:
    """Show a chart, with its message for who cannot see it."""
    st.vega_lite_chart(figure.rows, figure.specification, width="stretch", alt=figure.description, **options)


def rows(laid_out: Sequence[Mapping[str, Any]], *, name: str, **options: Any) -> None:
    """Show rows that a page laid out in words as a table; `name` says what it lists, for who cannot see it."""
    st.dataframe(laid_out, hide_index=True, width="stretch", alt=name, **options)


def behind(
    label: str, lay_out: Callable[[], Sequence[Mapping[str, Any]]], *, key: str,
    figure: Callable[[], Figure] | None = None, **options: Any,
) -> None:  # fmt: skip
    """What is one click away and made at that click: the table behind a chart, with the chart itself where `figure` is given."""
    with st.expander(label, key=key, on_change="rerun") as opened:
        if opened.open:
            if figure is not None:
                chart(figure())
            rows([{name: str(cell) for name, cell in row.items()} for row in lay_out()], name=label, **options)


def explain_hidden(*tables: SafeTable) -> None:
    """Say under tables and charts how many figures are not shown, why, and where to look instead."""
    explain_gaps(row for table in tables for row in table.rows())


def explain_gaps(rows: Iterable[Mapping[str, Any]]) -> None:
    """The same for rows of figures that were chosen one by one."""
    if told := gaps.summary(rows):
        st.caption(plain(told))


def plain(text: object) -> str:
    """A user's text for a place that would read it as markdown: shown exactly as it was typed."""
    return _MARKDOWN.sub(r"\\\g<0>", str(text))


def label(term: Term) -> str:
    """How a term of a vocabulary stands in a select box."""
    return term.label


def note_saved(message: str) -> None:
    """Keep a message for after the rerun that follows a save."""
    st.session_state["saved_note"] = message
    st.session_state["saves"] = saves() + 1


@contextmanager
def saving(message: str) -> Iterator[None]:
    """Save inside the block: afterwards the page runs again and says so; when it is refused it says why instead."""
    try:
        yield
    except InzetwijzerError as error:
        st.error(error.message)
    else:
        note_saved(message)
        st.rerun()


def saves() -> int:
    """How often this session saved: part of the name of a form, so that it is empty again after a save."""
    return int(st.session_state.get("saves", 0))


def saved_note() -> None:
    """Show the message of the last save, once."""
    if message := st.session_state.pop("saved_note", None):
        st.success(message, icon=":material/check:")
        st.toast(message, icon=":material/check:")  # seen wherever on the page the button was
