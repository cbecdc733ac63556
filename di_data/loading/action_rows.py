"""From clean rows of an actions file to versions of actions, on top of what was changed in the app meanwhile."""

import math
import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from di_data.contracts import instruments, step_lines
from di_data.contracts.actions import ACTIONS
from di_data.errors import Refused
from di_data.language import LANGUAGES, gettext, speaking
from di_data.language import mark as _
from di_data.loading.departments.directory import Directory
from di_data.loading.profiles import fold
from di_data.register.history import versions
from di_data.register.records import LONGEST_TEXT, Save, key_of, present_versions
from di_data.store import Transaction

Row = Mapping[str, Any]
Content = dict[str, Any]
"""What an action holds: its columns, and the lists that belong to it."""

TAKEN_AWAY = _(
    "Row {row}: this action was taken away after it was exported. Take the row out of the file, or bring the action back first."
)
BOTH_CHANGED = _(
    "Row {row}: somebody else changed “{field}” of this action after it was exported, and the file changes it too. Export the actions again and make your change there."
)
_COLUMNS = (
    "reference", "title", "goal", "owner_role", "level", "employee_domain", "instrument", "participation_ladder",
    "solution_direction", "frame", "starts_on", "due_on", "status", "expectation", "expected_indicator",
    "expected_direction", "expected_change", "expected_by",
)  # fmt: skip
_SETS = {
    "units": ("action_unit", "unit"),
    "factors": ("action_factor", "factor"),
    "phases": ("action_phase", "phase"),
}
"""The lists of an action in which the order says nothing: their table and its column."""


def saves(transaction: Transaction, rows: list[dict[str, object]], known: Directory, told: set[str]) -> list[Save]:
    """A version for every row that changes its action; `told` are the fields for which the file has a column.

    A row is laid over the present action of its reference: fields that the file does not tell stay. A row with
    `read_version` came out of the app; of that, only what was changed in the file counts. Without it the file is a
    list of its own, every row of which counts. Raises Refused where the app and the file changed the same field.
    """
    actions = {str(row["reference"]).strip().lower(): row for row in transaction.read("programme/actions").to_dicts()}
    work = _Laying(transaction, known, told)
    keyed = []
    for row in rows:
        present = actions.get(str(row["reference"]).strip().lower())
        keyed.append((str(present["id"]) if present else _key(str(row["reference"])), present, row))
    numbers = present_versions(transaction, [key for key, _present, _row in keyed])
    made = []
    for key, present, row in keyed:
        content = work.content(key, present, row)
        if content is not None:
            made.append(_version(key, numbers[key], content | {"session": present and present["session_id"]}))
    return made


def _key(reference: str) -> str:
    """The key of an action that is not there (any more). One that was logged in the app has its key for a reference."""
    try:
        return str(uuid.UUID(reference))
    except ValueError:
        return key_of("action", reference)


