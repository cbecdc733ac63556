"""Reading reports for one viewer, for what is made of many of them: a review, a paper, an extract."""

from collections.abc import Callable
from typing import Any

from di_data.access import Viewer
from di_data.store import Store

Read = Callable[..., Any]
"""Reads a report with its parameters, for the viewer: `read(programme.goals, as_of=…)`."""


def reader(store: Store, viewer: Viewer) -> Read:
    """Reads straight from the store; the pages read through a cache instead. What it reads raises NotAllowed."""

    def read(report: Callable[..., Any], **parameters: Any) -> Any:
        return report(store, viewer, **parameters)

    return read
