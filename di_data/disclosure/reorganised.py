"""What a merger or a move changes in the figures of the present structure, and what that tells of those as they were."""

import polars as pl

from di_data.disclosure.cells import MONTHS_IN, OWN, Organisation
from di_data.periods import Grain
from di_data.vocabulary import Hidden

_QUARTER = MONTHS_IN[Grain.QUARTER.value]

_SAME = 1e-9
"""How much two sums of the same numbers may differ by the order of adding."""


def differing(
    present: pl.DataFrame, as_was: pl.DataFrame, organisation: Organisation
) -> tuple[pl.DataFrame, pl.DataFrame, pl.DataFrame]:
    """The present figures that are the same as they were, those of a unit with all that went on in it from beside it,
    and those that something moved to or from across the tree."""
    was = as_was.select(
        *OWN, *(pl.col(name).alias(f"{name}_was") for name in ("x", "size", "value")), found=pl.lit(True)
    )
    both = present.join(was, on=OWN, how="left", maintain_order="left")
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


def with_moved(as_was: pl.DataFrame, crossing: pl.DataFrame, organisation: Organisation) -> pl.DataFrame:
    """Where what a reorganisation moved is hidden by itself, so is what it is made of: it would tell it."""
    itself = crossing.select("unit_id", gone="unit_id").unique()
    parts = pl.concat([organisation.moved.select("unit_id", "gone"), itself]).unique()
    made_of = (
        crossing.filter(pl.col("primary").is_not_null())
        .select(OWN)
        .join(parts, on="unit_id")
        .select("indicator", "grain", "period", unit_id="gone", of_few=pl.lit(Hidden.PROTECTS_ANOTHER.value))
        .unique()
    )
    return (
        as_was.join(made_of, on=OWN, how="left", maintain_order="left")
        .with_columns(primary=pl.coalesce("primary", pl.when(~pl.col("public_source")).then("of_few")))
        .drop("of_few")
    )


def across(crossing: pl.DataFrame, as_was: pl.DataFrame, organisation: Organisation) -> pl.DataFrame:
    """What a reorganisation moved across the tree is shown only where nothing is hidden of the figure as it was and of
    what moved, in that period."""
    hidden = as_was.filter(pl.col("reason").is_not_null()).select("indicator", "grain", "period", gone="unit_id")
    cell = ["indicator", "grain", "period", "gone"]
    months = hidden.filter(pl.col("grain") == Grain.MONTH.value)
    touched = [hidden.select(cell)]
    for grain, length in MONTHS_IN.items():
        step = _QUARTER if grain == "moving_year" else length
        first = pl.col("period").dt.truncate(f"{step}mo")
        touched += [
            months.select(
                "indicator", grain=pl.lit(grain), period=first.dt.offset_by(f"-{back}mo"), gone="gone"
            ).select(cell)
            for back in range(0, length, step)
        ]
    itself = crossing.select("unit_id", gone="unit_id").unique()
    parts = pl.concat([organisation.moved.select("unit_id", "gone"), itself]).unique()
    told = (
        crossing.select(OWN)
        .join(parts, on="unit_id")
        .join(pl.concat(touched).unique(), on=cell, how="semi")
        .select(OWN)
        .unique()
        .with_columns(told=pl.lit(True))
    )
    missing = pl.col("told").fill_null(False) & ~pl.col("public_source")
    return crossing.join(told, on=OWN, how="left", maintain_order="left").with_columns(
        reason=pl.coalesce("primary", pl.when(missing).then(pl.lit(Hidden.PROTECTS_ANOTHER.value)))
    )
