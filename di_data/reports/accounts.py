"""Who has which role."""

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.store import Store
from di_data.vocabulary import Role


def user_roles(store: Store, viewer: Viewer) -> SafeTable:
    """The roles that were given: `subject, role, active, changed_by, valid_from`."""
    viewer.must(Right.ADMINISTER)
    return guard_records(store.read("access/user_roles"))


def roles_of(store: Store, subject: str) -> frozenset[Role]:
    """The roles of an account; none when it is unknown. Asked at sign-in, so before there is a viewer."""
    known = store.read("access/user_roles")
    return frozenset(
        Role(role) for name, role, active in known.select("subject", "role", "active").rows()
        if active and name == subject.strip().lower()
    )  # fmt: skip
