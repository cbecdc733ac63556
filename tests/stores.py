"""Stores to test on: making the tables takes longer than most tests, so a filled store is made once and copied after that."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import duckdb

from di_data.store import Store

Fill = Callable[[Store], object]
"""Fills an empty store. A function of a module, the same one every time: it runs once in a process."""


def with_nothing(store: Store) -> None:
    """The filling of an empty store."""


@cache
def _made(fill: Fill) -> bytes:
    """The file of a closed store that was filled."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "store.duckdb"
        with Store(path, create=True) as store:
            fill(store)
        return path.read_bytes()


def put(path: Path, fill: Fill = with_nothing) -> Path:
    """Put a closed store at the path, where nothing was."""
    with path.open("xb") as file:
        file.write(_made(fill))
    return path


def filled(path: Path, fill: Fill = with_nothing) -> Store:
    """An open store at the path, as `put` puts it there."""
    return Store(put(path, fill))


class _Kept:
    """An open store in a folder of its own, with what its files looked like when it was opened."""

    def __init__(self, fill: Fill) -> None:
        self._folder = tempfile.TemporaryDirectory()
        self.store = filled(Path(self._folder.name) / "store.duckdb", fill)
        self._files = self._look()

    def _look(self) -> set[tuple[str, int, int]]:
        found = [(path.name, path.stat()) for path in Path(self._folder.name).iterdir()]
        return {(name, about.st_size, about.st_mtime_ns) for name, about in found}

    def is_untouched(self) -> bool:
        """Whether it is open still, and nothing was ever committed: that would stand in its file or in a log beside it."""
        try:
            self.store._connection.execute("select 1")
        except duckdb.ConnectionException:
            return False
        return self._look() == self._files

    def close(self) -> None:
        self.store.close()
        self._folder.cleanup()


_KEPT: dict[Fill, _Kept] = {}


@contextmanager
def lent(fill: Fill = with_nothing) -> Iterator[Store]:
    """An open store for one test. The next test gets the same one where this test wrote nothing, and else a new copy."""
    kept = _KEPT.pop(fill, None) or _Kept(fill)
    try:
        yield kept.store
    finally:
        if kept.is_untouched():
            _KEPT[fill] = kept
        else:
            kept.close()
