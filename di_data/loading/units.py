"""Finding the unit that a row is about, and making the units that a file brings along."""

import polars as pl

from di_data.access import Viewer
from di_data.language import mark as _
from di_data.loading.clean import Cleaned
from di_data.loading.findings import Finding
from di_data.loading.profiles import Profile, fold
from di_data.register.records import Save, key_of, present_versions, save
from di_data.store import Transaction
from di_data.vocabulary import Kind

_UNKNOWN = _("This department is not known.")
_REMEDY = _("Load the departments first, or use a code from the list on the page Load data.")
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


def _prefix(profile: Profile) -> str:
    """What goes before a code of a public source that the organisation itself uses for another unit."""
    return f"{profile.root or profile.name}-"


def _members(units: pl.DataFrame, profile: Profile) -> pl.Expr:
    """The units that a public source may be about: below its root; without one, those that stand apart."""
    if profile.root is None:
        return pl.col("parent_id").is_null()
    return (pl.col("code") == profile.root) | (pl.col("parent") == profile.root).fill_null(False)


def directory_for(transaction: Transaction, profile: Profile) -> Directory:
    """The units in which a file of this profile looks. A public source never finds a department of one's own."""
    if not profile.creates_units:
        return directory(transaction)
    units = transaction.read("organisation/units")
    members = units.filter(_members(units, profile))
    return Directory(members.with_columns(pl.col("code").str.strip_prefix(_prefix(profile))))


def _free_codes(transaction: Transaction, profile: Profile, codes: list[str]) -> dict[str, str]:
    """For each code of the source the code that its unit gets: its own, unless another unit has it already."""
    units = transaction.read("organisation/units")
    taken = {fold(code) for code in units.filter(~_members(units, profile))["code"]}
    return {code: _prefix(profile) + code if fold(code) in taken else code for code in codes}


def create_missing(transaction: Transaction, viewer: Viewer, cleaned: Cleaned) -> None:
    """Make the units that the file names and the organisation does not have; the profile's root lies above them.

    They are no part of the delivery: when it is withdrawn, later files may still have figures about them.
    """
    profile = cleaned.shaped.match.profile
    known = directory_for(transaction, profile)
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
    codes = _free_codes(transaction, profile, list(missing))
    keys = {code: key_of("org_unit", codes[code]) for code in missing}
    root = known.find(profile.root, None) or keys.get(profile.root or "")
    versions = present_versions(transaction, list(keys.values()))
    ordered = sorted(missing, key=lambda code: code != profile.root)
    save(
        transaction,
        viewer,
        [
            Save("org_unit", keys[code], versions[keys[code]], {
                "code": codes[code], "name": missing[code], "parent": None if code == profile.root else root,
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
