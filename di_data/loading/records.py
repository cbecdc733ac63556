"""From clean rows to versions of records: departments, sessions and actions that come in a file."""

from di_data.access import Viewer
from di_data.contracts.sessions import PARTICIPANTS, RATINGS, REASONS
from di_data.errors import Refused
from di_data.language import mark as _
from di_data.loading import action_rows
from di_data.loading.cleaning.clean import Cleaned
from di_data.loading.departments.directory import Directory
from di_data.loading.departments.units import directory
from di_data.register.records import Save, key_of, present_versions, save
from di_data.store import Transaction
from di_data.vocabulary import Kind

Row = dict[str, object]


def store_records(transaction: Transaction, viewer: Viewer, cleaned: Cleaned, delivery: str) -> int:
    """Save every row as a new version of its record. Returns how many. Raises Refused for a tree that goes round.

    Sessions and actions are about the units in the column `unit` (see `placing.applied`), where there is one.
    """
    kind, rows = cleaned.shaped.match.profile.kind.kind, cleaned.frame.to_dicts()
    known = directory(transaction)
    if kind == Kind.UNITS:
        saves = _units(transaction, rows, known)
    elif kind == Kind.SESSIONS:
        saves = _sessions(transaction, rows, known)
    else:
        saves = action_rows.saves(transaction, rows, known, set(cleaned.shaped.match.columns))
    save(transaction, viewer, saves, delivery=delivery)
    return len(rows)


def _units(transaction: Transaction, rows: list[Row], known: Directory) -> list[Save]:
    own = {str(row["unit_code"]).strip().lower(): row for row in rows}

    def key(code: object) -> str | None:
        if code is None:
            return None
        if str(code).strip().lower() in own:
            return known.by_code(str(code)) or key_of("org_unit", str(code))
        if found := known.by_code(str(code)):
            return found
        raise Refused(
            _("The unit above or after another one, “{code}”, is not in the list. Add a row for it."), code=code
        )

    parents = {key(row["unit_code"]): key(row["parent_code"]) for row in rows}
    stored = dict(transaction.read("organisation/units").select("id", "parent_id").rows())
    _refuse_circle(stored | parents)
    versions = present_versions(transaction, [unit for unit in parents if unit])
    saves = []
    for row in rows:
        unit = key(row["unit_code"])
        assert unit is not None
        saves.append(Save("org_unit", unit, versions[unit], {
            "code": row["unit_code"], "name": row["unit_name"], "parent": parents[unit],
            "starts_on": row["starts_on"], "ends_on": row["ends_on"], "successor": key(row["successor_code"]),
        }))  # fmt: skip
    return saves


def _refuse_circle(parents: dict[str | None, str | None]) -> None:
    for start in parents:
        seen, unit = {start}, parents[start]
        while unit is not None:
            if unit in seen:
                raise Refused(
                    _("The units go round in a circle: a unit cannot lie above itself, also not by a detour.")
                )
            seen.add(unit)
            unit = parents.get(unit)


def _sessions(transaction: Transaction, rows: list[Row], known: Directory) -> list[Save]:
    keys = [key_of(kind, str(row["reference"])) for row in rows for kind in ("dialogue_session", "next_step")]
    versions = present_versions(transaction, keys)
    saves = []
    for row in rows:
        session = key_of("dialogue_session", str(row["reference"]))
        saves.append(Save(
            "dialogue_session", session, versions[session],
            {"reference": row["reference"], "held_on": row["held_on"], "round": _whole(row["round"]),
             "unit": row["unit"] if "unit" in row else known.find(str(row["unit_code"]), None)},
            {("participant_count", "session"): [
                {"role": position.value, "participants": _whole(row[column])}
                for position, column in PARTICIPANTS.items() if row[column] is not None],
             ("factor_rating", "session"): [
                {"factor": factor.value, "rating": row[column], "reason": row[REASONS[factor]]}
                for factor, column in RATINGS.items() if row[column] is not None]},
        ))  # fmt: skip
        if row["next_step"]:
            step = key_of("next_step", str(row["reference"]))
            saves.append(Save("next_step", step, versions[step], {
                "session": session, "text": row["next_step"], "owner_role": row["next_step_owner"],
                "due_on": row["next_step_due_on"], "started": bool(row["next_step_started"]),
            }))  # fmt: skip
    return saves


def _whole(value: object) -> int:
    assert isinstance(value, float)
    return int(value)
