"""Distributions of survey answers: told only of units whose figure is shown, and only as far as nothing follows about a few.

The answers are read from the very delivery of the published figure, so a correction that waits for the figure waits for
them. What was told in earlier publications is worked out again from what was published then, and known.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import groupby
from typing import Any, NamedTuple

import polars as pl

from di_data.analysis.answer_scale import Counts, Detail, codes, merged
from di_data.config import ROUNDING
from di_data.disclosure.answer_groups import Knowledge, Told, Tree, told_apart
from di_data.disclosure.safe_table import SafeTable, seal
from di_data.store import Store

_SCHEMA: dict[str, Any] = {
    "unit_id": pl.String, "unit": pl.String, "unit_name": pl.String, "parent_id": pl.String, "indicator": pl.String,
    "period": pl.Date, "grain": pl.String, "category": pl.String, "share": pl.Float64, "count": pl.Int64,
    "answers": pl.Int64,
}  # fmt: skip

Row = dict[str, Any]
Answers = Mapping[tuple[str, str], Counts]
"""The answers of one question and period by delivery and unit."""


class Table(NamedTuple):
    """The question and period of which answers are added up over units."""

    indicator: str
    grain: str
    period: date


@dataclass(frozen=True)
class _Moments:
    """The departments and the minimum groups as they were when something was published, each read once."""

    store: Store
    read: dict[datetime, tuple[Tree, dict[str | None, int]]] = field(default_factory=dict)

    def at(self, moment: datetime) -> tuple[Tree, dict[str | None, int]]:
        if moment not in self.read:
            tree = self.store.read("organisation/units", as_of=moment).select("id", "parent_id")
            agreed = self.store.read("organisation/group_minimums", as_of=moment).select("indicator", "minimum")
            self.read[moment] = dict(tree.rows()), dict(agreed.rows())
        return self.read[moment]


def published_answers(store: Store, indicators: Sequence[str], as_of: datetime | None = None) -> SafeTable:
    """How the answers to the questions behind these indicators were distributed, of every unit whose figure is shown, as
    departments were: `unit_id, unit, unit_name, parent_id, indicator, period, grain, category, share` (0 to 1)`, count,
    answers`, in the order of the scale. `category` is a code of `analysis.answer_scale`, as detailed as may be told."""
    history = store.read("disclosure/answer_history", as_of=as_of, indicators=list(indicators))
    counts = _by_table(store.read("disclosure/answer_counts", indicators=list(indicators)))
    published = {
        Table(*key): list(rows)
        for key, rows in groupby(
            history.iter_rows(named=True), key=lambda row: (row["indicator"], row["grain"], row["period"])
        )
    }
    moments = _Moments(store)
    rows = [
        row for table in _single(published, counts)
        for row in _told(table, published[table], counts[table], moments)
    ]  # fmt: skip
    units = store.read("organisation/units", as_of=as_of).select(
        "parent_id", unit_id="id", unit="code", unit_name="name"
    )
    told = pl.DataFrame(rows, schema={name: _SCHEMA[name] for name in _OWN}, orient="row").with_row_index("place")
    named = told.join(units, on="unit_id").sort("indicator", "unit_name", "grain", "period", "place")
    return seal(named.select(pl.col(name).cast(dtype) for name, dtype in _SCHEMA.items()))


_OWN = ("unit_id", "indicator", "period", "grain", "category", "share", "count", "answers")


def _by_table(counts: pl.DataFrame) -> dict[Table, dict[tuple[str, str], Counts]]:
    """The answers of every delivery and unit, the most negative first."""
    cell = ["indicator", "grain", "period", "delivery", "unit_id"]
    found: dict[Table, dict[tuple[str, str], Counts]] = {}
    for *table, delivery, unit, answers in (
        counts.group_by(cell, maintain_order=True).agg(pl.col("answers").sort_by("answer")).iter_rows()
    ):
        found.setdefault(Table(*table), {})[(delivery, unit)] = tuple(answers)
    return found


def _single(published: Mapping[Table, list[Row]], counts: Mapping[Table, Answers]) -> list[Table]:
    """The tables that no other one overlaps: answers of months and of the year that they make up would tell about each other.
    Nor those of a public source, or with figures that are made of months."""
    told = [
        table for table, rows in published.items()
        if table in counts
        and any((row["delivery"], row["unit_id"]) in counts[table] for row in rows)
        and not any(row["public_source"] or row["derived"] for row in rows)
    ]  # fmt: skip
    grains: dict[tuple[str, int], set[str]] = {}
    for table, rows in published.items():
        if table in counts and any((row["delivery"], row["unit_id"]) in counts[table] for row in rows):
            grains.setdefault((table.indicator, table.period.year), set()).add(table.grain)
    return [table for table in told if len(grains[(table.indicator, table.period.year)]) == 1]


def _told(table: Table, rows: list[Row], counts: Answers, moments: _Moments) -> Iterator[tuple[object, ...]]:
    """The rows to show of one table, after all that was published of it."""
    state: dict[str, Row] = {}
    before: list[Knowledge] = []
    units: dict[str, Told] = {}
    for moment, changed in groupby(rows, key=lambda row: row["published_at"]):
        default = 0
        for row in changed:
            state[row["unit_id"]], default = row, row["default_minimum"]
        present = {unit: row for unit, row in state.items() if not row["gone"]}
        if not any((row["delivery"], unit) in counts for unit, row in present.items()):
            units = {}
            continue
        tree, agreed = moments.at(moment)
        minimum = agreed.get(table.indicator, agreed.get(None, default))
        own = frozenset(unit for unit, row in present.items() if not row["added_up"])
        units = _units(present, counts, tree)
        before.append(told_apart(units, own, tree, minimum, before))
    for unit, told in units.items():
        if told.answers:
            detail = next(one for one in reversed(Detail) if unit in before[-1][one])
            yield from _rows(table, unit, told, detail)


def _rows(table: Table, unit: str, told: Told, detail: Detail) -> Iterator[tuple[object, ...]]:
    counts: Counts = (told.answers - told.positive, told.positive)
    if detail != Detail.TWO and told.counts is not None:
        counts = merged(told.counts, detail)
    for code, count in zip(codes(len(told.counts or counts), detail), counts, strict=True):
        yield unit, table.indicator, table.period, table.grain, code, count / told.answers, count, told.answers


def _units(present: Mapping[str, Row], counts: Answers, tree: Tree) -> dict[str, Told]:
    """The units whose figures are shown, with their answers where these are whole and agree with the figure."""
    own = {unit: counts.get((row["delivery"], unit)) for unit, row in present.items() if not row["added_up"]}
    scales = {len(one) for one in own.values() if one is not None}
    below: dict[str | None, list[str]] = {}
    for unit, above in tree.items():
        below.setdefault(above, []).append(unit)
    found = {}
    for unit, row in present.items():
        if row["shown"] and row["numerator"] is not None and row["denominator"] is not None:
            answers = _sum(_parts(unit, own, below)) if len(scales) == 1 else None
            figure = (row["denominator"] - row["numerator"], row["numerator"])
            agree = answers is not None and _alike(merged(answers, Detail.TWO), figure)
            found[unit] = Told(
                row["group_size"] or 0.0, round(figure[1]), round(row["denominator"]), answers if agree else None
            )
    return found


def _parts(
    unit: str, own: Mapping[str, Counts | None], below: Mapping[str | None, list[str]]
) -> list[Counts | None]:  # fmt: skip
    """The answers of the unit itself where it has figures of its own, else of the nearest units below that have."""
    if unit in own:
        return [own[unit]]
    return [part for child in below.get(unit, ()) for part in _parts(child, own, below)]


def _sum(parts: list[Counts | None]) -> Counts | None:
    whole = [part for part in parts if part is not None]
    if not whole or len(whole) < len(parts):
        return None
    return tuple(map(sum, zip(*whole, strict=True)))


def _alike(counts: Counts, figure: tuple[float, float]) -> bool:
    return all(abs(count - told) <= ROUNDING * max(1.0, told) for count, told in zip(counts, figure, strict=True))
