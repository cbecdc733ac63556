"""What goes wrong inside a load is told without any value of the file: not to the user, not in a log, not in a traceback."""

import logging
import traceback
from contextlib import ContextDecorator
from pathlib import Path
from types import TracebackType

import polars as pl

from di_data.config import PROJECT
from di_data.errors import InzetwijzerError, Refused
from di_data.language import mark as _

_UNREADABLE = _(
    "The file could not be read: something in it is not understood. Nothing was stored. Save it again as xlsx or CSV and load it once more. If that fails too, tell your administrator this: {trace}."
)
_TOO_LARGE = _("The file needs more memory than there is. Nothing was stored. Load it in parts, a year at a time.")


class Unforeseen(Refused):
    """A failure that nobody foresaw: a mistake of ours, or a file that a library does not understand."""


class silenced(ContextDecorator):
    """Turns every failure inside the block into Unforeseen, told by its class and its line of code only.

    The messages of polars, DuckDB, pandera and Python itself can quote cells. Errors of our own family pass, without
    the failure that led to them. Also a decorator.
    """

    def __enter__(self) -> None:
        return None

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if isinstance(error, InzetwijzerError):
            error.__cause__ = error.__context__ = None
        elif isinstance(error, MemoryError):
            raise Refused(_TOO_LARGE) from None
        elif isinstance(error, (Exception, pl.exceptions.PanicException)):
            told = f"{type(error).__name__} {_lines(trace)}"
            logging.getLogger(__name__).error("a file could not be read: %s", told)
            raise Unforeseen(_UNREADABLE, trace=told) from None


def _lines(trace: TracebackType | None) -> str:
    """The last lines of our own code that were running, the innermost first."""
    ours = [
        f"{Path(frame.f_code.co_filename).name}:{line}"
        for frame, line in traceback.walk_tb(trace)
        if Path(frame.f_code.co_filename).is_relative_to(PROJECT / "di_data")
    ]
    return " < ".join(reversed(ours[-3:]))
