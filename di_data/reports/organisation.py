"""The units of the organisation, and the other names that are remembered of them."""

from datetime import datetime

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
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
