"""The units in which a file looks, and making the units that a public source brings along."""

from functools import partial

import polars as pl

from di_data.access import Viewer
from di_data.loading.cleaning.clean import Cleaned
from di_data.loading.departments.directory import Directory
from di_data.loading.profiles import Profile, fold
from di_data.register.records import Save, key_of, present_versions, save
from di_data.store import Transaction


def directory(transaction: Transaction) -> Directory:
    """The units as this transaction sees them, with the names that were explained before."""
    aliases = dict(transaction.read("organisation/unit_aliases").select("alias", "unit_id").rows())
    return Directory(transaction.read("organisation/units"), aliases, partial(_public, transaction))


def _public(transaction: Transaction) -> set[str]:
    """The keys of the units that a public source brought along."""
    return set(transaction.read("organisation/public_units")["unit"])


def _prefix(profile: Profile) -> str:
    """What goes before a code of a public source that the organisation itself uses for another unit."""
    return f"{profile.root or profile.name}-"


def _members(units: pl.DataFrame, profile: Profile) -> pl.Expr:
    """The units that a public source may be about: below its root; without one, those that stand apart."""
    if profile.root is None:
        return pl.col("parent_id").is_null()
    return (pl.col("code") == profile.root) | (pl.col("parent") == profile.root).fill_null(False)


def directory_for(transaction: Transaction, profile: Profile, before: Directory | None = None) -> Directory:
    """The units in which a file of this profile looks. A public source never finds a department of one's own.

    `before`: the directory of an earlier batch of the same file. It is not made again, but goes on asking here.
    """
    if before is not None:
        before.public = before.public if profile.creates_units else partial(_public, transaction)
        return before
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
