"""A demo store for the page tests, and a way to open a page as a role."""

import shutil
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from di_data.config import PROJECT
from di_data.store import Store
from tests.pages.hidden_figures import Detector, fill

Opener = Callable[..., AppTest]


@pytest.fixture
def demo_store(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A copy of the demo store that the pages open; closed again at the end."""
    path = tmp_path / "copy.duckdb"
    shutil.copy(built, path)
    return _in_use(path, monkeypatch)


@pytest.fixture
def empty_store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A new store without anything in it."""
    path = tmp_path / "empty.duckdb"
    Store(path, create=True).close()
    return _in_use(path, monkeypatch)


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


@pytest.fixture(scope="session")
def odd(built: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Detector]:
    """A closed store with a small unit of odd figures, and what finds them."""
    path = tmp_path_factory.mktemp("odd") / "odd.duckdb"
    shutil.copy(built, path)
    with Store(path) as store:
        fill(store, date.today())
        return path, Detector(store)


@pytest.fixture
def detector(odd: tuple[Path, Detector], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Detector:
    """What finds hidden figures, with a copy of their store in use."""
    path = tmp_path / "odd.duckdb"
    shutil.copy(odd[0], path)
    _in_use(path, monkeypatch)
    return odd[1]
