"""The state of the store itself, for the administrator and for `doctor`."""

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store


def contents(store: Store, viewer: Viewer) -> SafeTable:
    """How many rows the main tables hold: `name, rows`."""
    viewer.must(Right.ADMINISTER)
    return guard_records(store.read("store/contents"))


def integrity(store: Store, viewer: Viewer) -> SafeTable:
    """Facts without a unit or indicator, and facts that stand twice: `problem, rows`; all zero is well."""
    viewer.must(Right.ADMINISTER)
    return guard_records(store.read("store/integrity"))
