"""Stores to test on."""

from pathlib import Path

import pytest
from house import House

from tests import stores


@pytest.fixture
def house(tmp_path: Path) -> House:
    return House(stores.put(tmp_path / "house.duckdb"))


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> House:
    """A store that no test writes to."""
    return House(tmp_path_factory.mktemp("empty") / "house.duckdb")
