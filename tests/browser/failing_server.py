"""The app with a mistake in it: whoever uploads a file gets an exception that quotes the file."""

from typing import NoReturn

from di_data.loading.report import Source
from di_data.ui import loading_steps
from di_data.ui.server import app as app


def _fail(store: object, viewer: object, source: Source, *rest: object, **options: object) -> NoReturn:
    raise ValueError(f"cannot read {source.content.decode()}")


loading_steps.load = _fail
