"""Own figures in one sum with a public figure: everybody knows that one, whatever it stands for.

Where its size is known it is a figure like the others, that is shown in any case. Where only a percentage is public, what
stands under it follows from the rest of the sum, and then the own figures of that sum are not shown beside a secret.
"""

import polars as pl

from di_data.disclosure.cells import CELL, TABLE, Organisation
from di_data.vocabulary import Hidden


def with_public_sums(rows: pl.DataFrame, organisation: Organisation) -> pl.DataFrame:
    """Count own figures as hidden by themselves where they stand in one sum with a secret and a public figure of unknown size.

    `rows`: as `rules.judged` gives them.
    """
    unsized = pl.col("public_source") & (pl.col("weight") <= 0)
    if not rows.select(unsized.any()).item():
        return rows
    near = rows.join(rows.filter(unsized).select(TABLE).unique(), on=TABLE, how="semi")
    families = _families(near, organisation).join(
        near.select(*CELL, "public_source", unsized=unsized, is_secret=pl.col("primary").is_not_null()), on=CELL
    )
    over = [*TABLE, "family"]
    told = families.filter(pl.col("unsized").any().over(over) & pl.col("is_secret").any().over(over))
    found = told.filter(~pl.col("public_source")).select(CELL).unique().with_columns(beside=pl.lit(True))
    reason = pl.when("beside").then(pl.lit(Hidden.PROTECTS_ANOTHER.value))
    joined = rows.join(found, on=CELL, how="left", maintain_order="left")
    return joined.with_columns(primary=pl.coalesce("primary", reason)).drop("beside")


def _families(rows: pl.DataFrame, organisation: Organisation) -> pl.DataFrame:
    """The cells with the sum in which each stands, as the unit above (`family`): that unit itself and the nearest below it."""
    cells = rows.select(CELL)
    below = organisation.nearest_above(cells, cells).rename({"above": "family"})
    return pl.concat([below, cells.with_columns(family="unit_id")])
