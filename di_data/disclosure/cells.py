"""The words of the gate: which columns name a figure, how long its grains are, and what an organisation is."""

from collections.abc import Mapping
from dataclasses import dataclass

import polars as pl

from di_data import periods
from di_data.periods import Grain

CELL = ["structure", "indicator", "unit_id", "grain", "period"]
"""What names a figure."""

OWN = ["indicator", "unit_id", "grain", "period"]
"""What names it within one structure."""

TABLE = ["structure", "indicator", "grain", "period"]
"""What names a table: the figures of all units that can be added up."""

LEVELS = (Grain.YEAR.value, Grain.QUARTER.value, Grain.MONTH.value)
"""The grains that lie within one another, the longest first."""

MONTHS_IN = {grain.value: months for grain, months in periods.MONTHS_IN.items()}

Tree = Mapping[str, str | None]
"""Unit → unit above."""


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

    def lines(self) -> pl.DataFrame:
        """Every unit with each unit above it in both structures, the nearest at distance 1: `structure, unit_id, above,
        distance`."""
        found = []
        for structure, tree in (("as_was", self.as_was), ("present", self.present)):
            for unit in tree:
                at, distance = tree.get(unit), 1
                while at is not None and distance <= len(tree):
                    found.append((structure, unit, at, distance))
                    at, distance = tree.get(at), distance + 1
        columns = {"structure": pl.String, "unit_id": pl.String, "above": pl.String, "distance": pl.Int64}
        return pl.DataFrame(found, schema=columns, orient="row")

    def nearest_above(self, cells: pl.DataFrame, figures: pl.DataFrame) -> pl.DataFrame:
        """The cells with the nearest unit above that has one of these figures in the same table: `CELL` and `above`; only
        where there is one."""
        there = figures.select(*TABLE, above="unit_id")
        return (
            cells.join(self.lines(), on=["structure", "unit_id"])
            .join(there, on=there.columns, how="semi")
            .sort("distance")
            .unique(CELL, keep="first", maintain_order=True)
            .select(*CELL, "above")
        )
