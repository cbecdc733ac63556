"""Finding the unit that a row is about, and making the units that a file brings along."""

import polars as pl

from di_data.access import Viewer
from di_data.language import mark as _
from di_data.loading.clean import Cleaned
from di_data.loading.findings import Finding
from di_data.loading.profiles import fold
from di_data.register.records import Save, key_of, save
from di_data.store import Transaction
from di_data.vocabulary import Kind

_UNKNOWN = _("This department is not known.")
_REMEDY = _("Load the departments first, or use a code from the page Administration.")


class Directory:
    """The units of the organisation, found by code and then by name."""

    def __init__(self, units: pl.DataFrame) -> None:
        self._keys = {fold(name): key for key, name in units.select("id", "name").rows()}
        self._keys |= {fold(code): key for key, code in units.select("id", "code").rows()}

    def find(self, code: str | None, name: str | None) -> str | None:
        """The key of the unit with this code or, failing that, this name."""
        return (self._keys.get(fold(code)) if code else None) or (self._keys.get(fold(name)) if name else None)


def directory(transaction: Transaction) -> Directory:
    """The units as this transaction sees them."""
    return Directory(transaction.read("organisation/units"))


def create_missing(transaction: Transaction, viewer: Viewer, cleaned: Cleaned, delivery: str) -> None:
    """Make the units that the file names and the organisation does not have; the profile's root lies above them."""
    profile, known = cleaned.shaped.match.profile, directory(transaction)
    named = (
        cleaned.frame.filter(~pl.col("is_reference"))
        .select("unit_code", "unit_name")
        .unique(maintain_order=True)
        .rows()
    )
    missing: dict[str, str] = {}
    for code, name in named:
        if known.find(code, name) is None:
            key = str(code or name)
            missing[key] = profile.unit_names.get(key, name or key)
    root = known.find(profile.root, None) or (key_of("org_unit", profile.root) if profile.root in missing else None)
    ordered = sorted(missing, key=lambda code: code != profile.root)
    save(
        transaction,
        viewer,
        [
            Save("org_unit", key_of("org_unit", code), 0, {
                "code": code, "name": missing[code], "parent": None if code == profile.root else root,
            })
            for code in ordered
        ],
        delivery=delivery,
    )  # fmt: skip


def unknown(cleaned: Cleaned, known: Directory) -> list[Finding]:
    """A finding for every cell that names a department nobody knows."""
    shaped, profile = cleaned.shaped, cleaned.shaped.match.profile
    if profile.creates_units or profile.kind.kind == Kind.UNITS:
        return []
    rows = cleaned.frame.filter(~pl.col("is_reference"))
    found = []
    for row in rows.to_dicts():
        codes = row["units"] or () if "units" in row else (row["unit_code"],)
        for code in codes:
            if known.find(code, row["unit_name"] if "units" not in row else code) is None:
                column = "units" if "units" in row else "unit_code" if row["unit_code"] else "unit_name"
                found.append(
                    Finding("unknown_unit", _UNKNOWN, _REMEDY, sheet=shaped.match.table.sheet, row=row["row"],
                            column=shaped.header_of(column))
                )  # fmt: skip
    return found


def keys(cleaned: Cleaned, known: Directory) -> pl.Series:
    """The key of the unit of every row; null for reference rows."""
    found = [
        None if reference else known.find(code, name)
        for code, name, reference in cleaned.frame.select("unit_code", "unit_name", "is_reference").rows()
    ]
    return pl.Series("unit", found, dtype=pl.String)
