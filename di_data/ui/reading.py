"""Reading through the cache. Only what passed the privacy gate is kept, per roles, language and state of the store."""

from collections.abc import Callable
from typing import Any, TypeVar

import streamlit as st

from di_data.charts.figure import Figure
from di_data.disclosure import SafeTable
from di_data.language import chosen
from di_data.reports import figures
from di_data.ui.session import Session

Safe = TypeVar("Safe")
"""What a report returns: a SafeTable, or something made of safe tables."""

Drawing = TypeVar("Drawing", bound=Figure | None)


def read(report: Callable[..., Safe], session: Session, **parameters: object) -> Safe:
    """What a report returns for this session, from the cache when nothing was written since."""
    given = {
        name: value for name, value in parameters.items() if value is not None
    }  # None is what a report takes by itself
    found: Safe = _read(report, session, f"{report.__module__}.{report.__qualname__}", _scope(session), given)
    return found


def drawn(draw: Callable[[], Drawing], session: Session, **which: object) -> Drawing:
    """A chart of what was read, from the cache in the same way; `which` says which one it is."""
    found: Drawing = _drawn(draw, _scope(session), which)
    return found


def _scope(session: Session) -> tuple[object, ...]:
    return str(session.store.path), session.store.generation, tuple(sorted(session.viewer.roles)), chosen()


def indicator_values(session: Session, *indicators: str, structure: figures.Structure = "as_was") -> SafeTable:
    """The figures of these indicators behind the gate, with the minimum group that is in force."""
    return read(
        figures.indicator_values,
        session,
        minimum_group=session.settings.minimum_group,
        indicators=tuple(sorted(set(indicators))),
        structure=structure,
    )


@st.cache_data(show_spinner=False, max_entries=256)
def _read(
    _report: Callable[..., Any], _session: Session, name: str, scope: tuple[object, ...], parameters: dict[str, object]
) -> Any:
    return _report(_session.store, _session.viewer, **parameters)


@st.cache_data(show_spinner=False, max_entries=512)
def _drawn(_draw: Callable[[], Any], scope: tuple[object, ...], which: dict[str, object]) -> Any:
    return _draw()
