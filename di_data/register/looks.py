"""How often pages are looked at, per day and role: counted in the memory of the process, and written now and then.

Of who looked, no more than the role is taken along: no account, no session and no address reaches this module's memory.
"""

import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import date

import polars as pl

from di_data.access import RIGHTS, Right, Viewer
from di_data.store import Store
from di_data.vocabulary import Role

BATCH_SECONDS = 600.0
"""Seconds between two writings at least: a page never waits for one, and a process that crashes loses no more than these."""

Key = tuple[date, str, Role]


def desk_of(viewer: Viewer, right: Right) -> Role | None:
    """The role in which somebody looks: of several the first one that may, so that a look counts once; None for nobody."""
    return next((role for role in Role if role in viewer.roles and right in RIGHTS[role]), None)


class Looks:
    """The looks at the pages of one store that are not written yet. Safe to use from several threads."""

    def __init__(self, store: Store, *, seconds: Callable[[], float] = time.monotonic) -> None:
        """`seconds`: a clock that only goes forward."""
        self._store = store
        self._seconds = seconds
        self._counted: Counter[Key] = Counter()
        self._lock = threading.Lock()
        self._written = seconds()

    def note(self, page: str, role: Role, day: date) -> None:
        """Count one look. Where the last writing is long ago, another thread writes."""
        with self._lock:
            self._counted[day, page, role] += 1
            is_due = self._seconds() - self._written >= BATCH_SECONDS
            if is_due:
                self._written = self._seconds()
        if is_due:
            threading.Thread(target=self.write, name="looks", daemon=True).start()

    def write(self) -> None:
        """Write what was counted; what cannot be written is kept for the next time, and the error is passed on."""
        with self._lock:
            counted, self._counted = self._counted, Counter()
            self._written = self._seconds()
        if not counted:
            return
        try:
            with self._store.write() as transaction:
                rows = [
                    {"day": day, "page": page, "role": role.value, "looks": looks, "counted_at": transaction.moment}
                    for (day, page, role), looks in sorted(counted.items())
                ]
                transaction.insert("page_look", pl.DataFrame(rows))
        except BaseException:
            with self._lock:
                self._counted.update(counted)
            raise
