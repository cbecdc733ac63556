"""How long the demo store's pages take: `python -m tests.bench.pages`. Prints; never fails on time.

First the server: from its start to the first page that is ready in a browser. Then the pages, by server time:
the script run of each page, first visit (cold cache) and later visits (median of ten), as the role that sees most.
"""

import os
import statistics
import sys
import tempfile
import time
from pathlib import Path

from di_data.access import RIGHTS
from di_data.config import PROJECT
from di_data.demo import build
from di_data.demo.rijk import load_benchmarks
from di_data.store import Store
from di_data.ui.navigation import PAGES
from di_data.vocabulary import Role

VISITS = 10


def main() -> None:
    """Build a demo store, measure, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.duckdb"
        started = time.perf_counter()
        store = Store(path, create=True)
        build(store, seed=1)
        load_benchmarks(store, PROJECT / "tests" / "data")
        store.close()
        print(f"demo store built and loaded in {time.perf_counter() - started:.1f} s")
        os.environ["INZETWIJZER_STORE"] = str(path)
        _server(path)
        _pages()


def _server(path: Path) -> None:
    from playwright.sync_api import sync_playwright

    from tests.browser.conftest import ARGUMENTS, CHROMIUM, READY, Server

    if CHROMIUM is None:
        print("no Chromium: the first page was not measured")
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS, headless=True)
        page = browser.new_page()
        started = time.perf_counter()
        server = Server(path, path.with_suffix(".log"))
        answered = time.perf_counter()
        page.goto(server.address)
        page.wait_for_selector(READY)
        ready = time.perf_counter()
        page.locator(".st-key-be_mt button").click()
        page.wait_for_selector("[data-testid='stMetric']")
        goals = time.perf_counter()
        print(f"server answers after {answered - started:.2f} s; first page ready after {ready - started:.2f} s")
        print(f"the MT's home page with its goals, after choosing the role: {goals - ready:.2f} s")
        server.stop()
        browser.close()


def _pages() -> None:
    import logging

    logging.disable(logging.WARNING)
    from streamlit.testing.v1 import AppTest

    from di_data.ui.server import preload

    preload()  # as the server does before its first visitor

    print(f"{'page':20} {'role':14} {'first, ms':>10} {'later, ms':>10}")
    for entry in PAGES:
        role = next(role for role in (Role.HR, *Role) if entry.right in RIGHTS[role])
        test = AppTest.from_file(str(PROJECT / "pages" / f"{entry.file}.py"), default_timeout=60)
        test.session_state["demo_role"] = role.value
        times = []
        for _visit in range(VISITS + 1):
            started = time.perf_counter()
            test.run()
            times.append(1000 * (time.perf_counter() - started))
        if test.exception:
            sys.exit(f"{entry.file} fails: {test.exception}")
        print(f"{entry.file:20} {role.value:14} {times[0]:10.0f} {statistics.median(times[1:]):10.0f}")


if __name__ == "__main__":
    main()
