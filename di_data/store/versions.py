"""A version of a record with all that belongs to it, as the query store/history gives it."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

OWNER = {
    "goal_factor": "goal", "goal_unit": "goal", "goal_indicator": "goal",
    "action_unit": "action", "action_factor": "action", "action_phase": "action", "action_step": "action",
    "participant_count": "session", "factor_rating": "session", "programme_scope_unit": "programme_scope",
}  # fmt: skip
"""The tables whose rows belong to a version, and the column that names its record."""

TRACE = ("id", "version", "valid_from", "changed_by", "delivery", "removed")
"""Columns that say which version it is, not what it holds."""


@dataclass(frozen=True)
class Version:
    """A version: its number, when (UTC) and by whom it was saved, whether it took the record away, what it holds, and
    the rows that belong to it by table."""

    number: int
    moment: datetime
    who: str
    removed: bool
    columns: dict[str, Any]
    parts: dict[str, list[dict[str, Any]]]


def from_row(row: Mapping[str, Any]) -> Version:
    """A version from a row of the query store/history."""
    content = json.loads(row["content"])
    removed = bool(content.get("removed"))
    parts = {}
    for table, text in zip(row["parts"] or (), row["contents"] or (), strict=True):
        own = (OWNER[table], "version")
        parts[table] = [{name: value for name, value in one.items() if name not in own} for one in json.loads(text)]
    columns = {name: value for name, value in content.items() if name not in TRACE}
    return Version(row["version"], row["valid_from"], row["changed_by"], removed, columns, parts)
