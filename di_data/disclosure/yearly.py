"""One indicator in one calendar year: from rows to tables of units × periods, and back with what is hidden."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import polars as pl

from di_data.disclosure.cells import LEVELS, MONTHS_IN, Tree
from di_data.disclosure.knowledge import NOBODY, Flags, Indices, Table, Year
from di_data.disclosure.pattern import decide
from di_data.vocabulary import Hidden


def one_year(indicator: str, part: pl.DataFrame, tree: Tree, usual: dict[tuple[str, str], set[str]]) -> pl.DataFrame:
    """The reasons in one indicator and calendar year; `usual` keeps per grain what was hidden in the year before."""
    nodes = sorted(set(part["node"]))
    place = {node: number for number, node in enumerate(nodes)}
    above = np.array([_row_above(node, tree, place) for node in nodes], dtype=np.int64)
    levels = {grain: part.filter(pl.col("grain") == grain) for grain in LEVELS}
    levels = {grain: level for grain, level in levels.items() if level.height}
    periods = {grain: level["period"].unique().sort().to_list() for grain, level in levels.items()}
    grains, before = list(levels), []
    spans: list[np.ndarray] = []
    for number, grain in enumerate(grains):
        longer = periods[grains[number - 1]] if number else []
        step = MONTHS_IN[grains[number - 1]] if number else 12
        starts = [day.replace(month=(day.month - 1) // step * step + 1) for day in periods[grain]]
        spans.append(np.array([longer.index(day) if day in longer else NOBODY for day in starts], dtype=np.int64))
        flags = np.zeros((len(place), len(periods[grain])), dtype=bool)
        flags[[place[node] for node in usual.get((indicator, grain), ()) if node in place]] = True
        before.append(flags)
    places = [_places(levels[grain], place, periods[grain]) for grain in grains]
    tables = [_table(levels[grain], own, above) for grain, own in zip(grains, places, strict=True)]
    for number in range(len(tables) - 2, -1, -1):
        tables[number] = _with_parts(
            tables[number],
            tables[number + 1],
            spans[number + 1],
            MONTHS_IN[grains[number]] // MONTHS_IN[grains[number + 1]],
        )
    year = Year(tables, spans, [MONTHS_IN[grain] for grain in grains], bool(part["counts_people"][0]), before)
    result = []
    for grain, table, own, hidden in zip(grains, tables, places, decide(year), strict=True):
        usual[indicator, grain] = {nodes[row] for row in np.flatnonzero((hidden & table.exists).any(axis=1))}
        result.append(_as_rows(levels[grain], own, hidden))
    return pl.concat(result)


def _row_above(node: str, tree: Tree, place: Mapping[str, int]) -> int:
    """The row of the nearest unit above that has figures itself."""
    parent, steps = tree.get(node), 0
    while parent is not None and parent not in place and steps < len(tree):
        parent, steps = tree.get(parent), steps + 1
    return place.get(parent, NOBODY) if parent is not None and parent != node else NOBODY


@dataclass(frozen=True)
class _Places:
    """Where the rows of one grain stand in its table: `rows` of units, `columns` of periods."""

    rows: Indices
    columns: Indices
    shape: tuple[int, int]


def _places(level: pl.DataFrame, place: Mapping[str, int], periods: list[object]) -> _Places:
    rows = level["node"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
    columns = level["period"].replace_strict(periods, list(range(len(periods))), return_dtype=pl.Int64).to_numpy()
    return _Places(rows, columns, (len(place), len(periods)))


_NUMBERS = ("x", "cap", "need", "weight", "size")
_MARKS = ("primary", "known", "before")


def _table(level: pl.DataFrame, places: _Places, above: Indices) -> Table:
    """The rows of one grain as units × periods."""
    values = level.select(*_NUMBERS, pl.col("primary").is_not_null(), "known", "before")

    def grid(name: str, kind: type) -> Any:
        laid: Any = np.zeros(places.shape, dtype=kind)
        laid[places.rows, places.columns] = values[name].to_numpy() if name in values.columns else True
        return laid

    x, cap, need, weight, size = (grid(name, np.float64) for name in _NUMBERS)
    primary, known, stays = (grid(name, np.bool_) for name in _MARKS)
    return Table(
        above, x, cap, need, weight, size, grid("exists", np.bool_), primary, known, stays & ~known,
        np.zeros(places.shape, dtype=bool), np.zeros(places.shape), np.zeros(places.shape), float(level["minimum"][0]),
    )  # fmt: skip


_OF_PARTS = ("x", "cap", "need", "weight", "size", "primary", "exists", "known", "partial", "given", "given_cap")


def _with_parts(longer: Table, shorter: Table, spans: Indices, whole: int) -> Table:
    """Units that were there for a part of a longer period only have no figure in it, but the units above count them. They
    get the sum of their parts as a figure that nobody sees: it is known where the parts are shown. What shorter periods
    told before is known of the longer one."""
    found = replace(longer, **{name: getattr(longer, name).copy() for name in _OF_PARTS})
    cap = np.where(np.isfinite(shorter.cap), shorter.cap, 0.0)
    for column in np.unique(spans[spans != NOBODY]):
        inside = shorter.exists[:, spans == column]
        partly = inside.any(axis=1) & ~longer.exists[:, column]
        for name in ("x", "cap", "weight"):
            getattr(found, name)[partly, column] = getattr(shorter, name)[:, spans == column][partly].sum(axis=1)
        found.size[partly, column] = shorter.size[:, spans == column][partly].sum(axis=1) / whole
        found.need[partly, column] = shorter.need[:, spans == column][partly].max(axis=1, initial=0.0)
        found.primary[partly, column] = shorter.primary[:, spans == column][partly].any(axis=1)
        found.exists[partly, column] = found.partial[partly, column] = True
        known = shorter.known[:, spans == column]
        found.known[:, column] |= (
            inside.any(axis=1) & (known | ~inside).all(axis=1) & (partly | (inside.sum(axis=1) == whole))
        )
        for told, part, every in ((found.given, shorter.given, shorter.x), (found.given_cap, shorter.given_cap, cap)):
            told[:, column] = np.where(known, every[:, spans == column], part[:, spans == column]).sum(axis=1)
    return found


def _as_rows(level: pl.DataFrame, places: _Places, hidden: Flags) -> pl.DataFrame:
    further = pl.lit(Hidden.PROTECTS_ANOTHER.value)
    is_hidden = pl.Series("is_hidden", hidden[places.rows, places.columns], dtype=pl.Boolean)
    return level.with_columns(is_hidden).select(
        "node", "indicator", "grain", "period",
        reason=pl.coalesce("primary", pl.when("is_hidden" & ~pl.col("known")).then(further)),
    )  # fmt: skip
