"""Reorganisation: departments that merge, get another name or split up on a date. Figures stay where they are."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from di_data.access import Right, Viewer
from di_data.errors import Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.notation import day
from di_data.register.records import Save, key_of, present_versions, refuse_personal, save
from di_data.store import Store, Transaction

LONGEST_CODE, LONGEST_NAME = 64, 200


@dataclass(frozen=True)
class _Unit:
    """A unit with the columns of its next version; `parent` and `successor` are keys."""

    id: str
    code: str
    name: str
    parent: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    successor: str | None = None

    def columns(self) -> dict[str, object]:
        return {name: value for name, value in vars(self).items() if name != "id"}


def merge(
    store: Store,
    viewer: Viewer,
    sources: Sequence[str],
    successor_code: str,
    successor_name: str,
    parent: str | None,
    on: date,
) -> str:
    """Record that units (their keys) went on in another one from a day on; returns the key of that one.

    One source is a new name with a new code. A successor that does not exist yet is made below `parent` and starts on
    the day; one that does exist keeps its place. The sources end the day before. Raises Refused, Conflict, NotAllowed.
    """
    viewer.must(Right.LOAD_DATA)
    with store.write() as transaction:
        known = _units(transaction)
        ending = _ending(transaction, known, sources, on)
        heir = _found(known, successor_code)
        if heir is None:
            heir = _new(known, successor_code, successor_name, parent, on, ending)
        else:
            _refuse_heir(heir, successor_name, ending, on)
        after = known | {heir.id: heir}
        after |= {unit.id: replace(unit, ends_on=on - timedelta(days=1), successor=heir.id) for unit in ending}
        _refuse_family([*ending, heir], known)
        _refuse_circle(after)
        _save(transaction, viewer, [unit for unit in after.values() if known.get(unit.id) != unit])
    return heir.id


def split(store: Store, viewer: Viewer, source: str, parts: Sequence[tuple[str, str]], on: date) -> list[str]:
    """Record that a unit (its key) fell apart into new ones (code and name) on a day; returns their keys.

    The figures of before cannot be divided: they stay with the old unit and with the units above it. The new ones
    lie where the old one lay. Raises Refused, Conflict, NotAllowed.
    """
    viewer.must(Right.LOAD_DATA)
    if len(parts) < 2:
        raise Refused(_("Give at least two new departments. For another name, record a merger of one department."))
    with store.write() as transaction:
        known = _units(transaction)
        (old,) = _ending(transaction, known, [source], on)
        made: list[_Unit] = []
        for code, name in parts:
            if _found(known | {unit.id: unit for unit in made}, code):
                raise Refused(_("The code “{code}” is in use already. Choose another one."), code=code)
            made.append(_new(known, code, name, old.parent, on, [old]))
        _save(transaction, viewer, [replace(old, ends_on=on - timedelta(days=1)), *made])
    return [unit.id for unit in made]


def _units(transaction: Transaction) -> dict[str, _Unit]:
    columns = ("id", "code", "name", "parent_id", "starts_on", "ends_on", "successor_id")
    rows = transaction.read("organisation/units").select(columns).rows()
    return {row[0]: _Unit(*row) for row in rows}


def _ending(transaction: Transaction, known: Mapping[str, _Unit], keys: Sequence[str], on: date) -> list[_Unit]:
    """The units that end the day before. Raises Refused when one of them cannot."""
    if not keys:
        raise Refused(_("Choose at least one department that ends."))
    ending = [known[key] for key in dict.fromkeys(keys) if key in known]
    if len(ending) < len(set(keys)):
        raise Refused(_("One of the departments does not exist any more. Open the page again."))
    first = dict(transaction.read("organisation/first_figures", units=list(keys)).rows())
    for unit in ending:
        if unit.ends_on is not None:
            raise Refused(_("“{unit}” ended on {day} already."), unit=unit.name, day=day(unit.ends_on))
        if unit.starts_on is not None and unit.starts_on >= on:
            raise Refused(
                _("“{unit}” exists from {day} only. Choose a later date."), unit=unit.name, day=day(unit.starts_on)
            )
        if unit.id in first and first[unit.id] >= on:
            raise Refused(
                _("All figures of “{unit}” are about {day} or later, so it was there then. Choose a later date."),
                unit=unit.name, day=day(first[unit.id]),
            )  # fmt: skip
    return ending


def _found(known: Mapping[str, _Unit], code: str) -> _Unit | None:
    told = " ".join(code.split()).lower()
    return next((unit for unit in known.values() if unit.code.lower() == told), None)


def _new(
    known: Mapping[str, _Unit], code: str, name: str, parent: str | None, on: date, ending: Iterable[_Unit]
) -> _Unit:
    """A unit that starts on the day. Raises Refused when its code, its name or the unit above it will not do."""
    code, name = " ".join(code.split()), " ".join(name.split())
    for label, text, longest in (
        (gettext("Code"), code, LONGEST_CODE), (gettext("Name"), name, LONGEST_NAME),
    ):  # fmt: skip
        if not text:
            raise Refused(_("Fill in “{field}”."), field=label)
        if len(text) > longest:
            raise Refused(_("“{field}” is too long: at most {longest} characters."), field=label, longest=longest)
        refuse_personal({label: text})
    above = known.get(parent) if parent else None
    if parent and above is None:
        raise Refused(_("The unit above does not exist any more. Open the page again."))
    if above and (above.id in {unit.id for unit in ending} or (above.ends_on is not None and above.ends_on < on)):
        raise Refused(_("“{unit}” does not exist on that date, so nothing can lie below it."), unit=above.name)
    return _Unit(key_of("org_unit", code), code, name, parent, starts_on=on)


def _refuse_heir(heir: _Unit, name: str, ending: Iterable[_Unit], on: date) -> None:
    if heir.id in {unit.id for unit in ending}:
        raise Refused(
            _("“{unit}” cannot go on in itself. For another name only, load the departments file."), unit=heir.name
        )
    if name.strip() and " ".join(name.split()).lower() != heir.name.lower():
        raise Refused(
            _("The code “{code}” belongs to “{unit}” already. Choose another code, or leave the name empty."),
            code=heir.code, unit=heir.name,
        )  # fmt: skip
    if heir.ends_on is not None and heir.ends_on < on:
        raise Refused(_("“{unit}” ended on {day} already."), unit=heir.name, day=day(heir.ends_on))
    if heir.starts_on is not None and heir.starts_on > on:
        raise Refused(
            _("“{unit}” exists from {day} only. Choose a later date."), unit=heir.name, day=day(heir.starts_on)
        )


def _refuse_family(together: Sequence[_Unit], known: Mapping[str, _Unit]) -> None:
    """A unit cannot merge with one above it: that one's figures hold its own already."""
    keys = {unit.id for unit in together}
    for unit in together:
        above, seen = unit.parent, {unit.id}
        while above is not None and above not in seen and above in known:
            if above in keys:
                raise Refused(
                    _("“{unit}” lies below “{above}”. A department cannot merge with one that lies above it."),
                    unit=unit.name, above=known[above].name,
                )  # fmt: skip
            seen.add(above)
            above = known[above].parent


def _refuse_circle(units: Mapping[str, _Unit]) -> None:
    """Following successors, and else the unit above, has to end somewhere."""
    for start in units:
        seen, key = {start}, units[start].successor or units[start].parent
        while key is not None and key in units:
            if key in seen:
                raise Refused(
                    _("The departments would go on in each other in a circle. Check which one goes on in which.")
                )
            seen.add(key)
            key = units[key].successor or units[key].parent


def _save(transaction: Transaction, viewer: Viewer, units: list[_Unit]) -> None:
    versions = present_versions(transaction, [unit.id for unit in units])
    save(transaction, viewer, [Save("org_unit", unit.id, versions[unit.id], unit.columns()) for unit in units])
