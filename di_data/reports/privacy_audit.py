"""Trying to work out what is hidden in this store, from everything that was ever published."""

from collections.abc import Callable
from dataclasses import dataclass, field

import polars as pl

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records, publish
from di_data.disclosure.auditor import Audit, audit
from di_data.disclosure.auditor_reading import everything_published
from di_data.reports.privacy_audit_words import Told
from di_data.store import Store

_CELL = ["structure", "indicator", "unit_id", "grain", "period"]
_NAMED = ["outcome", "kind", "unit", "unit_name", "indicator", "indicator_name", "grain", "period", "structure"]

_READING = 0.5
"""The share of the work that is reading."""

Progress = Callable[[float], object]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What the auditor found in the store.

    `publication`: the key of the newest publication. `publications`: how many it read. `shown, hidden`: figures in the
    newest one. `tried`: how many numbers it tried to work out; `unprotected`: how many of them it can narrow down too far;
    `in_vain`: figures that were hidden to protect others and follow from what is shown, which harms nobody; `before`:
    figures that are hidden now and were shown earlier.
    `cells`: which figures these are, never what they are: `outcome` (a code of `privacy_audit_words.Told`), `kind` (a code
    of `disclosure.auditor_puzzle.Kind`), `unit, unit_name, indicator, indicator_name, grain, period, structure`.
    """

    publication: str
    publications: int
    shown: int
    hidden: int
    tried: int
    unprotected: int
    in_vain: int
    before: int
    cells: SafeTable = field(repr=False)


def run(store: Store, viewer: Viewer, *, minimum_group: int, progress: Progress = lambda share: None) -> Outcome | None:
    """Publish what was not published yet, and try to work out everything that is hidden; None when there is nothing.

    `minimum_group`: people in a group where no agreement with the works council names another number. `progress` is told
    the share that is done. Raises NotAllowed.
    """
    viewer.must(Right.ADMINISTER)
    publish(store, minimum_group)
    published = everything_published(store, lambda share: progress(_READING * share))
    if published is None:
        return None
    histories = published.histories
    audits: list[Audit] = []
    for number, code in enumerate(sorted(histories), start=1):
        audits.append(audit(histories[code].publications(), {}, minimum_group))
        progress(_READING + (1 - _READING) * number / len(histories))
    return Outcome(
        publication=published.newest,
        publications=published.count,
        shown=sum(one.shown for one in audits),
        hidden=sum(one.hidden for one in audits),
        tried=sum(one.tried for one in audits),
        unprotected=sum(one.unprotected for one in audits),
        in_vain=sum(one.in_vain.height for one in audits),
        before=sum(one.before.height for one in audits),
        cells=_cells(store, audits),
    )


def last(store: Store, viewer: Viewer) -> SafeTable:
    """The last audit that was kept: `audited_at, audited_by, shown, hidden, unprotected, published_since`; no row when
    there was none. Raises NotAllowed."""
    viewer.must(Right.ADMINISTER)
    return guard_records(store.read("store/newest_audit"))


def _cells(store: Store, audits: list[Audit]) -> SafeTable:
    """Which figures were found, by name and without values."""
    found = [
        getattr(one, name).select("kind" if name != "before" else pl.lit("complementary").alias("kind"), *_CELL)
        .with_columns(outcome=pl.lit(outcome.value))
        for one in audits
        for name, outcome in (
            ("findings", Told.UNPROTECTED), ("in_vain", Told.IN_VAIN), ("before", Told.BEFORE),
        )
    ]  # fmt: skip
    names = store.read("organisation/units").select(unit_id="id", unit="code", unit_name="name")
    indicators = store.read("figures/measures").select("indicator", "indicator_name")
    cells = pl.concat(found) if found else pl.DataFrame(schema=dict.fromkeys(["kind", *_CELL, "outcome"], pl.String))
    named = cells.join(names, on="unit_id", how="left").join(indicators, on="indicator", how="left")
    return guard_records(named.select(_NAMED).sort("outcome", "indicator", "unit_name", "grain", "period", "structure"))
