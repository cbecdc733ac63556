"""How long the paper of a quarterly review takes: `python -m tests.bench.paper`. Prints the figures.

The demo with its goals over and over, so that the PDF has 25 pages. The first drawing, with the start of what draws, counts.
"""

import io
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdf

from di_data.access import SYSTEM
from di_data.config import MINIMUM_GROUP, PROJECT
from di_data.demo import build
from di_data.demo.rijk import load_benchmarks
from di_data.disclosure import publish
from di_data.export.review_document import review_pdf
from di_data.export.review_paper import Paper, review_paper
from di_data.export.review_web_page import review_web_page
from di_data.export.review_workbook import review_workbook
from di_data.periods import quarter_of
from di_data.reports.review_contents import Contents, contents
from di_data.store import Store

GOALS, PAGES, LIMIT = 22, 25, 3.0
"""Goals that fill the pages, and the seconds that these may take, of the issue."""


def main() -> None:
    """Build the store, make the paper, print."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "demo.duckdb", create=True) as store:
        build(store, seed=1, today=date.today())
        load_benchmarks(store, PROJECT / "tests" / "data")
        publish(store, MINIMUM_GROUP)
        _measure(store, GOALS)


def _read(store: Store) -> Contents:
    def read(report: Callable[..., Any], **parameters: Any) -> Any:
        return report(store, SYSTEM, **parameters)

    last = quarter_of(date.today()).shifted(-1)
    return contents(read, last, minimum_group=MINIMUM_GROUP, delivery_days=42, today=date.today())


def _with_goals(found: Contents, count: int) -> Contents:
    """The review with so many goals, the demo's over and over, each with a title and so a chart of its own."""
    some = []
    for number, one in zip(range(count), cycle(found.found.goals), strict=False):
        goal = {**one.standing.goal, "title": f"{one.standing.goal['title']} {number + 1}", "unit_name": f"{one.standing.goal['unit_name']} {number + 1}"}  # fmt: skip
        some.append(replace(one, standing=replace(one.standing, goal=goal)))
    return replace(found, found=replace(found.found, goals=tuple(some)))


def _pages(content: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


def _measure(store: Store, goals: int) -> None:
    started, used = time.perf_counter(), _used()
    paper = review_paper(_with_goals(_read(store), goals))
    read = time.perf_counter()
    content = review_pdf(paper)
    made, spent = time.perf_counter(), _used() - used
    print(f"{_pages(content)} pages, {goals} goals, {len(list(paper.drawings()))} charts, {len(content) / 1e6:.1f} MB")
    assert _pages(content) >= PAGES
    verdict = "" if made - started <= LIMIT else f"  over the limit of {LIMIT:.0f} s"
    print(
        f"read and put into words {read - started:5.2f} s, PDF {made - read:5.2f} s, processor {spent:5.2f} s{verdict}"
    )
    for name, make in (("PDF again", review_pdf), ("web page", review_web_page), ("workbook", review_workbook)):
        _print_time(name, make, paper)


def _print_time(name: str, make: Callable[[Paper], bytes], paper: Paper) -> None:
    started = time.perf_counter()
    content = make(paper)
    print(f"{name}: {time.perf_counter() - started:.2f} s, {len(content) / 1e6:.1f} MB")


def _used() -> float:
    """Seconds of the processor that this process used."""
    told = resource.getrusage(resource.RUSAGE_SELF)
    return told.ru_utime + told.ru_stime


if __name__ == "__main__":
    main()
