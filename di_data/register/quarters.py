"""Closing a quarter: its review stays for ever what it was at that moment.

There is no reopening. A closed review was seen and sent; what is corrected afterwards stands beside it as changed since
closing, and decisions can be recorded and settled after it. See docs/decisions/0024-closing-a-quarter.md.
"""

from datetime import date, datetime

import polars as pl

from di_data.access import Right, Viewer
from di_data.disclosure import publish
from di_data.errors import Refused, WrongUse
from di_data.language import mark as _
from di_data.notation import day, period
from di_data.periods import Grain, Period, parse
from di_data.store import Store, Transaction


def close_quarter(
    store: Store, viewer: Viewer, quarter: Period, *, minimum_group: int, today: date | None = None
) -> datetime:
    """Close a quarter; returns the moment (UTC) as of which its review is read from now on.

    What may be shown is published first, so that nothing that is worked out later counts from before the closing.
    `minimum_group`: as in `disclosure.publish`. Raises Refused, WrongUse for what is not a quarter, NotAllowed.
    """
    viewer.must(Right.CLOSE_QUARTER)
    _refuse_unfinished(quarter, today or date.today())
    while True:
        written = store.generation
        publish(store, minimum_group)
        with store.write() as transaction:
            if store.generation != written:
                continue  # somebody saved between the two: publish that as well
            _refuse_closed(transaction, quarter)
            transaction.insert("quarter_close", pl.DataFrame([{
                "quarter": str(quarter), "as_of": transaction.moment, "closed_by": viewer.subject,
            }]))  # fmt: skip
            return transaction.moment


def _refuse_unfinished(quarter: Period, today: date) -> None:
    if quarter.grain != Grain.QUARTER:
        raise WrongUse(_("{period} is not a quarter. Only a quarter can be closed."), period=period(quarter))
    if quarter.end >= today:
        raise Refused(
            _("{quarter} has not ended yet. It can be closed after {day}."),
            quarter=period(quarter), day=day(quarter.end),
        )  # fmt: skip


def _refuse_closed(transaction: Transaction, quarter: Period) -> None:
    """A quarter is closed once, and not after a later one: its review would hold what came after that."""
    closed = [parse(code) for code in transaction.read("programme/quarter_closings")["quarter"]]
    if quarter in closed:
        raise Refused(_("{quarter} is closed already. A closing stays as it is."), quarter=period(quarter))
    if later := [one for one in closed if one > quarter]:
        raise Refused(
            _("{quarter} cannot be closed any more: {later} is closed already."),
            quarter=period(quarter), later=period(max(later)),
        )  # fmt: skip
