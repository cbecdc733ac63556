"""How long publishing behind the privacy gate takes in a large store: `python -m tests.bench.privacy`. Prints the figures.

60 departments in four levels with one merger, 120 months, 40 indicators: ten of days sick and ten counts of people a month,
twenty questions of a yearly survey. Where a limit is missed it prints where the time goes.
"""

import argparse
import cProfile
import io
import pstats
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest

from di_data.access import SYSTEM
from di_data.config import MINIMUM_GROUP
from di_data.periods import Grain, Period
from di_data.register.records import Save, key_of, save
from di_data.reports.figures import indicator_values
from di_data.store import Store, Transaction
from tests.unit.stored_organisations import deliver

DEPARTMENTS, MONTHS, DAYS, COUNTS, SURVEYS = 60, 120, 10, 10, 20
PUBLISH_LIMIT, READ_LIMIT = 30.0, 0.050
"""Seconds, of the issue."""

FIRST = Period(date(2016, 1, 1), Grain.MONTH)
MERGED_ON = date(2022, 1, 1)
SHOWN_LINES = 15


def main() -> None:
    """Build the store (or open one that was kept), publish twice, read, print."""
    words = argparse.ArgumentParser(description=__doc__)
    words.add_argument("store", nargs="?", help="where to keep the store; one that is there is used again")
    words.add_argument(
        "--profile", action="store_true", help="where the time goes inside Python, which makes all slower"
    )
    chosen = words.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(chosen.store or Path(folder) / "privacy.duckdb")
        is_new = not path.exists()
        store = Store(path, create=True)
        if is_new:
            started = time.perf_counter()
            count = fill(store)
            print(f"{count:,} figures delivered, stored in {time.perf_counter() - started:.1f} s", flush=True)
            store.close()
            if chosen.store:
                shutil.copy(path, path.with_suffix(".unpublished.duckdb"))
            store = Store(path)
        timed = partial(_timed, profiled=chosen.profile)
        timed("full publication and the first page", PUBLISH_LIMIT, lambda: _page(store, "days_0"))
        _told(store)
        timed("first read of another indicator", READ_LIMIT, lambda: _page(store, "counts_0"))
        timed("later reads of it (median of 9)", READ_LIMIT, lambda: _page(store, "counts_0"), times=9)
        timed("later reads in the present structure", READ_LIMIT, lambda: _page(store, "counts_0", "present"), times=9)
        deliver(store, "absence", list(_monthly("days_1", 1, DEPARTMENTS, MONTHS)))
        timed("publication after one month of one indicator", PUBLISH_LIMIT, lambda: _page(store, "days_1"))
        timed("first read after it", READ_LIMIT, lambda: _page(store, "counts_1"))
        store.close()


def _page(store: Store, indicator: str, structure: Any = "as_was") -> int:
    return len(
        indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=[indicator], structure=structure)
    )


def _timed(name: str, limit: float, run: Callable[[], object], times: int = 1, *, profiled: bool = False) -> None:
    """Print how long it took; where that is too long, which queries and what else took it."""
    profile = cProfile.Profile()
    taken = []
    with _watched() as spent:
        for _time in range(times):
            started = time.perf_counter()
            if profiled:
                profile.runcall(run)
            else:
                run()
            taken.append(time.perf_counter() - started)
    middle = statistics.median(taken)
    missed = "" if middle <= limit else "  MISSED"
    print(f"{name:48} {1000 * middle:10,.0f} ms of {1000 * limit:8,.0f}{missed}", flush=True)
    if missed:
        for query, seconds in sorted(spent.items(), key=lambda pair: -pair[1]):
            print(f"    {query:44} {1000 * seconds / times:10,.0f} ms")
        print(
            f"    {'all else: the gate itself':44} {1000 * (sum(taken) - sum(spent.values())) / times:10,.0f} ms",
            flush=True,
        )
    if missed and profiled:
        text = io.StringIO()
        pstats.Stats(profile, stream=text).sort_stats("tottime").print_stats(SHOWN_LINES)
        print("\n".join(line for line in text.getvalue().splitlines()[6:] if line.strip()))


@contextmanager
def _watched() -> Iterator[dict[str, float]]:
    """Seconds per named query and per table that is written, while the block runs."""
    spent: dict[str, float] = {}
    read, insert = Transaction.read, Transaction.insert

    def _noted(method: Callable[..., Any], kind: str) -> Callable[..., Any]:
        def run(own: Transaction, name: str, *words: Any, **named: Any) -> Any:
            started = time.perf_counter()
            try:
                return method(own, name, *words, **named)
            finally:
                key = f"{kind} {name} {named.get('structure', '')}".strip()
                spent[key] = spent.get(key, 0.0) + time.perf_counter() - started

        return run

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Transaction, "read", _noted(read, "query"))
        patch.setattr(Transaction, "insert", _noted(insert, "insert"))
        yield spent


