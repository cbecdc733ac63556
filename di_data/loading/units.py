"""Finding the unit that a row is about, and making the units that a file brings along."""

import polars as pl

from di_data.access import Viewer
from di_data.language import mark as _
from di_data.loading.clean import Cleaned
from di_data.loading.findings import Finding
from di_data.loading.profiles import fold
from di_data.register.records import Save, key_of, present_versions, save
from di_data.store import Transaction
from di_data.vocabulary import Kind

_UNKNOWN = _("This department is not known.")
_REMEDY = _("Load the departments first, or use a code from the page Administration.")
_SHARED = _("Several departments have this name.")
_SHARED_REMEDY = _("Use the code of the department.")


class Directory:
    """The units of the organisation, found by code and then by name. A name that two units share finds neither."""

    def __init__(self, units: pl.DataFrame) -> None:
        self._codes: dict[str, str] = {fold(code): key for key, code in units.select("id", "code").rows()}
        names = [fold(name) for name in units["name"]]
        self._shared = {name for name in names if names.count(name) > 1}
        self._names: dict[str, str] = {
            fold(name): key for key, name in units.select("id", "name").rows() if fold(name) not in self._shared
        }

    def by_code(self, code: str) -> str | None:
        """The key of the unit with this code."""
        return self._codes.get(fold(code))

    def find(self, code: str | None, name: str | None) -> str | None:
        """The key of the unit with this code or, failing that, this name; a name may stand where a code is asked."""
        keys = (self._codes.get(fold(told)) or self._names.get(fold(told)) for told in (code, name) if told)
        return next((key for key in keys if key), None)

    def is_shared(self, *told: str | None) -> bool:
        """Whether one of the names is borne by several units."""
        return any(name and fold(name) in self._shared for name in told)


def directory(transaction: Transaction) -> Directory:
    """The units as this transaction sees them."""
    return Directory(transaction.read("organisation/units"))


def create_missing(transaction: Transaction, viewer: Viewer, cleaned: Cleaned) -> None:
    """Make the units that the file names and the organisation does not have; the profile's root lies above them.

    They are no part of the delivery: when it is withdrawn, later files may still have figures about them.
    """
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
    versions = present_versions(transaction, [key_of("org_unit", code) for code in missing])
    ordered = sorted(missing, key=lambda code: code != profile.root)
    save(
        transaction,
        viewer,
        [
            Save("org_unit", key_of("org_unit", code), versions[key_of("org_unit", code)], {
                "code": code, "name": missing[code], "parent": None if code == profile.root else root,
            })
            for code in ordered
        ],
    )  # fmt: skip


def unknown(cleaned: Cleaned, known: Directory) -> list[Finding]:
    """A finding for every cell that names a department nobody knows."""
    shaped, profile = cleaned.shaped, cleaned.shaped.match.profile
    if profile.creates_units or profile.kind.kind == Kind.UNITS:
        return []
    rows = cleaned.frame.filter(~pl.col("is_reference"))
    found = []
    for row in rows.to_dicts():
        pairs = (
            [(code, code) for code in row["units"] or ()] if "units" in row else [(row["unit_code"], row["unit_name"])]
        )
        for code, name in pairs:
            if (code or name) and known.find(code, name) is None:
                column = "units" if "units" in row else "unit_code" if row["unit_code"] else "unit_name"
                words = (_SHARED, _SHARED_REMEDY) if known.is_shared(code, name) else (_UNKNOWN, _REMEDY)
                found.append(
                    Finding(
                        "unknown_unit",
                        *words,
                        sheet=shaped.match.table.sheet,
                        row=row["row"],
                        column=shaped.header_of(column),
                    )
                )
    return found


def keys(cleaned: Cleaned, known: Directory) -> pl.Series:
    """The key of the unit of every row; null for reference rows."""
    found = [
        None if reference else known.find(code, name)
        for code, name, reference in cleaned.frame.select("unit_code", "unit_name", "is_reference").rows()
    ]
    return pl.Series("unit", found, dtype=pl.String)
