"""The sheet of an action as values of a form: from a row of the report, in words, and back to an action to save."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from di_data.contracts import step_lines
from di_data.contracts.fields import Vocabulary
from di_data.contracts.instruments import code_of
from di_data.language import gettext as _
from di_data.notation import day
from di_data.register.actions import Action, Step
from di_data.ui.action_choices import Choices, instrument_words
from di_data.ui.draft import FormField
from di_data.ui.goal_fields import amount
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    EmployeeDomain,
    Factor,
    Ladder,
    Level,
    Position,
    Way,
)

Values = Mapping[str, Any]

TEXTS = ("title", "solution_direction", "frame", "instrument", "expectation")
LISTS = ("unit_ids", "factors", "phases")


def of_row(row: Values) -> dict[str, Any]:
    """The row with its lists as lists, its instrument as a code and its steps as one text, a line a step."""
    steps = zip(row["steps"] or (), row["steps_done"] or (), strict=True)
    return (
        dict(row)
        | {name: list(row[name] or ()) for name in LISTS}
        | {"instrument": code_of(row["instrument"]), "steps": step_lines.written(steps)}
    )


def action_of(values: Values, row: Values) -> Action:
    """The action to save; what no form changes comes from the row."""
    told = {name: (values[name] or "").strip() or None for name in TEXTS}
    return Action(
        title=told["title"] or "", owner_role=values["owner_role"], starts_on=values["starts_on"], due_on=values["due_on"],
        status=values["status"], goal=values["goal_id"], session=row["session_id"],
        solution_direction=told["solution_direction"], frame=told["frame"], units=tuple(values["unit_ids"]),
        factors=tuple(values["factors"]), phases=tuple(values["phases"]), level=values["level"],
        employee_domain=values["employee_domain"], instrument=code_of(told["instrument"]),
        participation_ladder=values["participation_ladder"], expectation=told["expectation"],
        expected_indicator=values["expected_indicator"], expected_direction=values["expected_direction"],
        expected_change=values["expected_change"], expected_by=values["expected_by"],
        steps=tuple(Step(text, done) for text, done in step_lines.read(values["steps"])), reference=row["reference"],
    )  # fmt: skip


def fields(choices: Choices) -> dict[str, FormField]:
    """Every field of the sheet with its words, in the order of the sheet."""
    return {
        "title": FormField(_("What are we going to do?")),
        "status": FormField(_("Status"), _one(ActionStatus)),
        "goal_id": FormField(_("Goal"), lambda key: choices.goal_titles.get(key, "") if key else ""),
        "unit_ids": FormField(_("Departments"), lambda keys: ", ".join(choices.unit_names.get(key, "") for key in keys)),
        "owner_role": FormField(_("Who takes it up"), _one(Position)),
        "starts_on": FormField(_("Start"), _day),
        "due_on": FormField(_("Ready on"), _day),
        "expectation": FormField(_("What do we expect to see, and when?")),
        "expected_indicator": FormField(_("Figure that should change"), lambda code: choices.indicators.get(code, code or "")),
        "expected_direction": FormField(_("Which way"), _one(Way)),
        "expected_change": FormField(_("By how much"), amount),
        "expected_by": FormField(_("To be seen on"), _day),
        "steps": FormField(_("Steps")),
        "solution_direction": FormField(_("Solution direction")),
        "frame": FormField(_("Frame")),
        "factors": FormField(_("Factors"), _several(Factor)),
        "phases": FormField(_("Behaviour phase"), _several(BehaviourPhase)),
        "level": FormField(_("Level"), _one(Level)),
        "employee_domain": FormField(_("Employee domain"), _one(EmployeeDomain)),
        "instrument": FormField(_("Instrument"), instrument_words),
        "participation_ladder": FormField(_("Rung of the participation ladder"), _one(Ladder)),
    }  # fmt: skip


def _day(value: date | None) -> str:
    return day(value) if value else ""


def _one(terms: Vocabulary) -> Callable[[Any], str]:
    return lambda code: terms(code).label if code else ""


def _several(terms: Vocabulary) -> Callable[[Any], str]:
    return lambda codes: ", ".join(terms(code).label for code in codes or ())
