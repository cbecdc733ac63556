"""A demo store for the page tests, and a way to open a page as a role."""

import shutil
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from di_data.config import PROJECT, settings
from di_data.store import Store
from di_data.ui import session
from tests import stores
from tests.conftest import made_once
from tests.pages.hidden_figures import Detector, fill

Opener = Callable[..., AppTest]


@pytest.fixture
def demo_store(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo store that the pages open; closed again at the end."""
    path = tmp_path / "copy.duckdb"
    shutil.copy(built, path)
    return _in_use(path, monkeypatch)


class Reader:
    """Puts a store in use for tests that change nothing. It stays open, with what pages keep of it, for the next of them."""

    def __init__(self, factory: pytest.TempPathFactory) -> None:
        self._factory = factory
        self._copies: dict[Path, Path] = {}

    def use(self, made: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
        """The store that pages have open: the copy of the last time, or another one when a test in between had its own."""
        path = self._copies.get(made, made)
        monkeypatch.setenv("INZETWIJZER_STORE", str(path))
        if path == made or session.settings() != settings():
            path = self._copies[made] = Path(shutil.copy(made, self._factory.mktemp("read")))
            _in_use(path, monkeypatch)
        return session.open_store(str(path))


@pytest.fixture(scope="session")
def reader(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    return Reader(tmp_path_factory)


@pytest.fixture
def read_store(built: Path, reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The demo store, as the pages have it open, for a test that changes nothing."""
    store = reader.use(built, monkeypatch)
    yield store
    assert store.generation == 0, "a test that writes needs demo_store"


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new store without anything in it."""
    return _in_use(stores.put(tmp_path / "empty.duckdb"), monkeypatch)


def _in_use(path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("INZETWIJZER_STORE", str(path))
    st.cache_resource.clear()
    st.cache_data.clear()
    return path


@pytest.fixture
def open_page() -> Opener:
    """Run a file of pages/ as a cold deep link does: without app.py, as a role or as nobody."""

    def run(page: str, role: str | None = None, *, language: str = "nl", **address: str) -> AppTest:
        test = AppTest.from_file(str(PROJECT / "pages" / f"{page}.py"), default_timeout=30)
        test.session_state["language"] = language
        if role is not None:
            test.session_state["demo_role"] = role
        for name, value in address.items():
            test.query_params[name] = value
        return test.run()

    return run


@pytest.fixture
def unfolded(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is one click away is open: its content is sent when it is opened only."""
    original = st.expander

    def opened(label: str, expanded: bool = False, **options: Any) -> Any:
        return original(label, True, **options)

    monkeypatch.setattr(st, "expander", opened)


@pytest.fixture
def read_empty(
    reader: Reader, tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Store]:
    """A store without anything in it, as the pages have it open, for a test that changes nothing."""
    made = tmp_path_factory.getbasetemp() / "empty.duckdb"
    store = reader.use(made if made.exists() else stores.put(made), monkeypatch)
    yield store
    assert store.generation == 0, "a test that writes needs empty_store"


@pytest.fixture(scope="session")
def odd(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Detector]:
    """A closed store with a small unit of odd figures, and what finds them."""

    def make(path: Path) -> None:
        shutil.copy(built, path)
        with Store(path) as store:
            fill(store, date.today())

    shared = made_once(tmp_path_factory, "odd.duckdb", make)
    path = Path(shutil.copy(shared, tmp_path_factory.mktemp("odd")))
    with Store(path) as store:
        return path, Detector(store)


@pytest.fixture
def reading_detector(odd: tuple[Path, Detector], reader: Reader, monkeypatch: pytest.MonkeyPatch) -> Iterator[Detector]:
    """What finds hidden figures, with their store in use for a test that changes nothing."""
    store = reader.use(odd[0], monkeypatch)
    yield odd[1]
    assert store.generation == 0, "a test that writes needs detector"


@pytest.fixture
def detector(odd: tuple[Path, Detector], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Detector:
    """What finds hidden figures, with a copy of their store in use."""
    path = tmp_path / "odd.duckdb"
    shutil.copy(odd[0], path)
    _in_use(path, monkeypatch)
    return odd[1]
