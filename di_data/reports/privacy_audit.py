"""Trying to work out what is hidden in this store, from everything that was ever published."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime

import polars as pl

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records, publish
from di_data.disclosure.auditor import Audit, Publication, audit
from di_data.disclosure.auditor_history import History
from di_data.store import Store
from di_data.vocabulary import AuditOutcome

_CELL = ["structure", "indicator", "unit_id", "grain", "period"]
_THEN = ["value", "numerator", "denominator", "group_size", "invited"]
_NAMED = ["outcome", "kind", "unit", "unit_name", "indicator", "indicator_name", "grain", "period", "structure"]

Progress = Callable[[float], object]


@dataclass(frozen=True, eq=False)
class Outcome:
    """What the auditor found in the store.

    `publication`: the key of the newest publication. `publications`: how many it read. `shown, hidden`: figures in the
    newest one. `tried`: how many numbers it tried to work out; `unprotected`: how many of them it can narrow down too far;
    `in_vain`: figures that were hidden to protect others and follow from what is shown, which harms nobody; `before`:
    figures that are hidden now and were shown earlier.
    `cells`: which figures these are, never what they are: `outcome` (a code of `vocabulary.AuditOutcome`), `kind` (a code
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
    parts = store.read("disclosure/publication_parts")
    newest = store.read("disclosure/newest_publication").to_dicts()
    if not newest:
        return None
    histories: dict[str, History] = {}
    moments = parts.partition_by("published_at", maintain_order=True)
    for number, part in enumerate(moments):
        for code, own in _published(store, part):
            histories.setdefault(code, History()).add(own)
        progress((number + 1) / (len(moments) + len(histories) + 1))
    audits: list[Audit] = []
    for number, code in enumerate(sorted(histories)):
        audits.append(audit(histories.pop(code).publications(), {}, minimum_group))
        progress((len(moments) + number + 1) / (len(moments) + number + 1 + len(histories)))
    return Outcome(
        publication=newest[0]["id"],
        publications=len(moments),
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
    return guard_records(store.read("disclosure/newest_audit"))


def _published(store: Store, part: pl.DataFrame) -> Iterator[tuple[str, Publication]]:
    """One publication, indicator by indicator: the truth of that moment, and what was shown of it."""
    moment: datetime = part["published_at"][0]
    codes = part["indicator"].to_list()
    parents = store.read("organisation/present_parents", as_of=moment)
    structures = ["as_was", "present"] if parents["gone"].any() else ["as_was"]
    true = pl.concat(
        [store.read("disclosure/figures", as_of=moment, structure=one, indicators=codes) for one in structures]
    )
    then = store.read("disclosure/published_then", published_at=moment, indicators=codes)
    shown = pl.col("shown")
    figures = (
        true.join(then, on=_CELL, how="left", maintain_order="left")
        .with_columns(shown.fill_null(False))
        # Who looks sees what was published, whatever the figure is.
        .with_columns(pl.when(shown).then(f"{name}_then").otherwise(name).alias(name) for name in _THEN)
        .drop(f"{name}_then" for name in _THEN)
    )
    agreed = dict(store.read("organisation/group_minimums", as_of=moment).select("indicator", "minimum").rows())
    default = agreed.pop(None, part["default_minimum"][0])
    tree = dict(store.read("organisation/units", as_of=moment).select("id", "parent_id").rows())
    present = dict(parents.select("unit", "parent").rows())
    for code in codes:
        yield code, Publication(figures.filter(pl.col("indicator") == code), tree, present, agreed, default)


def _cells(store: Store, audits: list[Audit]) -> SafeTable:
    """Which figures were found, by name and without values."""
    found = [
        getattr(one, name).select("kind" if name != "before" else pl.lit("complementary").alias("kind"), *_CELL)
        .with_columns(outcome=pl.lit(outcome.value))
        for one in audits
        for name, outcome in (
            ("findings", AuditOutcome.UNPROTECTED), ("in_vain", AuditOutcome.IN_VAIN), ("before", AuditOutcome.BEFORE),
        )
    ]  # fmt: skip
    names = store.read("organisation/units").select(unit_id="id", unit="code", unit_name="name")
    indicators = store.read("figures/measures").select("indicator", "indicator_name")
    cells = pl.concat(found) if found else pl.DataFrame(schema=dict.fromkeys(["kind", *_CELL, "outcome"], pl.String))
    named = cells.join(names, on="unit_id", how="left").join(indicators, on="indicator", how="left")
    return guard_records(named.select(_NAMED).sort("outcome", "indicator", "unit_name", "grain", "period", "structure"))
