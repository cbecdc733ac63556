"""What was loaded, when and by whom."""

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store


def deliveries(store: Store, viewer: Viewer) -> SafeTable:
    """All deliveries, newest first; `withdrawn_at` is filled for those that no longer count."""
    viewer.must(Right.LOAD_DATA)
    return guard_records(store.read("loading/deliveries"))
