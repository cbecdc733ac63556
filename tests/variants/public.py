"""What the public sources' files share: reading the real ones, and what the store has to hold of them."""

import csv
from collections.abc import Callable, Iterable
from pathlib import Path

import polars as pl

from di_data.store import Store
from tests.variants.truth import Truth
from tests.variants.variant import YEARS, File, Place, variant

DATA = Path(__file__).parents[1] / "data"
ANYWHERE = (Place(),)
Line = dict[str, str]


def year(*allowed: str) -> Callable[[Callable[[], File]], Callable[[], File]]:
    """Register a variant of a public source's file."""
    return variant(*allowed, registry=YEARS)


def lines(name: str, delimiter: str = ";") -> list[Line]:
    """The rows of a real file, cell by cell."""
    with (DATA / name).open(encoding="utf-8-sig", newline="") as file:
        return [{key: value.strip() for key, value in row.items()} for row in csv.DictReader(file, delimiter=delimiter)]


def number(text: str) -> float | None:
    """The number in a cell of a real file; None for a missing one."""
    return None if text in (".", "") else float(text.replace(",", ".").removesuffix("%"))


def stored(store: Store) -> dict[object, object]:
    """Every delivered figure and every reference value, by the name of the unit or the series."""
    figures = store.read("disclosure/figures", structure="as_was", indicators=None).filter(
        ~pl.col("added_up") & ~pl.col("derived")
    )
    told: dict[object, object] = {
        ("unit", row["unit_name"].lower(), row["indicator"], str(row["period"]), row["grain"]): (row["value"], row["provisional"])
        for row in figures.to_dicts()
    }  # fmt: skip
    told |= {
        ("reference", row["series_name"].lower(), row["indicator"], str(row["period"]), row["grain"]): (
            row["value"], row["lower"], row["upper"], row["provisional"],
        )
        for row in store.read("figures/reference_values", indicator=None).to_dicts()
    }  # fmt: skip
    return told


def truth(*parts: Iterable[tuple[tuple[str, ...], tuple[object, ...]]]) -> Truth:
    """The truth of pairs of a key and what it holds, as `stored` gives them; names without capitals."""
    expected = {(key[0], key[1].lower(), *key[2:]): value for part in parts for key, value in part}
    return Truth(stored, expected)