class _Laying:
    """The work on one file: the goals and indicators by their names, and what stood where."""

    def __init__(self, transaction: Transaction, known: Directory, told: set[str]) -> None:
        self.transaction, self.known, self.told = transaction, known, told
        self.titles = dict(transaction.read("programme/goals").select("id", "title").rows())
        self.goals = {fold(title): str(key) for key, title in self.titles.items()}
        self.indicators = _indicators(transaction)

    def content(self, key: str, present: Row | None, row: Row) -> Content | None:
        """What the action is to hold; None where the row changes nothing that has to be kept."""
        theirs = _present(present) if present else None
        if row.get("read_version") is None:
            mine = self._told(row, theirs)
            return mine if theirs is None else theirs | mine
        before = self._exported(key, int(row["read_version"]), present, theirs, row)
        mine = self._told(row, before or theirs)
        if before is None or theirs is None:
            return mine if theirs is None else theirs | mine
        changed = [name for name in mine if not _alike(name, mine[name], before[name])]
        for name in changed:
            if not _alike(name, theirs[name], before[name]) and not _alike(name, theirs[name], mine[name]):
                raise Refused(BOTH_CHANGED, row=row["row"], field=ACTIONS.field(name).label)
        return theirs | {name: mine[name] for name in changed} if changed else None

    def _exported(self, key: str, number: int, present: Row | None, theirs: Content | None, row: Row) -> Content | None:
        """What the action held in the version that was exported; None for an action of another store."""
        if present and present["version"] == number:
            return theirs
        stored = {version.number: version for version in versions(self.transaction, "action", key)}
        if number not in stored:
            return None
        if present is None:
            raise Refused(TAKEN_AWAY, row=row["row"])
        return _of_history(stored[number].columns, stored[number].parts)

    def _told(self, row: Row, before: Content | None) -> Content:
        """What the file says of an action, only of the fields that it has a column for."""
        steps = step_lines.read(row["steps"])
        if len("\n".join(text for text, _done in steps)) > LONGEST_TEXT:
            raise Refused(
                _("Row {row}: the steps are too long together: at most {longest} characters."),
                row=row["row"], longest=LONGEST_TEXT,
            )  # fmt: skip
        units = row["unit"] if "unit" in row else [self.known.find(unit, unit) for unit in row["units"] or ()]
        content = {name: row[name] for name in _COLUMNS} | {
            "goal": self._goal(row, before),
            "instrument": instruments.code_of(row["instrument"]),
            "expected_indicator": self._indicator(row, before),
            "units": list(dict.fromkeys(units)),
            "factors": list(dict.fromkeys(row["factors"] or ())),
            "phases": list(dict.fromkeys(row["phases"] or ())),
            "steps": steps,
        }
        if before is None:
            return content
        return {name: value for name, value in content.items() if name in self.told}

    def _goal(self, row: Row, before: Content | None) -> str | None:
        """The key of the goal: of two with one title the present one. A goal that is gone has no title to name it by."""
        told, present = row["goal"], before["goal"] if before else None
        if present is not None and fold(str(told or "")) == fold(self.titles.get(present, "")):
            return str(present)
        if not told:
            return None
        if found := self.goals.get(fold(str(told))):
            return found
        raise Refused(
            _("Row {row}: there is no goal with this title. Copy the title from the page Goals."), row=row["row"]
        )

    def _indicator(self, row: Row, before: Content | None) -> str | None:
        """The code of the indicator that an action is expected to change. Raises Refused for an unknown name."""
        told = row["expected_indicator"]
        if not told or (before and told == before["expected_indicator"]):
            return told and str(told)
        if found := self.indicators.get(fold(str(told))):
            return found
        raise Refused(
            _("Row {row}: there is no indicator with this name. Copy the name from the page Indicators."),
            row=row["row"],
        )


def _indicators(transaction: Transaction) -> dict[str, str]:
    """The code of every indicator by its code and by its name in each language, folded."""
    codes = dict(transaction.read("figures/measures").select("indicator", "indicator_name").rows())
    found: dict[str, str] = {}
    for language in LANGUAGES:
        with speaking(language):
            found |= {fold(word): code for code, name in codes.items() for word in (name, gettext(name), code)}
    return found


def _present(row: Row) -> Content:
    """The content of an action as the app shows it."""
    columns = {name: row[name] for name in _COLUMNS if name != "goal"}
    return columns | {
        "goal": row["goal_id"] and str(row["goal_id"]),
        "instrument": instruments.code_of(row["instrument"]),
        "units": list(row["unit_ids"] or ()),
        "factors": list(row["factors"] or ()),
        "phases": list(row["phases"] or ()),
        "steps": list(zip(row["steps"] or (), row["steps_done"] or (), strict=True)),
    }


def _of_history(columns: Row, parts: Mapping[str, list[dict[str, Any]]]) -> Content:
    """The content of an action as an earlier version kept it."""
    dates = {
        name: columns[name] and date.fromisoformat(columns[name]) for name in ("starts_on", "due_on", "expected_by")
    }
    steps = sorted(parts.get("action_step", ()), key=lambda step: step["position"])
    return (
        {name: columns.get(name) for name in _COLUMNS}
        | dates
        | {"instrument": instruments.code_of(columns["instrument"])}
        | {name: [part[column] for part in parts.get(table, ())] for name, (table, column) in _SETS.items()}
        | {"steps": [(step["text"], step["done"]) for step in steps]}
    )


def _alike(name: str, one: Any, other: Any) -> bool:
    """Whether two values of a field say the same: loading takes off spaces around a text, and hard spaces in it."""
    if name in _SETS:
        return set(one) == set(other)
    if name == "steps":
        return [(_plain(text), done) for text, done in one] == [(_plain(text), done) for text, done in other]
    if isinstance(one, float) and isinstance(other, float):
        return math.isclose(one, other, rel_tol=1e-14)
    if isinstance(one, str) or isinstance(other, str):
        return _plain(one) == _plain(other)
    return bool(one == other)


def _plain(text: Any) -> str:
    return str(text or "").replace("\u00a0", " ").strip()


def _version(key: str, read_version: int, content: Content) -> Save:
    columns = {name: value for name, value in content.items() if name not in (*_SETS, "steps")}
    children: dict[tuple[str, str], list[dict[str, object]]] = {
        (table, "action"): [{column: value} for value in content[name]] for name, (table, column) in _SETS.items()
    }
    children[("action_step", "action")] = [
        {"position": place, "text": text, "done": done} for place, (text, done) in enumerate(content["steps"], start=1)
    ]
    return Save("action", key, read_version, columns, children)
