"""Where to look instead: the nearest figure that is shown, for each one that is hidden."""

import polars as pl

from di_data.disclosure.cells import CELL, Organisation
from di_data.periods import Grain

_LONGER = {
    Grain.MONTH.value: (Grain.QUARTER.value, Grain.YEAR.value),
    Grain.QUARTER.value: (Grain.YEAR.value,),
    Grain.YEAR.value: (),
    "moving_year": (),
}
_START = {Grain.QUARTER.value: "1q", Grain.YEAR.value: "1y"}


def with_nearest(figures: pl.DataFrame, organisation: Organisation) -> pl.DataFrame:
    """Add `instead_unit`, `instead_grain` and `instead_period` to hidden figures; empty where nothing near is shown.

    First the same unit over a longer period, then the nearest unit above in the same period. `figures`: all structures,
    with `structure, indicator, unit_id, grain, period, hidden`.
    """
    shown = figures.filter(~pl.col("hidden")).select(CELL)
    missing = figures.filter("hidden").select(CELL)
    above = _offer(organisation.nearest_above(missing, shown), "above", "grain", "period")
    offers = [_longer(missing, shown), above]
    nearest = pl.concat(offers).unique(subset=CELL, keep="first", maintain_order=True)
    return figures.join(nearest, on=CELL, how="left", maintain_order="left")


def _offer(rows: pl.DataFrame, unit: str, grain: str, period: str) -> pl.DataFrame:
    return rows.select(*CELL, instead_unit=unit, instead_grain=grain, instead_period=period)


def _longer(missing: pl.DataFrame, shown: pl.DataFrame) -> pl.DataFrame:
    """The same unit over a longer period, the shortest of them first."""
    found = []
    for step in range(2):
        for grain, longer in _LONGER.items():
            if len(longer) > step:
                asked = missing.filter(pl.col("grain") == grain).with_columns(
                    wanted=pl.col("period").dt.truncate(_START[longer[step]]), instead=pl.lit(longer[step])
                )
                there = shown.select("structure", "indicator", "unit_id", instead="grain", wanted="period")
                joined = asked.join(there, on=there.columns, how="semi")
                found.append(_offer(joined, "unit_id", "instead", "wanted"))
    return pl.concat(found)
