"""Where the time of a load goes: the product's own functions, wrapped with clocks from outside.

A clock counts what its function does itself, without what the wrapped functions inside it do.
"""

import importlib
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

PHASES = (
    ("reading", "di_data.loading.reading.read", "read"),
    ("personal data", "di_data.loading.personal", "found_in"),
    ("recognising", "di_data.loading.mapping.recognise", "recognise"),
    ("shaping", "di_data.loading.shaping.shape", "shape"),
    ("cleaning", "di_data.loading.cleaning.clean", "clean"),
    ("contracts", "di_data.contracts.checks", "failures"),
    ("findings of contracts", "di_data.loading.cleaning.check", "checked"),
    ("doubts", "di_data.loading.cleaning.doubts", "settle"),
    ("placing", "di_data.loading.departments.placing", "place"),
    ("differences", "di_data.loading.differences", "differences"),
    ("figures", "di_data.loading.observe", "figures"),
    ("delivering", "di_data.loading.deliver", "deliver"),
)
"""Phase, module, function. A function that this version does not have is left out."""

_SPENT: dict[str, float] = defaultdict(float)
_INNER: list[float] = []


@contextmanager
def _clock(phase: str) -> Iterator[None]:
    started = time.perf_counter()
    _INNER.append(0.0)
    try:
        yield
    finally:
        seconds = time.perf_counter() - started
        _SPENT[phase] += seconds - _INNER.pop()
        if _INNER:
            _INNER[-1] += seconds


def _timed(phase: str, function: Callable[..., Any]) -> Callable[..., Any]:
    def run(*arguments: Any, **named: Any) -> Any:
        with _clock(phase):
            return function(*arguments, **named)

    return run


def _replace(function: object, other: object) -> None:
    """Put another function in every module of ours that knows this one."""
    for name, module in list(sys.modules.items()):
        if name.startswith("di_data"):
            for key, value in list(vars(module).items()):
                if value is function:
                    setattr(module, key, other)


def _wrap() -> None:
    for phase, name, attribute in PHASES:
        try:
            function = getattr(importlib.import_module(name), attribute, None)
        except ModuleNotFoundError:
            continue
        if function:
            _replace(function, _timed(phase, function))
    from di_data.store import Store, Transaction

    Transaction.insert = _timed("inserting", Transaction.insert)  # type: ignore[method-assign]
    Transaction.read = _timed("queries", Transaction.read)  # type: ignore[method-assign]
    original = Store.write

    @contextmanager
    def write(self: Store, **named: Any) -> Iterator[Any]:
        manager = original(self, **named)
        transaction = manager.__enter__()
        try:
            yield transaction
        except BaseException:
            if not manager.__exit__(*sys.exc_info()):
                raise
        else:
            with _clock("commit" if named.get("keep", True) else "rollback"):
                manager.__exit__(None, None, None)

    Store.write = write  # type: ignore[method-assign, assignment]


def ours(folder: Path) -> dict[str, float]:
    """Load the file inside this process. Returns seconds by phase, and in total, after the imports."""
    import pandera.polars  # noqa: F401 - so that its import is not counted

    from di_data.access import SYSTEM
    from di_data.config import Settings
    from di_data.loading.load import Source, load
    from di_data.store import Store

    _wrap()
    content = (folder / "rows.csv").read_bytes()
    with Store(folder / "store.duckdb") as store:
        started = time.perf_counter()
        report = load(store, SYSTEM, Source(content, "rows.csv"), Settings(upload_limit=1 << 40))
        total = time.perf_counter() - started
    if report.status != "loaded":
        sys.exit(f"{report.status}: {[finding.text for finding in report.errors][:3]}")
    return {**_SPENT, "the rest": total - sum(_SPENT.values()), "total": total}
