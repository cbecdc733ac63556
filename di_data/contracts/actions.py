"""Actions of the programme: one row per action."""

import polars as pl

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
        Field("behaviour_phase", _("Behaviour phase"), FieldType.TERM, vocabulary=BehaviourPhase, example=BehaviourPhase.DO.value),
        Field("employee_domain", _("Employee domain"), FieldType.TERM, vocabulary=EmployeeDomain),
        Field("instrument", _("Instrument"), longest=200),
        Field("participation_ladder", _("Rung of the participation ladder"), FieldType.TERM, vocabulary=Ladder, example=Ladder.CO_DECIDE.value),
        Field("starts_on", _("Start"), FieldType.DATE, required=True, example="15-09-2025"),
        Field("due_on", _("Ready on"), FieldType.DATE, required=True, example="31-03-2026"),
        Field("status", _("Status"), FieldType.TERM, required=True, vocabulary=ActionStatus, example=ActionStatus.RUNNING.value),
        Field(
            "expectation", _("What we expect"), example=_("Autonomy in the survey of 2026 is above 70%"),
            hint=_("Written down before the action starts: which figure, which way, how much, by when."),
        ),
    ),
    rules=(
        RowRule(
            "due_before_start", "due_on",
            lambda: pl.col("due_on").is_null() | pl.col("starts_on").is_null() | (pl.col("due_on") >= pl.col("starts_on")),
            _("The action is ready before it starts."), _("Check the two dates."),
        ),
    ),
)  # fmt: skip
