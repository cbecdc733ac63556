"""The units of the organisation."""

from datetime import datetime

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store


def units(store: Store, viewer: Viewer, *, as_of: datetime | None = None) -> SafeTable:
    """The units: `id, version, code, name, parent_id, parent, parent_name, starts_on, ends_on, successor_id, successor`."""
    viewer.must(Right.SEE_HOME)
    return guard_records(store.read("organisation/units", as_of=as_of))
