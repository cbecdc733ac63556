"""Writing actions: the sheet with its expectation and steps, dated notes, and what came of them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from di_data.access import Right, Viewer
from di_data.errors import Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.register.goals import refuse_order
from di_data.register.records import LONGEST_TITLE, Save, new_key, refuse_empty, refuse_texts, save
from di_data.store import Store
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    EmployeeDomain,
    EvaluationResult,
    Factor,
    Ladder,
    Level,
    NextMove,
    Position,
    Way,
)


@dataclass(frozen=True)
class Step:
    """One step of an action."""

    text: str
    done: bool = False


@dataclass(frozen=True, kw_only=True)
class Action:
    """An action. `goal`, `session` and `units` are keys. The expectation is written down beforehand: in words, and as
    a change of an indicator (`expected_change` in its unit, without a sign) in a direction, by a day."""

    title: str
    owner_role: Position
    starts_on: date
    due_on: date
    status: ActionStatus = ActionStatus.PLANNED
    goal: str | None = None
    session: str | None = None
    solution_direction: str | None = None
    frame: str | None = None
    units: tuple[str, ...] = ()
    factors: tuple[Factor, ...] = ()
    phases: tuple[BehaviourPhase, ...] = ()
    level: Level | None = None
    employee_domain: EmployeeDomain | None = None
    instrument: str | None = None
    participation_ladder: Ladder | None = None
    expectation: str | None = None
    expected_indicator: str | None = None
    expected_direction: Way | None = None
    expected_change: float | None = None
    expected_by: date | None = None
    steps: tuple[Step, ...] = ()
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


def action_version(action: Action, key: str, read_version: int) -> Save:
    """The version of an action to save. Raises Refused for what an action cannot be."""
    what, expected = gettext("What are we going to do?"), gettext("What do we expect to see, and when?")
    refuse_empty(what, action.title)
    refuse_order(action.starts_on, action.due_on)
    _refuse_expectation(action)
    refuse_texts({what: action.title, gettext("Reference"): action.reference, gettext("Instrument"): action.instrument,
                  gettext("Solution direction"): action.solution_direction, gettext("Frame"): action.frame},
                 longest=LONGEST_TITLE)  # fmt: skip
    refuse_texts({expected: action.expectation, gettext("Steps"): "\n".join(step.text for step in action.steps)})
    columns = asdict(action)
    units, factors, phases = columns.pop("units"), columns.pop("factors"), columns.pop("phases")
    steps = [step for step in columns.pop("steps") if step["text"].strip()]
    columns["reference"] = action.reference or key
    return Save("action", key, read_version, columns, {
        ("action_unit", "action"): [{"unit": unit} for unit in units],
        ("action_factor", "action"): [{"factor": factor} for factor in factors],
        ("action_phase", "action"): [{"phase": phase} for phase in phases],
        ("action_step", "action"): [{"position": place, **step} for place, step in enumerate(steps, start=1)],
    })  # fmt: skip


def _refuse_expectation(action: Action) -> None:
    if action.expected_change is not None and action.expected_change < 0:
        raise Refused(_("The expected change is written without a minus sign; the direction says which way."))
    if action.expected_change is not None and action.expected_indicator is None:
        raise Refused(_("Choose the indicator that is expected to change."))
    if action.expected_by is not None and action.expected_by < action.starts_on:
        raise Refused(_("The day on which the change is expected lies before the start. Check the two dates."))


def save_action(store: Store, viewer: Viewer, action: Action, *, id: str | None = None, read_version: int = 0) -> str:
    """Save an action; returns its key. Raises Refused, Conflict, NotAllowed."""
    return save_actions(store, viewer, [action], id=id, read_version=read_version)[0]


def save_actions(
    store: Store, viewer: Viewer, actions: Sequence[Action], *, id: str | None = None, read_version: int = 0
) -> list[str]:
    """Save several new actions, all or none (or one that exists, by its `id`). Returns their keys.

    Raises Refused, Conflict, NotAllowed.
    """
    viewer.must(Right.LOG_ACTIONS)
    saves = [action_version(action, id or new_key(), read_version) for action in actions]
    with store.write() as transaction:
        save(transaction, viewer, saves)
    return [saved.id for saved in saves]


def save_note(
    store: Store,
    viewer: Viewer,
    action: str,
    noted_on: date,
    text: str,
    *,
    id: str | None = None,
    read_version: int = 0,
) -> str:
    """Save a dated note with an action (its key); returns the note's key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    refuse_empty(gettext("Note"), text)
    refuse_texts({gettext("Note"): text})
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [
            Save("action_note", key, read_version, {"action": action, "noted_on": noted_on, "text": text})
        ])  # fmt: skip
    return key


def save_evaluation(
    store: Store, viewer: Viewer, evaluation: Evaluation, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save what came of an action; returns the evaluation's key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    refuse_empty(gettext("What did we learn?"), evaluation.learned)
    refuse_texts({gettext("What did we learn?"): evaluation.learned})
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [Save("evaluation", key, read_version, asdict(evaluation))])
    return key
