"""Corrections about a few people wait: a figure that was once shown stays what it was.

The difference of two versions that were both shown is a figure about who came, went or was counted otherwise. Where
that are only a few, the figures behind it stand as they stood before, and so does everything that is added up from them,
until more has changed.
"""

import polars as pl

from di_data.config import SMALL_COUNT
from di_data.disclosure.cells import CELL, MONTHS_IN, OWN, Organisation
from di_data.disclosure.rules import Minimums
from di_data.store import Transaction

_SAME = 1e-9


def told_by_difference(figures: pl.DataFrame, shown: pl.DataFrame, minimums: Minimums) -> pl.DataFrame:
    """The cells of which the difference with a version that was shown earlier is about a few people, with the moment
    `since` which they stand: when that version was published.

    `figures`: the figures now, before the gate. `shown`: every version of a figure that was ever shown.
    """
    both = figures.with_columns(minimum=minimums.column()).join(shown, on=CELL, suffix="_then")

    def moved(name: str) -> pl.Expr:
        return (pl.col(name) - pl.col(f"{name}_then")).abs().fill_null(0.0)

    few = (moved("numerator") > _SAME) & (moved("numerator") < SMALL_COUNT + 1)
    answers = (moved("denominator") > _SAME) & (moved("denominator") < SMALL_COUNT + 1)
    came = (moved("group_size") > 1 - _SAME) & (moved("group_size") < pl.col("minimum"))
    of_few = came | (pl.col("counts_people") & (few | (pl.col("from_survey") & answers)))
    return both.filter(of_few & ~pl.col("public_source")).group_by(CELL).agg(since=pl.col("state").max())


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
    inside = (pl.col("period") >= pl.col("first")) & (pl.col("period") < pl.col("end"))
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
    """The units at or below those of the cells in either structure, with the period of the cell (`first`, `end`)."""
    pairs: set[tuple[str, str]] = set()
    for tree in (organisation.as_was, organisation.present):
        for unit in tree:
            at: str | None = unit
            for _step in range(len(tree) + 1):
                if at is None:
                    break
                pairs.add((at, unit))
                at = tree.get(at)
    below = pl.DataFrame(sorted(pairs), schema={"unit_id": pl.String, "part": pl.String}, orient="row")
    return (
        cells.join(below, on="unit_id")
        .select(
            "indicator",
            "since",
            unit_id="part",
            first="period",
            end=pl.col("period").dt.offset_by(
                pl.col("grain").replace_strict(MONTHS_IN, return_dtype=pl.Int64).cast(pl.String) + "mo"
            ),
        )
        .unique()
    )


def _write(transaction: Transaction, publication: str, step: int, cells: pl.DataFrame) -> None:
    transaction.insert(
        "standing_figure",
        cells.rename({"unit_id": "unit"}).with_columns(
            publication=pl.lit(publication), step=pl.lit(step, dtype=pl.Int32)
        ),
    )
