"""The demo store that page tests and browser journeys copy."""

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


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A closed demo store, to be copied."""
    path = tmp_path_factory.mktemp("demo") / "demo.duckdb"
    with Store(path, create=True) as store:
        build(store, seed=1, today=date.today())
        load_benchmarks(store, PROJECT / "tests" / "data")
        publish(store, MINIMUM_GROUP)
    return path
