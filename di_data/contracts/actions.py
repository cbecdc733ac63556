"""Actions of the programme: one row per action."""

import polars as pl

from di_data.contracts import step_lines
from di_data.contracts.fields import DeliveryKind, Field, FieldType, RowRule
from di_data.language import mark as _
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    EmployeeDomain,
    Factor,
    Kind,
    Ladder,
    Level,
    Position,
    Way,
)

ACTIONS = DeliveryKind(
    kind=Kind.ACTIONS,
    identity=("reference",),
    fields=(
        Field("reference", _("Reference"), required=True, longest=64, example="A-01"),
        Field("title", _("Action"), required=True, longest=200, example=_("Teams plan their own rosters")),
        Field("goal", _("Goal"), longest=200, hint=_("The title of the goal, exactly as on the page Goals.")),
        Field(
            "factors", _("Factors"), FieldType.TERMS, vocabulary=Factor, example=Factor.AUTONOMY.value,
            hint=_("One or more, with a semicolon between them."),
        ),
        Field(
            "units", _("Department codes"), FieldType.UNITS, example="ZORG",
            hint=_("One or more, with a semicolon between them."),
        ),
        Field(
            "owner_role", _("Who takes it up"), FieldType.TERM, required=True, vocabulary=Position,
            example=Position.MANAGER.value,
        ),
        Field("level", _("Level"), FieldType.TERM, vocabulary=Level, example=Level.WORK.value),
        Field(
            "phases", _("Behaviour phase"), FieldType.TERMS, vocabulary=BehaviourPhase, example=BehaviourPhase.DO.value,
            hint=_("One or more, with a semicolon between them."),
        ),
        Field("employee_domain", _("Employee domain"), FieldType.TERM, vocabulary=EmployeeDomain),
        Field("instrument", _("Instrument"), longest=200),
        Field("participation_ladder", _("Rung of the participation ladder"), FieldType.TERM, vocabulary=Ladder, example=Ladder.CO_DECIDE.value),
        Field("solution_direction", _("Solution direction"), longest=200),
        Field("frame", _("Frame"), longest=200),
        Field("starts_on", _("Start"), FieldType.DATE, required=True, example="15-09-2025"),
        Field("due_on", _("Ready on"), FieldType.DATE, required=True, example="31-03-2026"),
        Field("status", _("Status"), FieldType.TERM, required=True, vocabulary=ActionStatus, example=ActionStatus.RUNNING.value),
        Field(
            "expectation", _("What we expect"), longest=4000, example=_("Autonomy in the survey of 2026 is above 70%"),
            hint=_("Written down before the action starts: which figure, which way, how much, by when."),
        ),
        Field(
            "expected_indicator", _("Figure that should change"), longest=200, example=_("Autonomy"),
            hint=_("The name of the indicator, exactly as on the page Indicators."),
        ),
        Field("expected_direction", _("Which way"), FieldType.TERM, vocabulary=Way, example=Way.HIGHER.value),
        Field("expected_change", _("By how much"), FieldType.NUMBER, low=0, example="5"),
        Field("expected_by", _("To be seen on"), FieldType.DATE, example="31-12-2026"),
        Field(
            "steps", _("Steps"), longest=step_lines.LONGEST, example=_("[x] Choose two teams\n[ ] Plan the first rosters"),
            hint=_("One on a line (Alt+Enter for a new line). A step that is done begins with [x]."),
        ),
        Field(
            "read_version", _("Version in Inzetwijzer"), FieldType.WHOLE, low=1,
            hint=_("Leave this as it is, and empty for a new action. It tells whether somebody changed the action after you took it out of Inzetwijzer."),
        ),
    ),
    rules=(
        RowRule(
            "due_before_start", "due_on",
            lambda: pl.col("due_on").is_null() | pl.col("starts_on").is_null() | (pl.col("due_on") >= pl.col("starts_on")),
            _("The action is ready before it starts."), _("Check the two dates."),
        ),
        RowRule(
            "expected_before_start", "expected_by",
            lambda: pl.col("expected_by").is_null() | pl.col("starts_on").is_null() | (pl.col("expected_by") >= pl.col("starts_on")),
            _("The change is expected before the action starts."), _("Check the two dates."),
        ),
        RowRule(
            "change_without_figure", "expected_change",
            lambda: pl.col("expected_change").is_null() | pl.col("expected_indicator").is_not_null(),
            _("It is not said which figure should change by this much."), _("Fill in the figure that should change."),
        ),
    ),
)  # fmt: skip
