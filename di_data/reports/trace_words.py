"""The words for the columns of records, as the trace of changes shows them. Pure."""

from di_data.card_catalogue import TEXT_LABELS
from di_data.council_terms import CouncilOutcome, CouncilRequest
from di_data.language import mark as _
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    Body,
    CardStatus,
    DecisionStatus,
    Direction,
    EmployeeDomain,
    EvaluationResult,
    Factor,
    GoalStatus,
    Instrument,
    Ladder,
    Level,
    Moment,
    NextMove,
    Outcome,
    Position,
    Rating,
    Role,
    Scope,
    StepStatus,
    Way,
)

FIELDS = {
    "title": _("Title"), "text": _("Text"), "question": _("Question"), "who": _("Who"), "name": _("Name"),
    "description": _("Description"), "theme": _("Theme"), "purpose": _("What it is for"), "answer": _("Answer"),
    "follow_up": _("Asked on"), "subject": _("Subject"), "article": _("Article"), "requested_on": _("Asked on the date"),
    "goal": _("Goal"), "chosen_goal": _("Goal"), "action": _("Action"), "unit": _("Department"), "session": _("Dialogue session"),
    "owner_role": _("Who takes it up"), "role": _("Role"), "status": _("Status"), "starts_on": _("Start"), "due_on": _("Ready on"),
    "intended_outcome": _("Intended outcome"), "indicator": _("Indicator"), "direction": _("Direction"),
    "baseline": _("Baseline"), "baseline_period": _("Period of the baseline"), "value": _("Target"),
    "solution_direction": _("Solution direction"), "frame": _("Frame"), "level": _("Level"),
    "employee_domain": _("Employee domain"), "instrument": _("Instrument"),
    "participation_ladder": _("Rung of the participation ladder"), "expectation": _("What we expect"),
    "expected_indicator": _("Figure that should change"), "expected_direction": _("Which way"),
    "expected_change": _("By how much"), "expected_by": _("To be seen on"),
    "checked_on": _("Date"), "noted_on": _("Date"), "held_on": _("Date"), "evaluated_on": _("Date of the evaluation"),
    "confidence": _("Confidence"), "note": _("Note"), "result": _("Result"), "behaviour_phase": _("Phase that was reached"),
    "learned": _("What did we learn?"), "next_move": _("What now?"), "quarter": _("Quarter"), "round": _("Round"),
    **TEXT_LABELS,
    "started": _("Started"), "started_with": _("What was started on the spot"), "interest": _("Interest"),
    "support": _("Support"), "ambassador": _("Ambassador"), "body": _("Body"), "step": _("Step"), "scope": _("Scope"),
    "phase": _("Phase"), "answered_by": _("Answered by"), "answered_as": _("Answered as"), "kind": _("Kind"), "outcome": _("What the works council said"),
    "outcome_on": _("Said on"), "steps": _("Steps"), "reasons": _("Judgement of the factors"),
}  # fmt: skip
"""The words of each column that a reader knows, in the order in which they are shown."""

UNSAID = {
    "*": {"reference", "code", "about_kind", "about"},
    "remark": {"round", "asked_by", "asked_at", "answered_at"},
    "dialogue_session": {"step"},
}
"""Columns, by kind of record, that say how records hang together or where a card was left: nothing to read."""

PARTS = {
    "goal_factor": (_("Factors"), "factor"), "goal_unit": (_("Departments"), "unit"),
    "goal_indicator": (_("Further indicators"), "indicator", "direction", "baseline", "baseline_period"),
    "action_unit": (_("Departments"), "unit"), "action_factor": (_("Factors"), "factor"),
    "action_phase": (_("Behaviour phase"), "phase"), "action_step": (_("Steps"), "text", "done"),
    "participant_count": (_("Participants"), "role", "participants"),
    "factor_rating": (_("Judgement of the factors"), "factor", "rating", "reason"),
    "programme_scope_unit": (_("Departments"), "unit"),
}  # fmt: skip
"""The tables whose rows belong to a version: their words, and the columns that make a line."""


STATUSES = {
    "goal": GoalStatus, "action": ActionStatus, "decision": DecisionStatus, "dialogue_session": CardStatus,
    "programme_step": StepStatus,
}  # fmt: skip
"""The states of each kind of record."""

TERMS = {
    "owner_role": Position, "role": Position, "intended_outcome": Outcome, "direction": Direction, "level": Level,
    "employee_domain": EmployeeDomain, "participation_ladder": Ladder, "expected_direction": Way, "instrument": Instrument,
    "result": EvaluationResult, "behaviour_phase": BehaviourPhase, "phase": BehaviourPhase, "next_move": NextMove,
    "answered_as": Role, "kind": CouncilRequest, "outcome": CouncilOutcome, "factor": Factor, "rating": Rating, "body": Body, "step": Moment, "scope": Scope,
}  # fmt: skip
"""The vocabulary of the columns that hold a term of it."""
