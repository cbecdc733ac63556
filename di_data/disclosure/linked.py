"""All linked tables at once: which figures of both structures are hidden, over the tree, the periods and mergers.

The tree of one indicator holds every unit as it was and, where units went on in another one, that one's present figure
above them: both structures are then one tree. What a reorganisation moved across the tree, and a moving year, are never
decided by themselves: they are shown only where what they are made of is shown, so they tell nothing new.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import polars as pl

from di_data.disclosure.cells import CELL, LEVELS, MONTHS_IN, OWN, Organisation, Tree
from di_data.disclosure.missing_parts import with_missing_parts
from di_data.disclosure.proof import Histories, doubtful, proven, with_neighbours
from di_data.disclosure.public_sums import with_public_sums
from di_data.disclosure.reorganised import across, differing, with_moved
from di_data.disclosure.rules import Minimums, judged
from di_data.disclosure.yearly import one_year
from di_data.vocabulary import Hidden

_PRESENT = "present:"


@dataclass(frozen=True, eq=False)
class Before:
    """What was published before, as cells. `known`: shown with the value of now; `kept`: hidden, and to stay so; `hidden`: all
    that was hidden; `histories`: reads the publications of some years of indicators, the oldest first."""

    known: pl.DataFrame
    kept: pl.DataFrame
    hidden: pl.DataFrame
    histories: Callable[[Mapping[str, set[int]]], Histories]


def after(
    before: Before, figures: pl.DataFrame, organisation: Organisation, minimums: Minimums
) -> tuple[pl.DataFrame, pl.DataFrame]:
    """What `decided` says after earlier publications, and in which years of indicators (`indicator, year`) more had to be
    hidden because of them. There all that was hidden stays hidden; where that is not enough only what is known is shown."""
    known, kept = before.known, before.kept
    told = decided(figures, organisation, minimums, known, kept)
    histories = before.histories(_years_of_news(told, marked(told, known)))
    wrong = doubtful(told, organisation, minimums, marked(told, known), histories)
    if wrong.is_empty():
        return told, wrong
    again = figures.filter(pl.col("indicator").is_in(wrong["indicator"].unique().to_list()))
    stay = pl.concat([kept, before.hidden]).unique()
    anew = decided(again, organisation, minimums, known, stay)
    told = pl.concat([told.join(again.select(CELL), on=CELL, how="anti"), anew])
    wrong = doubtful(told, organisation, minimums, marked(told, known), histories)
    return proven(told, organisation, minimums, marked(told, known), histories), wrong


def _years_of_news(told: pl.DataFrame, known: pl.Series) -> dict[str, set[int]]:
    """Of every indicator the years in which something is shown that was not, or was another, and those beside them."""
    found: dict[str, set[int]] = {}
    new = told.filter(pl.col("reason").is_null() & ~known)
    for code, year in new.select("indicator", pl.col("period").dt.year()).unique().iter_rows():
        found.setdefault(code, set()).update(with_neighbours([year]))
    return found


def hidden_reasons(figures: pl.DataFrame, organisation: Organisation, minimums: Minimums) -> pl.DataFrame:
    """What `decided` says of figures of which nothing was shown, after the auditor tried it; where that finds anything
    nothing is shown."""
    nothing = figures.select(CELL).clear()
    told = decided(figures, organisation, minimums, nothing, nothing)
    return proven(told, organisation, minimums, marked(told, nothing), {})


def decided(
    figures: pl.DataFrame,
    organisation: Organisation,
    minimums: Minimums,
    known: pl.DataFrame,
    before: pl.DataFrame,
) -> pl.DataFrame:
    """Add `reason` (a code of `vocabulary.Hidden`, or nothing where a figure may be shown) to every figure.

    `figures`: one row per structure × indicator × unit × grain × period of **all** units, with the columns that
    `rules.judged` asks for. `known`: cells (`structure, indicator, unit_id, grain, period`) that were shown with this
    value before; they are known, so they stay as they are and protect nothing. `before`: cells that were hidden before;
    they stay hidden, so that they go on protecting what they protected.
    """
    rows = with_public_sums(with_missing_parts(judged(figures, minimums)), organisation)
    as_was = rows.filter(pl.col("structure") == "as_was")
    present = rows.filter(pl.col("structure") == "present")
    own, laminar, crossing = differing(present, as_was, organisation)
    as_was = with_moved(as_was, crossing, organisation)
    nodes = pl.concat([as_was.with_columns(node="unit_id"), laminar.with_columns(node=_PRESENT + pl.col("unit_id"))])
    # A public figure is known, whether or not it was published here; of one without a size nobody knows what it counts.
    longer = nodes.filter(pl.col("grain").is_in(LEVELS) & (~pl.col("public_source") | (pl.col("weight") > 0)))
    is_known = marked(longer, known) | longer["public_source"]
    told = _told(longer, organisation, laminar, is_known, marked(longer, before))
    settled = nodes.join(told, on=["node", "indicator", "grain", "period"], how="left", maintain_order="left")
    was = _moving_years(settled.filter(pl.col("structure") == "as_was"))
    same = own.join(was.select(*OWN, "reason"), on=OWN, how="left", maintain_order="left")
    now = [settled.filter(pl.col("structure") == "present"), same, across(crossing, was, organisation)]
    judged_now = pl.concat([part.select(*CELL, "primary", "public_source", "reason") for part in now])
    # A moving year that is the same in both structures was decided with the figures as they were.
    moved = pl.concat([laminar, crossing]).select(CELL)
    moving = _moving_years(judged_now).join(moved, on=CELL, how="semi")
    every = pl.concat([part.select(*CELL, "reason") for part in (was, same, moving)])
    return figures.join(every, on=CELL, how="left", maintain_order="left")


def marked(rows: pl.DataFrame, cells: pl.DataFrame) -> pl.Series:
    """Which rows are among these cells."""
    if cells.is_empty():
        return pl.repeat(False, rows.height, eager=True)
    joined = rows.select(CELL).join(
        cells.select(CELL).unique().with_columns(is_in=pl.lit(True)), on=CELL, how="left", maintain_order="left"
    )
    return joined["is_in"].fill_null(False)


def _told(
    rows: pl.DataFrame, organisation: Organisation, laminar: pl.DataFrame, known: pl.Series, before: pl.Series
) -> pl.DataFrame:
    """The reasons of months, quarters and years, worked out per indicator and calendar year."""
    tree = _one_tree(organisation, set(laminar["unit_id"].unique()))
    both = rows.with_columns(known=known, before=before, year=pl.col("period").dt.year())
    found = [pl.DataFrame(schema=_REASONS)]
    usual: dict[tuple[str, str], set[str]] = {}
    for (indicator, _year), part in sorted(both.partition_by("indicator", "year", as_dict=True).items()):
        found.append(one_year(str(indicator), part, tree, usual))
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


def _moving_years(rows: pl.DataFrame) -> pl.DataFrame:
    """Hide a moving year of which a part is hidden, unless it follows from what is shown: from its months, its quarters
    or the calendar year that it is."""
    key = ["structure", "indicator", "unit_id"]
    moving = rows.filter(pl.col("grain") == "moving_year").select(*key, start="period")
    if moving.is_empty():
        return rows
    parts = pl.concat(
        moving.with_columns(grain=pl.lit(grain), period=pl.col("start").dt.offset_by(f"{back}mo"))
        for grain in LEVELS
        for back in range(0, 12, MONTHS_IN[grain])
    )
    told = (
        parts.join(rows.select(*key, "grain", "period", "reason"), on=[*key, "grain", "period"])
        .group_by(*key, "start", "grain")
        .agg(shown=pl.col("reason").is_null().sum(), lost=pl.col("reason").is_not_null().any())
        .with_columns(whole=pl.col("shown") * pl.col("grain").replace_strict(MONTHS_IN, return_dtype=pl.Int64) == 12)
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
