"""What the auditor reads of a store: the truth of the moment of every publication, and what was shown of it."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime

import polars as pl

from di_data.disclosure.auditor import Publication
from di_data.disclosure.auditor_history import History
from di_data.store import Store, Transaction

_CELL = ["structure", "indicator", "unit_id", "grain", "period"]
_THEN = ["value", "numerator", "denominator", "group_size", "invited"]

Progress = Callable[[float], object]


@dataclass(frozen=True, eq=False)
class Published:
    """Everything that was published: the key of the newest publication, how many there are, and by indicator each
    publication as far as it differs from the one before it."""

    newest: str
    count: int
    histories: dict[str, History]


def everything_published(store: Store, progress: Progress) -> Published | None:
    """Read it; None when nothing was published. `progress` is told the share that was read."""
    newest = store.read("disclosure/newest_publication").to_dicts()
    if not newest:
        return None
    histories: dict[str, History] = {}
    moments = store.read("disclosure/publication_parts").partition_by("published_at", maintain_order=True)
    for number, part in enumerate(moments, start=1):
        for code, own in _published(store, part):
            histories.setdefault(code, History()).add(own)
        progress(number / len(moments))
    return Published(newest[0]["id"], len(moments), histories)


def published_before(transaction: Transaction, years: Mapping[str, set[int]]) -> dict[str, list[Publication]]:
    """The publications of some indicators, as far as something of these years came, went or changed in them, the oldest
    first."""
    found: dict[str, list[Publication]] = {code: [] for code in years}
    every = transaction.read("disclosure/publications_of", indicators=list(years))
    wanted = [year in years[code] for code, year in every.select("indicator", "year").iter_rows()]
    parts = every.filter(pl.Series(wanted, dtype=pl.Boolean)).drop("year").unique(maintain_order=True)
    for part in parts.partition_by("published_at", maintain_order=True):
        for code, own in _published(transaction, part):
            inside = pl.col("period").dt.year().is_in(sorted(years[code]))
            found[code].append(replace(own, figures=own.figures.filter(inside)))
    return found


def _published(store: Store | Transaction, part: pl.DataFrame) -> Iterator[tuple[str, Publication]]:
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
