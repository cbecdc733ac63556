"""Other names of departments: explained once by a user, remembered for the next file, and withdrawn when wrong."""

from collections.abc import Mapping

import polars as pl

from di_data.access import Right, Viewer
from di_data.contracts import personal_data
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.store import Store, Transaction


def remember(transaction: Transaction, viewer: Viewer, names: Mapping[str, str | None]) -> None:
    """Keep which unit (its key) each folded name means; None: it is no department, its rows are left out.

    What is known already is not saved again, and a name with signs of personal data is not kept.
    """
    viewer.must(Right.LOAD_DATA)
    known = _newest(transaction)
    _save(transaction, viewer, [
        {"alias": alias, "version": known.get(alias, (0, None, False))[0] + 1, "unit": unit, "active": True}
        for alias, unit in names.items()
        if known.get(alias, (0, None, False))[1:] != (unit, True) and personal_data.in_cell(alias) is None
    ])  # fmt: skip


def forget(store: Store, viewer: Viewer, alias: str) -> None:
    """Withdraw a remembered name: the next file that holds it asks again. Raises Refused, NotAllowed."""
    if not viewer.may(Right.LOAD_DATA):
        viewer.must(Right.ADMINISTER)
    with store.write() as transaction:
        version, unit, active = _newest(transaction).get(alias, (0, None, False))
        if not active:
            raise Refused(_("This name is not remembered any more. Open the page again to see the present list."))
        _save(transaction, viewer, [{"alias": alias, "version": version + 1, "unit": unit, "active": False}])


def _newest(transaction: Transaction) -> dict[str, tuple[int, str | None, bool]]:
    rows = transaction.read("organisation/alias_versions").rows()
    return {alias: (version, unit, active) for alias, version, unit, active in rows}


def _save(transaction: Transaction, viewer: Viewer, rows: list[dict[str, object]]) -> None:
    trace = {"valid_from": transaction.moment, "changed_by": viewer.subject}
    transaction.insert("unit_alias", pl.DataFrame([{**row, **trace} for row in rows], infer_schema_length=None))
