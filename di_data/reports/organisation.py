"""The units of the organisation, and the other names that are remembered of them."""

from datetime import datetime
from typing import Any

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.periods import Period
from di_data.store import Store


def units(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The units: `id, version, code, name, parent_id, parent, parent_name, starts_on, ends_on, successor_id, successor`."""
    viewer.must(Right.SEE_HOME)
    return guard_records(store.read("organisation/units", as_of=as_of))


def unit_aliases(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """What files call departments, as users explained it: `alias, unit_id, unit, unit_name, changed_by, valid_from`.

    Without a unit the name is no department, and its rows are left out of every file.
    """
    if not viewer.may(Right.LOAD_DATA):
        viewer.must(Right.ADMINISTER)
    return guard_records(store.read("organisation/unit_aliases", as_of=as_of))


def in_order(units: list[dict[str, Any]], quarter: Period) -> list[tuple[dict[str, Any], int]]:
    """The units that existed in the quarter, each under the one above it, with its depth."""
    alive = [unit for unit in units if not (unit["ends_on"] and unit["ends_on"] < quarter.start)]
    keys = {unit["id"] for unit in alive}

    def below(parent: object, depth: int) -> list[tuple[dict[str, Any], int]]:
        children = [unit for unit in alive if (unit["parent_id"] if unit["parent_id"] in keys else None) == parent]
        return [
            pair
            for child in sorted(children, key=lambda unit: str(unit["name"]))
            for pair in [(child, depth), *below(child["id"], depth + 1)]
        ]

    return below(None, 0)
