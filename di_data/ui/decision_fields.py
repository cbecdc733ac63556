"""What a decision of the MT consists of, in words and as choices: about what, who and by when."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from di_data.language import gettext as _
from di_data.notation import day
from di_data.reports import organisation, programme
from di_data.ui.draft import FormField
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.vocabulary import ActionStatus, DecisionStatus, GoalStatus, Position

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Choices:
    """What a decision can be about: keys with their words. Only what goes on, and what the decision has already."""

    goals: Mapping[str, str]
    actions: Mapping[str, str]
    units: Mapping[str, str]


def choices(session: Session, own: Row | None = None) -> Choices:
    """What this visitor can choose now, for a new decision or for their `own`."""
    kept = own or {}
    goals = [row for row in read(programme.goals, session).rows()
             if row["status"] == GoalStatus.CHOSEN.value or row["id"] == kept.get("goal_id")]  # fmt: skip
    actions = [row for row in read(programme.actions, session).rows()
               if row["status"] != ActionStatus.STOPPED.value or row["id"] == kept.get("action_id")]  # fmt: skip
    units = [row for row in read(organisation.units, session).rows()
             if row["ends_on"] is None or row["id"] == kept.get("unit_id")]  # fmt: skip
    return Choices(
        {row["id"]: row["title"] for row in goals},
        {row["id"]: row["title"] for row in actions},
        {row["id"]: row["name"] for row in units},
    )


def form_fields(known: Choices) -> dict[str, FormField]:
    """Every field of a decision with its words."""

    def of(names: Mapping[str, str]) -> Any:
        return lambda key: names.get(key, "") if key else ""

    return {
        "text": FormField(_("Decision")),
        "goal_id": FormField(_("Goal"), of(known.goals)),
        "action_id": FormField(_("Action"), of(known.actions)),
        "unit_id": FormField(_("Department"), of(known.units)),
        "owner_role": FormField(_("Who"), lambda code: Position(code).label if code else ""),
        "due_on": FormField(_("Ready on"), lambda value: day(value) if value else ""),
        "status": FormField(_("Status"), lambda code: DecisionStatus(code).label if code else ""),
    }
