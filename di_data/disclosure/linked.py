"""All linked tables at once: which figures of both structures are hidden, over the tree, the periods and mergers.

The tree of one indicator holds every unit as it was and, where units went on in another one, that one's present figure
above them: both structures are then one tree. What a reorganisation moved across the tree, and a moving year, are never
decided by themselves: they are shown only where what they are made of is shown, so they tell nothing new.
"""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import polars as pl

from di_data.disclosure.knowledge import NOBODY, Flags, Floats, Indices, Table
from di_data.disclosure.pattern import Year, decide
from di_data.disclosure.rules import Minimums, judged
from di_data.periods import Grain
from di_data.vocabulary import Hidden

CELL = ["structure", "indicator", "unit_id", "grain", "period"]
_OWN = ["indicator", "unit_id", "grain", "period"]
_LEVELS = (Grain.YEAR.value, Grain.QUARTER.value, Grain.MONTH.value)
_MONTHS = {Grain.MONTH.value: 1, Grain.QUARTER.value: 3, Grain.YEAR.value: 12, "moving_year": 12}
_SAME = 1e-9
"""How much two sums of the same numbers may differ by the order of adding."""

_PRESENT = "present:"

Tree = Mapping[str, str | None]


@dataclass(frozen=True)
class Organisation:
    """The trees of both structures, unit → unit above; `moved` (`unit_id, gone`): which units that are gone count in
    which unit's present figures, or no longer count there."""

    as_was: Tree
    present: Tree
    moved: pl.DataFrame

    @classmethod
    def unchanged(cls, tree: Tree) -> "Organisation":
        """An organisation without reorganisations."""
        return cls(tree, tree, pl.DataFrame(schema={"unit_id": pl.String, "gone": pl.String}))


def hidden_reasons(
    figures: pl.DataFrame,
    organisation: Organisation,
    minimums: Minimums,
    known: pl.DataFrame | None = None,
    before: pl.DataFrame | None = None,
) -> pl.DataFrame:
    """Add `reason` (a code of `vocabulary.Hidden`, or nothing where a figure may be shown) to every figure.

    `figures`: one row per structure × indicator × unit × grain × period of **all** units, with the columns that
    `rules.judged` asks for. `known`: cells (`structure, indicator, unit_id, grain, period`) that were shown with this
    value before; they are known, so they stay as they are and protect nothing. `before`: cells that were hidden before;
    they stay hidden, so that they go on protecting what they protected.
    """
    rows = judged(figures, minimums)
    as_was = rows.filter(pl.col("structure") == "as_was")
    present = rows.filter(pl.col("structure") == "present")
    own, laminar, crossing = _differing(present, as_was, organisation)
    as_was = _with_moved(as_was, crossing, organisation)
    nodes = pl.concat([as_was.with_columns(node="unit_id"), laminar.with_columns(node=_PRESENT + pl.col("unit_id"))])
    longer = nodes.filter(pl.col("grain").is_in(_LEVELS) & ~pl.col("public_source"))
    told = _told(longer, organisation, laminar, _marked(longer, known), _marked(longer, before))
    decided = nodes.join(told, on=["node", "indicator", "grain", "period"], how="left", maintain_order="left")
    was = _moving_years(decided.filter(pl.col("structure") == "as_was"))
    same = own.join(was.select(*_OWN, "reason"), on=_OWN, how="left", maintain_order="left")
    across = _across(crossing, was, organisation)
    now = [decided.filter(pl.col("structure") == "present"), same, across]
    judged_now = pl.concat([part.select(*CELL, "primary", "public_source", "reason") for part in now])
    # A moving year that is the same in both structures was decided with the figures as they were.
    moved = pl.concat([laminar, crossing]).select(CELL)
    moving = _moving_years(judged_now).join(moved, on=CELL, how="semi")
    every = pl.concat([part.select(*CELL, "reason") for part in (was, same, moving)])
    return figures.join(every, on=CELL, how="left", maintain_order="left")


