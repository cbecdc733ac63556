"""How much the gate hides beside the honest alternatives: `python -m tests.bench.hiding [COUNT]`. Prints a table.

The same generated organisations for all: figures (cells) that are hidden, and the figures of people among them (the sum of
the sizes of their groups). The auditor tries all: an alternative that hides less and can be worked out is no alternative.
"""

import platform
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

import polars as pl

from di_data.config import MINIMUM_GROUP
from di_data.disclosure.auditor import Publication, audit
from di_data.disclosure.auditor_puzzle import Kind
from di_data.disclosure.auditor_rules import with_primary
from di_data.disclosure.cells import CELL, Organisation
from di_data.disclosure.linked import hidden_reasons
from di_data.disclosure.rules import Minimums
from tests.unit.organisations import moved_units, organisation

ORGANISATIONS = 200
_TABLE = ["structure", "indicator", "grain", "period"]

Hiding = Callable[[Publication], pl.DataFrame]
"""Says of every figure of a publication whether it is shown."""


@dataclass
class Total:
    """What one way hides in all organisations together."""

    cells: int = 0
    people: float = 0.0
    leaking: int = 0
    seconds: float = 0.0


def main() -> None:
    """Try every way on every organisation, print."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ORGANISATIONS
    totals = {name: Total() for name in WAYS}
    cells, people = 0, 0.0
    for seed in range(count):
        own = organisation(seed).published()
        own = replace(own, figures=with_primary(own.figures, {}, MINIMUM_GROUP))
        cells += own.figures.height
        people += float(own.figures["group_size"].sum())
        for name, way in WAYS.items():
            _add(totals[name], own, way)
        if sys.stderr.isatty():
            print(f"\r{seed + 1}/{count}", end="", file=sys.stderr)
    print(
        f"{date.today()}, {platform.machine()}, Python {platform.python_version()}; {count} organisations, {cells:,} figures"
    )
    print(
        "| way | figures hidden | figures of people hidden | organisations in which the auditor works something out | time |"
    )
    print("|---|---|---|---|---|")
    for name, total in totals.items():
        shares = f"{total.cells:,} ({total.cells / cells:.1%}) | {total.people / people:.1%}"
        print(f"| {name} | {shares} | {total.leaking} of {count} | {total.seconds / count:.2f} s |")


def _add(total: Total, own: Publication, way: Hiding) -> None:
    started = time.perf_counter()
    figures = way(own)
    total.seconds += time.perf_counter() - started
    hidden = figures.filter(~pl.col("shown"))
    total.cells += hidden.height
    total.people += float(hidden["group_size"].sum())
    told = replace(own, figures=figures.drop("primary"))
    total.leaking += audit([told], {}, MINIMUM_GROUP).unprotected > 0


def primary_only(own: Publication) -> pl.DataFrame:
    """What is hidden by itself, and nothing else."""
    return own.figures.with_columns(shown=~pl.col("primary"))


def table_by_table(own: Publication) -> pl.DataFrame:
    """In every table (structure, indicator, period) apart: never one hidden below a unit, nor fewer people than the minimum."""
    figures = own.figures.with_columns(hidden=pl.col("primary"))
    trees = {"as_was": own.as_was, "present": own.present}
    parts = []
    for key, table in figures.partition_by(_TABLE, as_dict=True).items():
        parts.append(_one_table(table, trees[str(key[0])]))
    return pl.concat(parts).with_columns(shown=~pl.col("hidden")).drop("hidden")


def _one_table(table: pl.DataFrame, tree: object) -> pl.DataFrame:
    above = dict(tree)  # type: ignore[call-overload]
    size = dict(table.select("unit_id", "group_size").rows())
    hidden = set(table.filter("hidden")["unit_id"])
    families: dict[str, list[str]] = {}
    for unit in size:
        families.setdefault(above[unit], []).append(unit)
    changed = True
    while changed:
        changed = False
        for parent, children in families.items():
            own = [unit for unit in children if unit in hidden]
            if parent not in size or parent in hidden or not own:
                continue
            if len(own) > 1 and sum(size[unit] for unit in own) >= MINIMUM_GROUP:
                continue
            shown = [unit for unit in children if unit not in hidden]
            hidden.add(min(shown, key=lambda unit: (size[unit], unit)) if shown else parent)
            changed = True
    return table.with_columns(hidden=pl.col("unit_id").is_in(sorted(hidden)))


def whole_family(own: Publication) -> pl.DataFrame:
    """An unsafe department with all beside it, in all periods; again, further up, where the auditor still works something
    out, until it finds nothing."""
    families: dict[str | None, set[str]] = {}
    for tree in (own.as_was, own.present):
        for unit, above in tree.items():
            families.setdefault(above, set()).add(unit)
    above_of = {unit: {own.as_was[unit], own.present[unit]} for unit in own.as_was}
    hidden: set[tuple[str, str]] = set()
    open_codes = own.figures["indicator"].unique().to_list()
    found = own.figures.filter("primary").select("indicator", "unit_id", kind=pl.lit("primary")).unique()
    shown = primary_only(own)
    while found.height:
        before = len(hidden)
        for indicator, unit, kind in found.rows():
            below = kind in (Kind.REST, Kind.TOGETHER)
            family = (
                set(families.get(unit, ())) if below else {unit}.union(*(families[above] for above in above_of[unit]))
            )
            if {(indicator, one) for one in family} <= hidden:
                family |= {unit, *(above for above in above_of[unit] if above is not None)}
            hidden |= {(indicator, one) for one in family}
        if len(hidden) == before:  # nothing is left beside or above it
            hidden |= {(indicator, unit) for indicator in found["indicator"].unique() for unit in own.as_was}
        pairs = pl.DataFrame(sorted(hidden), schema={"indicator": pl.String, "unit_id": pl.String}, orient="row")
        of_family = own.figures.join(pairs.with_columns(here=pl.lit(True)), on=["indicator", "unit_id"], how="left")
        shown = of_family.with_columns(shown=pl.col("here").is_null() & ~pl.col("primary")).drop("here")
        again = shown.filter(pl.col("indicator").is_in(open_codes)).drop("primary")
        told = audit([replace(own, figures=again)], {}, MINIMUM_GROUP)
        found = told.findings.select("indicator", "unit_id", "kind").unique()
        open_codes = found["indicator"].unique().to_list()
    return shown


def the_gate(own: Publication) -> pl.DataFrame:
    """What the app hides."""
    there = Organisation(own.as_was, own.present, moved_units(own))
    told = hidden_reasons(own.figures.drop("primary"), there, Minimums())
    primary = own.figures.select(*CELL, "primary")
    return told.with_columns(shown=pl.col("reason").is_null()).drop("reason").join(primary, on=CELL, how="left")


WAYS: dict[str, Hiding] = {
    "what is unsafe by itself (can be worked out)": primary_only,
    "table by table (can be worked out)": table_by_table,
    "the gate": the_gate,
    "every unsafe department with its whole family": whole_family,
}

if __name__ == "__main__":
    main()
