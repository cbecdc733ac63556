"""Generated municipalities in a store: their departments, and their figures as deliveries."""

import hashlib
import uuid
from datetime import datetime, timedelta
from typing import Any

import polars as pl

from di_data.access import SYSTEM
from di_data.register.indicators import ensure_shipped
from di_data.register.records import Save, key_of, save
from di_data.store import Store
from tests.unit.organisations import MEASURES, Organisation

KINDS = {"absence_rate": "absence", "absence_frequency": "absence", "outflow_rate": "outflow", "autonomy": "survey"}


def found(store: Store, made: Organisation) -> None:
    """Save the departments; those that ended have a successor from the day of the merger."""
    ensure_shipped(store)
    depth = {unit: len(list(_above(unit, made))) for unit in made.tree}
    for level in range(max(depth.values()) + 1):
        units = [unit for unit in made.tree if depth[unit] == level and unit not in made.ended]
        with store.write() as transaction:
            save(transaction, SYSTEM, [_unit(unit, made) for unit in units])
    with store.write() as transaction:
        save(transaction, SYSTEM, [_unit(unit, made) for unit in sorted(made.ended)])


def _above(unit: str, made: Organisation) -> list[str]:
    above = made.tree[unit]
    return [] if above is None else [above, *_above(above, made)]


def _unit(unit: str, made: Organisation) -> Save:
    above, gone = made.tree[unit], unit in made.ended
    columns: dict[str, object] = {
        "code": unit, "name": unit, "parent": None if above is None else key_of("org_unit", above),
        "starts_on": made.merged_on if unit in made.made_new else None,
        "ends_on": made.merged_on - timedelta(days=1) if gone else None,
        "successor": key_of("org_unit", made.successor) if gone else None,
    }  # fmt: skip
    return Save("org_unit", key_of("org_unit", unit), 0, columns)


def delivered(made: Organisation, until: int | None = None) -> pl.DataFrame:
    """The figures that are delivered over the first `until` months (all by default): no sums."""
    every = made.published(until).figures
    # A file has no figure of a group of nobody.
    return every.filter(
        pl.col("structure") == "as_was", ~pl.col("added_up"), ~pl.col("derived"), pl.col("value").is_not_null()
    )


def deliver_organisation(store: Store, rows: pl.DataFrame) -> None:
    """Deliver figures as `delivered` gives them, a file for each kind."""
    for kind in sorted(set(KINDS.values())):
        own = rows.filter(pl.col("indicator").is_in([code for code in MEASURES if KINDS[code] == kind]))
        if own.height:
            deliver(store, kind, [_observation(row) for row in own.iter_rows(named=True)])


def _observation(row: dict[str, Any]) -> dict[str, object]:
    named = ("indicator", "period", "grain", "numerator", "denominator", "group_size", "invited", "provisional")
    value = row["value"] if row["numerator"] is None else None
    return {name: row[name] for name in named} | {"unit": key_of("org_unit", row["unit_id"]), "value": value}


def deliver(store: Store, kind: str, rows: list[dict[str, object]]) -> datetime:
    """One delivery with these observations, past the checks of a file. Returns its moment."""
    key = str(uuid.uuid4())
    with store.write() as transaction:
        transaction.insert("delivery", pl.DataFrame([{
            "id": key, "kind": kind, "profile": "made", "file_name": "made.csv", "bytes": len(rows), "source": None,
            "sha256": hashlib.sha256(key.encode()).hexdigest(), "loaded_at": transaction.moment, "loaded_by": "made",
            "rows_read": len(rows), "rows_loaded": len(rows), "public_source": False,
        }]))  # fmt: skip
        transaction.insert(
            "observation", pl.DataFrame(rows, infer_schema_length=None).with_columns(delivery=pl.lit(key))
        )
        return transaction.moment