def _marked(rows: pl.DataFrame, cells: pl.DataFrame | None) -> pl.Series:
    """Which rows are among these cells."""
    if cells is None or cells.is_empty():
        return pl.repeat(False, rows.height, eager=True)
    marked = rows.select(CELL).join(cells.select(CELL).unique().with_columns(is_in=pl.lit(True)), on=CELL, how="left", maintain_order="left")
    return marked["is_in"].fill_null(False)


def _differing(
    present: pl.DataFrame, as_was: pl.DataFrame, organisation: Organisation
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The present figures that are the same as they were, those of a unit with all that went on in it from beside it,
    and those that something moved to or from across the tree."""
    was = as_was.select(*_OWN, *(pl.col(name).alias(f"{name}_was") for name in ("x", "size", "value")), found=pl.lit(True))
    both = present.join(was, on=_OWN, how="left", maintain_order="left")
    alike = pl.all_horizontal(
        pl.col(name).eq_missing(pl.col(f"{name}_was"))
        | ((pl.col(name) - pl.col(f"{name}_was")).abs() <= _SAME * pl.col(name).abs()).fill_null(False)
        for name in ("x", "size", "value")
    )
    is_same = both["found"].fill_null(False) & both.select(alike.alias("alike"))["alike"].fill_null(False)
    beside = [
        unit
        for unit, gone in organisation.moved.group_by("unit_id").agg(pl.col("gone").unique()).rows()
        if {organisation.as_was.get(one) for one in gone} == {organisation.as_was.get(unit)}
    ]
    rest = present.filter(~is_same)
    from_beside = rest["unit_id"].is_in(beside)
    return present.filter(is_same), rest.filter(from_beside), rest.filter(~from_beside)


def _with_moved(as_was: pl.DataFrame, crossing: pl.DataFrame, organisation: Organisation) -> pl.DataFrame:
    """Where what a reorganisation moved is hidden by itself, so is what it is made of: it would tell it."""
    itself = crossing.select("unit_id", gone="unit_id").unique()
    parts = pl.concat([organisation.moved.select("unit_id", "gone"), itself]).unique()
    made_of = (
        crossing.filter(pl.col("primary").is_not_null())
        .select(_OWN)
        .join(parts, on="unit_id")
        .select("indicator", "grain", "period", unit_id="gone", of_few=pl.lit(Hidden.PROTECTS_ANOTHER.value))
        .unique()
    )
    return (
        as_was.join(made_of, on=_OWN, how="left", maintain_order="left")
        .with_columns(primary=pl.coalesce("primary", pl.when(~pl.col("public_source")).then("of_few")))
        .drop("of_few")
    )


def _told(
    rows: pl.DataFrame, organisation: Organisation, laminar: pl.DataFrame, known: pl.Series, before: pl.Series
) -> pl.DataFrame:
    """The reasons of months, quarters and years, worked out per indicator and calendar year."""
    tree = _one_tree(organisation, set(laminar["unit_id"].unique()))
    marked = rows.with_columns(known=known, before=before, year=pl.col("period").dt.year())
    found = [pl.DataFrame(schema=_REASONS)]
    usual: dict[tuple[str, str], set[str]] = {}
    for (indicator, _year), part in sorted(marked.partition_by("indicator", "year", as_dict=True).items()):
        found.append(_one_year(str(indicator), part, tree, usual))
    return pl.concat(found)


_REASONS = {
    "node": pl.String, "indicator": pl.String, "grain": pl.String, "period": pl.Date, "reason": pl.String,
}  # fmt: skip


def _one_tree(organisation: Organisation, laminar: set[str]) -> Tree:
    """The tree as it was, with the present figure of a unit above that unit and above what went on in it."""
    tree = dict(organisation.as_was)
    gone = {one: unit for unit, one in organisation.moved.select("unit_id", "gone").rows() if unit in laminar}
    for unit in laminar:
        tree[_PRESENT + unit] = organisation.as_was.get(unit)
        tree[unit] = _PRESENT + unit
    for one, unit in gone.items():
        tree[one] = _PRESENT + unit
    return tree


def _one_year(indicator: str, part: pl.DataFrame, tree: Tree, usual: dict[tuple[str, str], set[str]]) -> pl.DataFrame:
    """The reasons in one indicator and calendar year; `usual` keeps per grain what was hidden in the year before."""
    nodes = sorted(set(part["node"]))
    place = {node: number for number, node in enumerate(nodes)}
    above = np.array([_row_above(node, tree, place) for node in nodes], dtype=np.int64)
    levels = {grain: part.filter(pl.col("grain") == grain) for grain in _LEVELS}
    levels = {grain: level for grain, level in levels.items() if level.height}
    periods = {grain: level["period"].unique().sort().to_list() for grain, level in levels.items()}
    grains, before = list(levels), []
    spans: list[np.ndarray] = []
    for number, grain in enumerate(grains):
        longer = periods[grains[number - 1]] if number else []
        step = _MONTHS[grains[number - 1]] if number else 12
        starts = [day.replace(month=(day.month - 1) // step * step + 1) for day in periods[grain]]
        spans.append(np.array([longer.index(day) if day in longer else NOBODY for day in starts], dtype=np.int64))
        flags = np.zeros((len(place), len(periods[grain])), dtype=bool)
        flags[[place[node] for node in usual.get((indicator, grain), ()) if node in place]] = True
        before.append(flags)
    tables = [_table(levels[grain], place, periods[grain], above) for grain in grains]
    for number in range(len(tables) - 2, -1, -1):
        tables[number] = _with_parts(tables[number], tables[number + 1], spans[number + 1], _MONTHS[grains[number]] // _MONTHS[grains[number + 1]])
    year = Year(tables, spans, [_MONTHS[grain] for grain in grains], bool(part["counts_people"][0]), before)
    result = []
    for grain, table, hidden in zip(grains, tables, decide(year), strict=True):
        usual[indicator, grain] = {nodes[row] for row in np.flatnonzero((hidden & table.exists).any(axis=1))}
        result.append(_as_rows(levels[grain], place, periods[grain], hidden))
    return pl.concat(result)


def _row_above(node: str, tree: Tree, place: Mapping[str, int]) -> int:
    """The row of the nearest unit above that has figures itself."""
    parent, steps = tree.get(node), 0
    while parent is not None and parent not in place and steps < len(tree):
        parent, steps = tree.get(parent), steps + 1
    return place.get(parent, NOBODY) if parent is not None and parent != node else NOBODY


def _grid(level: pl.DataFrame, place: Mapping[str, int], periods: list[object], column: str, empty: float) -> Floats:
    """A column of the rows as units × periods."""
    grid = np.full((len(place), len(periods)), empty, dtype=np.float64)
    rows = level["node"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
    columns = level["period"].replace_strict(periods, list(range(len(periods))), return_dtype=pl.Int64).to_numpy()
    grid[rows, columns] = level[column].cast(pl.Float64).to_numpy()
    return grid


def _table(level: pl.DataFrame, place: Mapping[str, int], periods: list[object], above: Indices) -> Table:
    level = level.with_columns(is_primary=pl.col("primary").is_not_null(), one=pl.lit(1.0))
    names = ("x", "cap", "need", "weight", "size", "one", "is_primary", "known", "before")
    x, cap, need, weight, size, exists, primary, known, stays = (_grid(level, place, periods, name, 0.0) for name in names)
    return Table(
        above, x, cap, need, weight, size, exists.astype(bool), primary.astype(bool), known.astype(bool),
        stays.astype(bool) & ~known.astype(bool),
        np.zeros(exists.shape, dtype=bool), np.zeros(exists.shape), np.zeros(exists.shape),
        float(level["minimum"][0]),
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
        found.known[:, column] |= inside.any(axis=1) & (known | ~inside).all(axis=1) & (partly | (inside.sum(axis=1) == whole))
        for told, part, every in ((found.given, shorter.given, shorter.x), (found.given_cap, shorter.given_cap, cap)):
            told[:, column] = np.where(known, every[:, spans == column], part[:, spans == column]).sum(axis=1)
    return found


def _as_rows(level: pl.DataFrame, place: Mapping[str, int], periods: list[object], hidden: Flags) -> pl.DataFrame:
    rows = level["node"].replace_strict(place, return_dtype=pl.Int64).to_numpy()
    columns = level["period"].replace_strict(periods, list(range(len(periods))), return_dtype=pl.Int64).to_numpy()
    further = pl.lit(Hidden.PROTECTS_ANOTHER.value)
    return level.with_columns(is_hidden=pl.Series(hidden[rows, columns], dtype=pl.Boolean)).select(
        "node", "indicator", "grain", "period",
        reason=pl.coalesce("primary", pl.when("is_hidden" & ~pl.col("known")).then(further)),
    )  # fmt: skip


def _moving_years(rows: pl.DataFrame) -> pl.DataFrame:
    """Hide a moving year of which a part is hidden, unless it follows from what is shown: from its months, its quarters
    or the calendar year that it is."""
    key = ["structure", "indicator", "unit_id"]
    moving = rows.filter(pl.col("grain") == "moving_year").select(*key, start="period")
    if moving.is_empty():
        return rows
    parts = pl.concat(
        moving.with_columns(grain=pl.lit(grain), period=pl.col("start").dt.offset_by(f"{back}mo"))
        for grain in _LEVELS
        for back in range(0, 12, _MONTHS[grain])
    )
    told = (
        parts.join(rows.select(*key, "grain", "period", "reason"), on=[*key, "grain", "period"])
        .group_by(*key, "start", "grain")
        .agg(shown=pl.col("reason").is_null().sum(), lost=pl.col("reason").is_not_null().any())
        .with_columns(whole=pl.col("shown") * pl.col("grain").replace_strict(_MONTHS, return_dtype=pl.Int64) == 12)
        .group_by(*key, "start")
        .agg(is_told=pl.col("lost").any() & ~pl.col("whole").any())
        .select(*key, "is_told", period="start", grain=pl.lit("moving_year"))
    )
    hidden = pl.when(pl.col("is_told") & ~pl.col("public_source")).then(pl.lit(Hidden.PROTECTS_ANOTHER.value))
    return (
        rows.join(told, on=[*key, "period", "grain"], how="left", maintain_order="left")
        .with_columns(
            reason=pl.when(pl.col("grain") == "moving_year").then(pl.coalesce("primary", hidden)).otherwise("reason")
        )
        .drop("is_told")
    )


def _across(crossing: pl.DataFrame, as_was: pl.DataFrame, organisation: Organisation) -> pl.DataFrame:
    """What a reorganisation moved across the tree is shown only where nothing is hidden of the figure as it was and of
    what moved, in that period."""
    hidden = as_was.filter(pl.col("reason").is_not_null()).select("indicator", "grain", "period", gone="unit_id")
    cell = ["indicator", "grain", "period", "gone"]
    months = hidden.filter(pl.col("grain") == Grain.MONTH.value)
    touched = [hidden.select(cell)]
    for grain, length in _MONTHS.items():
        step = 3 if grain == "moving_year" else length
        first = pl.col("period").dt.truncate(f"{step}mo")
        touched += [
            months.select("indicator", grain=pl.lit(grain), period=first.dt.offset_by(f"-{back}mo"), gone="gone").select(cell)
            for back in range(0, length, step)
        ]
    itself = crossing.select("unit_id", gone="unit_id").unique()
    parts = pl.concat([organisation.moved.select("unit_id", "gone"), itself]).unique()
    told = (
        crossing.select(_OWN)
        .join(parts, on="unit_id")
        .join(pl.concat(touched).unique(), on=cell, how="semi")
        .select(_OWN)
        .unique()
        .with_columns(told=pl.lit(True))
    )
    missing = pl.col("told").fill_null(False) & ~pl.col("public_source")
    return crossing.join(told, on=_OWN, how="left", maintain_order="left").with_columns(
        reason=pl.coalesce("primary", pl.when(missing).then(pl.lit(Hidden.PROTECTS_ANOTHER.value)))
    )
