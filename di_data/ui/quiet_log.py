"""A log without values: of an exception the log keeps its class and its lines of code, never its message.

The message of an exception can quote what somebody typed or a cell of a file. Streamlit, uvicorn and asyncio log
exceptions whole; a record factory is the one place that all of them pass.
"""

import logging
import traceback
from typing import Any

from di_data.errors import InzetwijzerError


def install() -> None:
    """Take the messages of exceptions out of every record that is logged from now on. Doing it twice changes nothing."""
    made = logging.getLogRecordFactory()
    if getattr(made, "is_quiet", False):
        return

    def quiet(*arguments: Any, **options: Any) -> logging.LogRecord:
        return _without_messages(made(*arguments, **options))

    quiet.is_quiet = True  # type: ignore[attr-defined]
    logging.setLogRecordFactory(quiet)


def _without_messages(record: logging.LogRecord) -> logging.LogRecord:
    if isinstance(record.args, tuple):
        record.args = tuple(_named(value) for value in record.args)
    if isinstance(record.msg, BaseException):
        record.msg = _named(record.msg)
    if record.exc_info and record.exc_info[1] is not None:
        record.msg, record.args = f"{record.getMessage()}\n{outline(record.exc_info[1])}", ()
        record.exc_info = record.exc_text = None
    return record


def _named(value: object) -> object:
    return _name(value) if isinstance(value, BaseException) else value


def _name(error: BaseException) -> str:
    """The class of an exception; of our own family also its words, without the values filled in."""
    kind = f"{type(error).__module__}.{type(error).__qualname__}"
    return f"{kind}: {error.source}" if isinstance(error, InzetwijzerError) else kind


def outline(error: BaseException) -> str:
    """The traceback of an exception, and of those that led to it, without their messages."""
    parts: list[str] = []
    seen: set[int] = set()
    present: BaseException | None = error
    while present is not None and id(present) not in seen:
        seen.add(id(present))
        lines = "".join(traceback.format_tb(present.__traceback__))
        parts.append(f"Traceback (most recent call last):\n{lines}{_name(present)}")
        present = present.__cause__ or (None if present.__suppress_context__ else present.__context__)
    return "\n\nwhich came from:\n\n".join(parts)
