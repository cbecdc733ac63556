"""Corrections about a few people wait: a figure that was once shown stays what it was.

The difference of two versions that were both shown is a figure about who came, went or was counted otherwise. Where
that are only a few, the figures behind it stand as they stood before, and so does everything that is added up from them,
until more has changed.
"""

import polars as pl

from di_data.config import ROUNDING, SMALL_COUNT
from di_data.disclosure.cells import CELL, OWN, TABLE, Organisation
from di_data.disclosure.rules import Minimums
from di_data.periods import last_day
from di_data.store import Transaction

_COUNTED = ("numerator", "denominator", "group_size")


def told_by_difference(
    figures: pl.DataFrame, shown: pl.DataFrame, organisation: Organisation, minimums: Minimums
) -> pl.DataFrame:
    """The cells of which the difference with a version that was shown earlier is about a few people, with the moment
    `since` which they stand: when that version was published. Of a unit with units below it that goes for the people
    directly under it as well: what moved in the unit, less what moved below it.

    `figures`: the figures now, before the gate. `shown`: every version of a figure that was ever shown.
    """
    then = figures.with_columns(minimum=minimums.column()).join(shown, on=CELL, suffix="_then")
    moved = then.filter(~pl.col("public_source")).with_columns(
        (pl.col(name) - pl.col(f"{name}_then")).fill_null(0.0).alias(f"{name}_moved") for name in _COUNTED
    )
    told = [rows.filter(_is_about_few()) for rows in (moved, _directly_under(moved, figures, organisation))]
    return pl.concat(rows.select(*CELL, "state") for rows in told).group_by(CELL).agg(since=pl.col("state").max())


def _is_about_few() -> pl.Expr:
    """Whether what moved is about a few people."""
    count, answers, size = (pl.col(f"{name}_moved").abs() for name in _COUNTED)
    few, little = ((number > ROUNDING) & (number < SMALL_COUNT + 1) for number in (count, answers))
    came = (size > 1 - ROUNDING) & (size < pl.col("minimum"))
    return came | (pl.col("counts_people") & (few | (pl.col("from_survey") & little)))


def _directly_under(moved: pl.DataFrame, figures: pl.DataFrame, organisation: Organisation) -> pl.DataFrame:
    """What moved since the version that was shown last, less what moved below, in units that were shown with every unit
    below them."""
    last = moved.sort("state").unique(CELL, keep="last", maintain_order=True)
    anything = pl.any_horizontal(pl.col(f"{name}_moved").abs() > ROUNDING for name in _COUNTED)
    cells = figures.select(CELL).join(last.filter(anything), on=TABLE, how="semi")
    below = (
        organisation.nearest_above(cells, cells)
        .join(last.select(*CELL, "state", *(f"{name}_moved" for name in _COUNTED)), on=CELL, how="left")
        .group_by(*TABLE, unit_id="above")
        .agg(
            pl.col("state").is_not_null().all().alias("is_whole"),
            pl.col("state").max().alias("below"),
            *(pl.col(f"{name}_moved").sum().alias(f"{name}_below") for name in _COUNTED),
        )
    )
    return last.join(below.filter("is_whole"), on=CELL).with_columns(
        pl.max_horizontal("state", "below").alias("state"),
        *(pl.col(f"{name}_moved") - pl.col(f"{name}_below") for name in _COUNTED),
    )


def release(transaction: Transaction, publication: str) -> pl.DataFrame:
    """Let what waits count again, to be judged anew. Returns what waited: `indicator, unit_id, grain, period, stands_as_of`."""
    waited = transaction.read("disclosure/standing")
    _write(transaction, publication, 0, waited.with_columns(stands_as_of=pl.lit(None, dtype=pl.Datetime)))
    return waited


def let_stand(
    transaction: Transaction, publication: str, step: int, told: pl.DataFrame, organisation: Organisation,
    waited: pl.DataFrame,
) -> int:  # fmt: skip
    """Let everything that these cells are made of stand as it stood: as it did already, or `since` the version that was
    shown. Returns for how many figures."""
    delivered = transaction.read("disclosure/delivered_before", indicators=told["indicator"].unique().to_list())
    inside = pl.col("period").is_between("first", "last")
    found = (
        delivered.join(_below(told, organisation), on=["indicator", "unit_id"])
        .filter(inside & (pl.col("first_loaded") <= pl.col("since")))
        .group_by(OWN)
        .agg(pl.col("since").max())
        .join(waited, on=OWN, how="left")
        .select(*OWN, stands_as_of=pl.coalesce("stands_as_of", "since"))
    )
    _write(transaction, publication, step, found)
    return found.height


def _below(cells: pl.DataFrame, organisation: Organisation) -> pl.DataFrame:
    """The units at or below those of the cells in either structure, with the first and last day of the cell (`first`, `last`)."""
    units = cells.select("unit_id", part="unit_id")
    below = pl.concat([units, organisation.lines().select(unit_id="above", part="unit_id")]).unique()
    return (
        cells.join(below, on="unit_id")
        .select("indicator", "since", unit_id="part", first="period", last=last_day())
        .unique()
    )


def _write(transaction: Transaction, publication: str, step: int, cells: pl.DataFrame) -> None:
    transaction.insert(
        "standing_figure",
        cells.rename({"unit_id": "unit"}).with_columns(
            publication=pl.lit(publication), step=pl.lit(step, dtype=pl.Int32)
        ),
    )
