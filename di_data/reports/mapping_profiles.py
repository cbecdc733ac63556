"""The mapping profiles that users saved."""

import polars as pl

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store


def mapping_profiles(store: Store, viewer: Viewer) -> SafeTable:
    """The profiles in use: `name, version, valid_from, changed_by, kind, content` (their file). No figures."""
    viewer.must(Right.LOAD_DATA)
    found = store.read("loading/mapping_profiles", profile=None)
    return guard_records(found.filter(pl.col("active")).drop("active"))
