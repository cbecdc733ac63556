"""Writing the programme: goals, actions, evaluations, check-ins and decisions. Each save leaves its trace."""

from dataclasses import asdict, dataclass
from datetime import date

from di_data.access import Right, Viewer
from di_data.errors import Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.periods import parse
from di_data.register.records import Save, new_key, refuse_personal, save
from di_data.store import Store
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    DecisionStatus,
    Direction,
    EmployeeDomain,
    EvaluationResult,
    Factor,
    GoalStatus,
    Ladder,
    Level,
    NextMove,
    Outcome,
    Position,
)


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One of the three to five goals. `unit` is the key of the unit for which it holds."""

    title: str
    unit: str
    owner_role: Position
    starts_on: date
    due_on: date
    description: str | None = None
    intended_outcome: Outcome | None = None
    indicator: str | None = None
    direction: Direction | None = None
    baseline: float | None = None
    baseline_period: str | None = None
    status: GoalStatus = GoalStatus.CHOSEN
    factors: tuple[Factor, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Action:
    """An action. `goal` and `units` are keys."""

    title: str
    owner_role: Position
    starts_on: date
    due_on: date
    status: ActionStatus = ActionStatus.PLANNED
    goal: str | None = None
    units: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()
    level: Level | None = None
    behaviour_phase: BehaviourPhase | None = None
    employee_domain: EmployeeDomain | None = None
    instrument: str | None = None
    participation_ladder: Ladder | None = None
    expectation: str | None = None
    reference: str | None = None


@dataclass(frozen=True, kw_only=True)
class Evaluation:
    """What came of an action (`action` is its key), against what was expected."""

    action: str
    evaluated_on: date
    result: EvaluationResult
    learned: str
    next_move: NextMove
    behaviour_phase: BehaviourPhase | None = None


@dataclass(frozen=True, kw_only=True)
class Decision:
    """A decision of the MT in the review of a quarter ("2025-Q1"); `goal`, `action` and `unit` are keys."""

    quarter: str
    text: str
    owner_role: Position
    goal: str | None = None
    action: str | None = None
    unit: str | None = None
    due_on: date | None = None
    status: DecisionStatus = DecisionStatus.OPEN


def _refuse_incomplete(label: str, text: str) -> None:
    if not text.strip():
        raise Refused(_("Fill in “{field}”."), field=label)


def _refuse_order(starts_on: date, due_on: date) -> None:
    if due_on < starts_on:
        raise Refused(_("The date on which it is ready lies before the start. Check the two dates."))


def _refuse_no_period(code: str | None) -> None:
    try:
        parse(code or "2025")
    except ValueError:
        raise Refused(_("The period of the baseline is not a period. Write a month, a quarter or a year.")) from None


def save_goal(store: Store, viewer: Viewer, goal: Goal, *, id: str | None = None, read_version: int = 0) -> str:
    """Save a goal; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    _refuse_incomplete(gettext("Title"), goal.title)
    _refuse_order(goal.starts_on, goal.due_on)
    _refuse_no_period(goal.baseline_period)
    refuse_personal({gettext("Title"): goal.title, gettext("Description"): goal.description})
    columns = asdict(goal)
    factors = columns.pop("factors")
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [
            Save("goal", key, read_version, columns, {("goal_factor", "goal"): [{"factor": factor} for factor in factors]})
        ])  # fmt: skip
    return key


def save_target(store: Store, viewer: Viewer, goal: str, due_on: date, value: float) -> str:
    """Save a target value of a goal (its key) for a day; returns the target's key."""
    viewer.must(Right.LOG_ACTIONS)
    key = new_key()
    with store.write() as transaction:
        save(transaction, viewer, [Save("goal_target", key, 0, {"goal": goal, "due_on": due_on, "value": value})])
    return key


def save_action(store: Store, viewer: Viewer, action: Action, *, id: str | None = None, read_version: int = 0) -> str:
    """Save an action; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    _refuse_incomplete(gettext("What are we going to do?"), action.title)
    _refuse_order(action.starts_on, action.due_on)
    refuse_personal({gettext("What are we going to do?"): action.title,
        gettext("What do we expect to see, and when?"): action.expectation,
                     gettext("Reference"): action.reference, gettext("Instrument"): action.instrument})  # fmt: skip
    columns = asdict(action)
    units, factors = columns.pop("units"), columns.pop("factors")
    key = id or new_key()
    columns["reference"] = action.reference or key
    with store.write() as transaction:
        save(transaction, viewer, [Save("action", key, read_version, columns, {
            ("action_unit", "action"): [{"unit": unit} for unit in units],
            ("action_factor", "action"): [{"factor": factor} for factor in factors],
        })])  # fmt: skip
    return key


def save_evaluation(store: Store, viewer: Viewer, evaluation: Evaluation) -> str:
    """Save what came of an action; returns the evaluation's key. Raises Refused, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    _refuse_incomplete(gettext("What did we learn?"), evaluation.learned)
    refuse_personal({gettext("What did we learn?"): evaluation.learned})
    key = new_key()
    with store.write() as transaction:
        save(transaction, viewer, [Save("evaluation", key, 0, asdict(evaluation))])
    return key


def save_check_in(
    store: Store, viewer: Viewer, goal: str, checked_on: date, confidence: int, note: str | None = None
) -> str:
    """Save how the owner looks at a goal (its key): confidence 0–10 and a note; returns the check-in's key."""
    viewer.must(Right.LOG_ACTIONS)
    refuse_personal({gettext("Note"): note})
    if not 0 <= confidence <= 10:
        raise Refused(_("Confidence is a whole number from 0 to 10."))
    key = new_key()
    with store.write() as transaction:
        save(transaction, viewer, [
            Save("check_in", key, 0, {"goal": goal, "checked_on": checked_on, "confidence": confidence, "note": note})
        ])  # fmt: skip
    return key


def save_decision(
    store: Store, viewer: Viewer, decision: Decision, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save a decision of the MT; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.DECIDE)
    _refuse_incomplete(gettext("Decision"), decision.text)
    refuse_personal({gettext("Decision"): decision.text})
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [Save("decision", key, read_version, asdict(decision))])
    return key
