"""The review of a store, as whoever sees all of it reads it."""

from datetime import date, datetime

from di_data.access import SYSTEM, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.periods import Period, quarter_of
from di_data.reports.quarters import closing_of, closings
from di_data.reports.reader import reader
from di_data.reports.review_contents import Contents
from di_data.store import Store

LAST = quarter_of(date.today()).shifted(-1)
"""The last quarter that has ended."""


def closed_at(store: Store, quarter: Period) -> datetime:
    """The moment (UTC) at which a quarter was closed."""
    closing = closing_of(closings(store, SYSTEM), quarter)
    assert closing is not None
    return closing["as_of"]  # type: ignore[no-any-return]


def review_of(store: Store, quarter: Period = LAST, *, viewer: Viewer = SYSTEM) -> Contents:
    """What the review of a quarter holds."""
    return Contents(reader(store, viewer), quarter, minimum_group=MINIMUM_GROUP, delivery_days=42, day=date.today())