def _told(store: Store) -> None:
    told = store.read("figures/indicator_values", structure="as_was", indicators=None, since=None, whole=[])
    print(f"{'shown and hidden, as it was':48} {(~told['hidden']).sum():,} and {told['hidden'].sum():,}")


def fill(store: Store) -> int:
    """The departments, the indicators and their deliveries. Returns how many figures were delivered."""
    tree = tree_of()
    with store.write() as transaction:
        save(transaction, SYSTEM, [_unit(number, above) for number, above in enumerate(tree)])
    with store.write() as transaction:
        save(transaction, SYSTEM, [_indicator(name) for name in _names()])
    total = 0
    for kind, rows in _files(len(tree)):
        deliver(store, kind, rows)
        total += len(rows)
    return total


def _files(units: int) -> Iterator[tuple[str, list[dict[str, object]]]]:
    for month in range(MONTHS):
        yield "absence", [row for name, seed in _numbered("days", DAYS) for row in _monthly(name, seed, units, month)]
        yield (
            "outflow",
            [row for name, seed in _numbered("counts", COUNTS) for row in _monthly(name, seed, units, month)],
        )
    for year in range(MONTHS // 12):
        yield "survey", [row for name, seed in _numbered("survey", SURVEYS) for row in _yearly(name, seed, units, year)]


def tree_of() -> list[int | None]:
    """The department above each: one, four below it, eight below those, and the rest."""
    return [
        None,
        *[0] * 4,
        *[1 + number % 4 for number in range(8)],
        *[5 + number % 8 for number in range(DEPARTMENTS - 13)],
    ]


def _names() -> list[str]:
    return [
        name
        for kind, count in (("days", DAYS), ("counts", COUNTS), ("survey", SURVEYS))
        for name, _ in _numbered(kind, count)
    ]


def _numbered(kind: str, count: int) -> Iterator[tuple[str, int]]:
    yield from ((f"{kind}_{number}", number) for number in range(count))


def _key(number: int) -> str:
    return key_of("org_unit", f"bench {number}")


def _unit(number: int, above: int | None) -> Save:
    columns: dict[str, object] = {
        "code": f"D{number:02}",
        "name": f"Afdeling {number:02}",
        "parent": above and _key(above),
    }
    columns["parent"] = None if above is None else _key(above)
    gone = (DEPARTMENTS - 1, DEPARTMENTS - 9)
    columns["ends_on"] = MERGED_ON - timedelta(days=1) if number in gone else None
    columns["successor"] = _key(DEPARTMENTS - 17) if number in gone else None
    return Save("org_unit", _key(number), 0, columns)


def _indicator(name: str) -> Save:
    columns = {"code": name, "name": name, "measure": "percent", "counts_people": not name.startswith("days")}
    return Save("indicator", key_of("indicator", name), 0, dict(columns))


def _leaves(count: int, day: date) -> Iterator[tuple[int, int]]:
    """The departments of which figures are delivered, and their people: most are small."""
    for number in range(13, count):
        people = max(round(random.Random(number).lognormvariate(2.9, 1.0)), 2)
        if number not in (DEPARTMENTS - 1, DEPARTMENTS - 9) or day < MERGED_ON:
            yield number, people


def _monthly(name: str, seed: int, count: int, month: int) -> Iterator[dict[str, object]]:
    dice, period = random.Random(f"{name} {month}"), FIRST.shifted(month).start
    for number, people in _leaves(count, period):
        if name.startswith("days"):
            under = round(people * 27.5, 1)
            over = round(
                min(sum(dice.uniform(0, 27.5) for _ in range(people) if dice.random() < 0.08 + 0.01 * seed), under), 1
            )
        else:
            under, over = float(people), float(sum(dice.random() < 0.02 + 0.02 * seed for _ in range(people)))
        yield _row(name, number, period, "month", over, under, people)


def _yearly(name: str, seed: int, count: int, year: int) -> Iterator[dict[str, object]]:
    dice, period = random.Random(f"{name} {year}"), FIRST.shifted(12 * year).start
    for number, people in _leaves(count, period):
        answers = sum(dice.random() < 0.65 for _ in range(people))
        if answers:
            positive = sum(dice.random() < 0.4 + 0.02 * seed for _ in range(answers))
            yield _row(name, number, period, "year", float(positive), float(answers), people) | {
                "invited": float(people)
            }


def _row(name: str, unit: int, period: date, grain: str, over: float, under: float, people: int) -> dict[str, object]:
    return {
        "indicator": name, "unit": _key(unit), "period": period, "grain": grain, "numerator": over, "denominator": under,
        "group_size": float(people), "provisional": False, "invited": None,
    }  # fmt: skip


if __name__ == "__main__":
    main()
