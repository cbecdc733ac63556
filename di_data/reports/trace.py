"""Who changed what of a record, and when, as a readable difference between each version and the one before it."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import polars as pl

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.language import gettext
from di_data.notation import day, number
from di_data.reports.trace_words import FIELDS, PARTS, STATUSES, TERMS, UNSAID
from di_data.store import Store
from di_data.store.versions import Version, from_row

SEES = {
    "goal": Right.SEE_GOALS, "goal_target": Right.SEE_GOALS, "check_in": Right.SEE_GOALS,
    "action": Right.SEE_ACTIONS, "action_note": Right.SEE_ACTIONS, "evaluation": Right.SEE_ACTIONS,
    "decision": Right.SEE_REVIEW, "remark": Right.SEE_WORKS_COUNCIL, "consultation": Right.SEE_WORKS_COUNCIL,
    "dialogue_session": Right.SEE_SESSIONS, "goal_proposal": Right.SEE_SESSIONS, "solution_direction": Right.SEE_SESSIONS,
    "frame": Right.SEE_SESSIONS, "next_step": Right.SEE_SESSIONS,
    "programme_step": Right.SEE_PROGRAMME, "stakeholder": Right.SEE_PROGRAMME, "agreement_moment": Right.SEE_PROGRAMME,
    "programme_scope": Right.SEE_PROGRAMME, "instrument": Right.SEE_PROGRAMME,
}  # fmt: skip
"""The kinds of record with a trace, and the right that seeing it asks for."""

_SCHEMA = {
    "version": pl.Int64, "moment": pl.Datetime, "who": pl.String, "removed": pl.Boolean, "returned": pl.Boolean, "field": pl.String,
    "before": pl.String, "after": pl.String,
}  # fmt: skip


def changes(store: Store, viewer: Viewer, *, kind: str, id: str) -> SafeTable:
    """One row per version and field that changed, newest version first: who (an account), when (UTC), and the words
    before and after. A version in which no field changed has one row without a field. Raises NotAllowed."""
    viewer.must(SEES[kind])
    versions = [from_row(row) for row in store.read("store/history", kind=kind, id=id).to_dicts()]
    names = _names(store) if versions else {}
    rows: list[dict[str, Any]] = []
    for before, version in zip([None, *versions], versions, strict=False):
        returned = before is not None and before.removed and not version.removed
        trace = {"version": version.number, "moment": version.moment, "who": version.who, "removed": version.removed,
                 "returned": returned}  # fmt: skip
        differences = _differences(kind, before, version, names)
        rows += [{**trace, "field": field, "before": old, "after": new} for field, old, new in differences] or [trace]
    frame = pl.DataFrame(rows, schema=_SCHEMA).sort("version", descending=True, maintain_order=True)
    return guard_records(frame)


def _names(store: Store) -> dict[str, str]:
    """The words for keys of other records: departments, goals, actions, sessions; and for codes of indicators."""
    names = dict(store.read("organisation/units").select("id", "name").rows())
    names |= dict(store.read("programme/goals").select("id", "title").rows())
    names |= {key: f"{day(held_on)} · {unit}" for key, held_on, unit in
              store.read("dialogue/sessions").select("id", "held_on", "unit_name").rows()}  # fmt: skip
    names |= {code: gettext(name) for code, name in
              store.read("figures/measures").select("indicator", "indicator_name").rows()}  # fmt: skip
    return {str(key): name for key, name in names.items()}


def _differences(
    kind: str, before: Version | None, after: Version, names: Mapping[str, str]
) -> list[tuple[str, str, str]]:
    """Field, words before and words after, of the fields that a reader knows."""
    found = []
    for name, label in FIELDS.items():
        if name in after.columns and name not in UNSAID.get(kind, ()):
            old = _words(kind, name, before.columns.get(name) if before else None, names)
            new = _words(kind, name, after.columns[name], names)
            if old != new:
                found.append((gettext(label), old, new))
    for table, (label, *_columns) in PARTS.items():
        old, new = (
            _lines(table, version.parts.get(table, []) if version else [], names) for version in (before, after)
        )
        if old != new:
            found.append((gettext(label), old, new))
    return found


def _lines(table: str, rows: list[dict[str, Any]], names: Mapping[str, str]) -> str:
    """The rows that belong to a version: one a line."""
    _label, *columns = PARTS[table]
    told = ([_words(table, column, row.get(column), names) for column in columns] for row in rows)
    return "\n".join(": ".join(filter(None, words)) for words in told)


def _words(kind: str, name: str, value: Any, names: Mapping[str, str]) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    terms = STATUSES.get(kind) if name == "status" else TERMS.get(name)
    if terms is not None and value in set(terms):
        return terms(value).label
    if name.endswith("_on") or name == "expected_by":
        return day(date.fromisoformat(value))
    if isinstance(value, float):
        return number(value, 0 if value.is_integer() else 1)
    return names.get(str(value), str(value))
