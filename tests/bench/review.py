"""How long the quarterly review takes in a large store: `python -m tests.bench.review [STORE]`. Prints the figures.

The store of `tests.bench.privacy` (60 departments × 120 months × 40 indicators) with 25 goals. Server time of the page's
script in a server that served this page before: the first visit, for which nothing is kept, and later ones.
"""

import logging
import os
import shutil
import statistics
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import streamlit as st
from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM
from di_data.config import MINIMUM_GROUP, PROJECT
from di_data.disclosure import publish
from di_data.register.goals import Goal, save_goal
from di_data.register.records import key_of
from di_data.reports.reviewed import reviewed
from di_data.store import Store
from di_data.vocabulary import Position
from tests.bench.privacy import COUNTS, DAYS, fill

GOALS, ROUNDS, VISITS = 25, 5, 3
FIRST_LIMIT, LATER_LIMIT = 0.8, 0.3
"""Seconds, of the issue."""

QUARTER = "2025-Q4"


def main() -> None:
    """Build the store (or copy one that was kept), measure, print."""
    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "review.duckdb"
        if len(sys.argv) > 1:
            shutil.copy(sys.argv[1], path)
        with Store(path, create=True) as store:
            if len(sys.argv) == 1:
                fill(store)
            _goals(store)
            publish(store, MINIMUM_GROUP)
            started = time.perf_counter()
            found = reviewed(store, SYSTEM, minimum_group=MINIMUM_GROUP, quarter=QUARTER)
            print(f"{len(found.goals)} goals, {len(found.readings)} readings: {time.perf_counter() - started:.2f} s")
        os.environ["INZETWIJZER_STORE"] = str(path)
        _page()


def _goals(store: Store) -> None:
    codes = [f"days_{number}" for number in range(DAYS)] + [f"counts_{number}" for number in range(COUNTS)]
    codes += [f"survey_{number}" for number in range(GOALS - len(codes))]
    for number, code in enumerate(codes):
        save_goal(store, SYSTEM, Goal(
            title=f"Doel {number}", unit=key_of("org_unit", "bench 0"), owner_role=Position.HR, indicator=code,
            starts_on=date(2024, 1, 1), due_on=date(2027, 1, 1), baseline=9.0,
        ))  # fmt: skip


def _page() -> None:
    from di_data.ui.server import preload

    preload()
    test = AppTest.from_file(str(PROJECT / "pages" / "quarterly_review.py"), default_timeout=120)
    test.session_state["demo_role"] = "mt"
    test.query_params["quarter"] = QUARTER
    cold = _visit(test)
    first, later = [], []
    for _round in range(ROUNDS):
        st.cache_data.clear()
        first.append(_visit(test))
        later += [_visit(test) for _again in range(VISITS)]
    print(f"very first page of a server {cold:6.2f} s")
    for name, taken, limit in (
        ("first visits (median)", first, FIRST_LIMIT),
        ("later visits (median)", later, LATER_LIMIT),
    ):
        seconds = statistics.median(taken)
        print(f"{name:24} {seconds:6.2f} s of {limit} s{'' if seconds <= limit else '  MISSED'}")


def _visit(test: AppTest) -> float:
    started = time.perf_counter()
    test.run()
    assert not test.exception, test.exception
    return time.perf_counter() - started


if __name__ == "__main__":
    main()
