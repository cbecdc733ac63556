"""A real server on a free port over a copy of the demo store, and a real Chromium."""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from di_data.config import PROJECT

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
ARGUMENTS = [
    "--no-sandbox",
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000
"""Milliseconds that a page has to show something: a busy machine is slow, and a journey is no benchmark."""

expect.set_options(timeout=PATIENCE)
READY = "[data-testid='stAppViewContainer'] h1"


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The system's Chromium. Without it: a failure where CI is set, else a skip."""
    if CHROMIUM is None:
        if os.environ.get("CI"):
            pytest.fail("CI needs Chromium: install the package chromium")
        pytest.skip("no Chromium on this machine: install the package chromium to run the browser journeys")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        yield browser
        browser.close()


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Server:
    """A running Inzetwijzer; its output is in the message of a failure."""

    def __init__(self, store: Path, log: Path, app: str = "di_data.ui.server:app") -> None:
        self.port, self.log = _free_port(), log
        self.address = f"http://127.0.0.1:{self.port}"
        command = [sys.executable, "-m", "uvicorn", app, "--host", "127.0.0.1", "--port", str(self.port),
                   "--ws", "websockets-sansio", "--no-server-header", "--no-access-log"]  # fmt: skip
        environment = {**os.environ, "INZETWIJZER_STORE": str(store)}
        with log.open("w") as output:
            self.process = subprocess.Popen(command, cwd=PROJECT, env=environment, stdout=output, stderr=output)
        self._wait()

    def _wait(self) -> None:
        for _attempt in range(300):
            if self.process.poll() is not None:
                break
            try:
                with urllib.request.urlopen(f"{self.address}/_stcore/health", timeout=1):
                    return
            except OSError:
                time.sleep(0.1)
        pytest.fail(f"the server did not start:\n{self.log.read_text()}")

    def stop(self) -> None:
        self.process.terminate()
        self.process.wait(timeout=20)


@contextmanager
def _running(built: Path, folder: Path) -> Iterator[Server]:
    store = folder / "store.duckdb"
    shutil.copy(built, store)
    running = Server(store, folder / "server.log")
    yield running
    running.stop()
    assert "Traceback" not in running.log.read_text(), running.log.read_text()


@pytest.fixture
def server(built: Path, tmp_path: Path) -> Iterator[Server]:
    """A fresh server over a copy of the demo store."""
    with _running(built, tmp_path) as running:
        yield running


@pytest.fixture(scope="session")
def read_server(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server over a copy of the demo store, for the journeys that change nothing."""
    with _running(built, tmp_path_factory.mktemp("read")) as running:
        yield running


@pytest.fixture
def visit(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    """Open a page of the server in a browser of its own, as a role, or as nobody."""
    with _visits(browser, server) as go:
        yield go


@pytest.fixture
def read_visit(browser: Browser, read_server: Server) -> Iterator[Callable[..., Page]]:
    """As `visit`, for a journey that changes nothing."""
    with _visits(browser, read_server) as go:
        yield go


@contextmanager
def _visits(browser: Browser, server: Server) -> Iterator[Callable[..., Page]]:
    contexts = []

    def go(path: str = "", role: str | None = None, *, scheme: str = "light", width: int = 1400) -> Page:
        context = browser.new_context(
            viewport={"width": width, "height": 1000}, color_scheme=scheme, locale="nl-NL", accept_downloads=True
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.goto(f"{server.address}/{path}")
        page.wait_for_selector(READY)
        if role is not None:
            page.locator(f".st-key-be_{role} button").click()
            page.wait_for_selector("[data-testid='stSidebarNav']")
            settled(page)
        return page

    yield go
    for context in contexts:
        context.close()


def settled(page: Page) -> None:
    """Wait until the page's script has run and its charts are drawn."""
    page.wait_for_timeout(300)
    page.wait_for_selector("[data-testid='stApp'][data-test-script-state='notRunning']", state="attached")
    page.wait_for_timeout(500)
