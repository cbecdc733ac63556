"""The demo store that page tests and browser journeys copy."""

import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import settings

from di_data.config import MINIMUM_GROUP, PROJECT
from di_data.demo import build
from di_data.demo.rijk import load_benchmarks
from di_data.disclosure import publish
from di_data.store import Store

# What a property says holds on a busy machine as well; how fast the code is, the benches print.
settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")


LONGEST_FIRST = ("browser", "variants", "pages")
"""The folders with the files that take longest: begun last, one of them would keep one process busy and the others idle."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; `--no-loadscope-reorder` keeps it so."""
    place = {name: number for number, name in enumerate(LONGEST_FIRST)}
    items.sort(key=lambda item: place.get(item.path.parent.name, len(place)))


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed demo store, to be copied."""

    def make(path: Path) -> None:
        with Store(path, create=True) as store:
            build(store, seed=1, today=date.today())
            load_benchmarks(store, PROJECT / "tests" / "data")
            publish(store, MINIMUM_GROUP)

    return made_once(tmp_path_factory, "demo.duckdb", make)


def made_once(factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A file of this run of the suite. One process makes it, and the others that run tests at the same time use it."""
    alone = "PYTEST_XDIST_WORKER" not in os.environ
    shared = factory.getbasetemp() if alone else factory.getbasetemp().parent
    path = shared / name
    if not path.exists():
        made = factory.mktemp("made") / name
        make(made)
        made.replace(path)  # whole at once: another process may look at the same moment
    return path
