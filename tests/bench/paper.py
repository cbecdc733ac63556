"""How long the paper of a quarterly review takes: `python -m tests.bench.paper`. Prints the figures.

The demo with its goals over and over, so that the PDF has 25 pages. The first drawing, with the start of what draws, counts.
"""

import io
import resource
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from itertools import cycle
from pathlib import Path
from typing import Any

import pypdf

from di_data.config import MINIMUM_GROUP, PROJECT
from di_data.demo import build
from di_data.demo.rijk import load_benchmarks
from di_data.disclosure import publish
from di_data.export.print_chart import forget_drawings
from di_data.export.review_document import review_pdf
from di_data.export.review_paper import Paper, review_paper
from di_data.export.review_web_page import review_web_page
from di_data.export.review_workbook import review_workbook
from di_data.reports.review_contents import Contents
from di_data.reports.reviewed import reviewed
from di_data.store import Store
from tests.reviews import review_of

GOALS, PAGES, LIMIT = 22, 25, 3.0
"""Goals that fill the pages, and the seconds that these may take, of the issue."""

TIMES = 5


def main() -> None:
    """Build the store, make the paper, print."""
    with tempfile.TemporaryDirectory() as folder, Store(Path(folder) / "demo.duckdb", create=True) as store:
        build(store, seed=1, today=date.today())
        load_benchmarks(store, PROJECT / "tests" / "data")
        publish(store, MINIMUM_GROUP)
        _measure(store, GOALS)


def _with_goals(found: Contents, count: int) -> Contents:
    """The review with so many goals, the demo's over and over, each with a title and so a chart of its own."""
    some = []
    for number, one in zip(range(count), cycle(found.found.goals), strict=False):
        goal = {**one.standing.goal, "title": f"{one.standing.goal['title']} {number + 1}", "unit_name": f"{one.standing.goal['unit_name']} {number + 1}"}  # fmt: skip
        some.append(replace(one, standing=replace(one.standing, goal=goal)))
    more = replace(found.found, goals=tuple(some))

    def read(report: Callable[..., Any], **parameters: Any) -> Any:
        return more if report is reviewed else found.read(report, **parameters)

    return replace(found, read=read)


def _pages(content: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


def _measure(store: Store, goals: int) -> None:
    started = time.perf_counter()
    paper = review_paper(_with_goals(review_of(store), goals))
    print(f"read and put into words: {time.perf_counter() - started:.2f} s")
    first = _time(review_pdf, paper)
    content = first.content
    print(f"{_pages(content)} pages, {goals} goals, {len(list(paper.drawings()))} charts, {len(content) / 1e6:.1f} MB")
    assert _pages(content) >= PAGES
    print(
        f"PDF, the first since the start: {first}{'' if first.seconds <= LIMIT else f', over the limit of {LIMIT:.0f} s'}"
    )
    drawn_anew = [_time(review_pdf, paper, anew=True) for _ in range(TIMES)]
    print(f"PDF, its charts drawn anew, median of {TIMES}: {_median(drawn_anew)}")
    print(
        f"PDF, with the charts of before, median of {TIMES}: {_median([_time(review_pdf, paper) for _ in range(TIMES)])}"
    )
    for name, make in (("web page", review_web_page), ("workbook", review_workbook)):
        print(f"{name}: {_time(make, paper)}")


@dataclass(frozen=True)
class _Time:
    seconds: float
    processor: float
    content: bytes

    def __str__(self) -> str:
        return f"{self.seconds:.2f} s ({self.processor:.2f} s of a processor)"


def _time(make: Callable[[Paper], bytes], paper: Paper, *, anew: bool = False) -> _Time:
    if anew:
        forget_drawings()
    started, used = time.perf_counter(), _used()
    content = make(paper)
    return _Time(time.perf_counter() - started, _used() - used, content)


def _median(times: list[_Time]) -> _Time:
    return sorted(times, key=lambda one: one.seconds)[len(times) // 2]


def _used() -> float:
    """Seconds of the processor that this process used."""
    told = resource.getrusage(resource.RUSAGE_SELF)
    return told.ru_utime + told.ru_stime


if __name__ == "__main__":
    main()
