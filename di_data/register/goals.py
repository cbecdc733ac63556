"""Writing goals: what they aim at, their targets over time, and how their owners look at them."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date

from di_data.access import Right, Viewer
from di_data.errors import Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.periods import parse
from di_data.register.records import (
    LONGEST_TITLE,
    Save,
    key_of,
    new_key,
    present_versions,
    refuse_empty,
    refuse_texts,
    save,
)
from di_data.store import Store
from di_data.vocabulary import Direction, Factor, GoalStatus, Outcome, Position


@dataclass(frozen=True)
class GoalIndicator:
    """An indicator that is followed beside the goal's own; `baseline` in the unit of the indicator."""

    indicator: str
    direction: Direction | None = None
    baseline: float | None = None
    baseline_period: str | None = None


@dataclass(frozen=True, kw_only=True)
class Goal:
    """One of the three to five goals. `unit` is the key of the unit for which it holds, `units` are those of the
    departments that take part, `session` is that of the session that chose it. Its progress is read from `indicator`."""

    title: str
    unit: str
    owner_role: Position
    starts_on: date
    due_on: date
    description: str | None = None
    theme: str | None = None
    session: str | None = None
    intended_outcome: Outcome | None = None
    indicator: str | None = None
    direction: Direction | None = None
    baseline: float | None = None
    baseline_period: str | None = None
    status: GoalStatus = GoalStatus.CHOSEN
    factors: tuple[Factor, ...] = ()
    units: tuple[str, ...] = ()
    indicators: tuple[GoalIndicator, ...] = ()


@dataclass(frozen=True)
class Target:
    """The value that a goal should have reached on a day; `indicator` None is the goal's own."""

    due_on: date
    value: float
    indicator: str | None = None


def refuse_order(starts_on: date, due_on: date) -> None:
    """Raise Refused when something is ready before it starts."""
    if due_on < starts_on:
        raise Refused(_("The date on which it is ready lies before the start. Check the two dates."))


def _refuse_no_period(code: str | None) -> None:
    try:
        parse(code or "2025")
    except ValueError:
        raise Refused(_("The period of the baseline is not a period. Write a month, a quarter or a year.")) from None


def goal_version(goal: Goal, key: str, read_version: int) -> Save:
    """The version of a goal to save. Raises Refused for what a goal cannot be."""
    refuse_empty(gettext("Title"), goal.title)
    refuse_order(goal.starts_on, goal.due_on)
    for period in (goal.baseline_period, *(one.baseline_period for one in goal.indicators)):
        _refuse_no_period(period)
    refuse_texts({gettext("Title"): goal.title, gettext("Theme"): goal.theme}, longest=LONGEST_TITLE)
    refuse_texts({gettext("Description"): goal.description})
    columns = asdict(goal)
    factors, units, indicators = columns.pop("factors"), columns.pop("units"), columns.pop("indicators")
    return Save("goal", key, read_version, columns, {
        ("goal_factor", "goal"): [{"factor": factor} for factor in factors],
        ("goal_unit", "goal"): [{"unit": unit} for unit in units],
        ("goal_indicator", "goal"): list(indicators),
    })  # fmt: skip


def save_goal(
    store: Store, viewer: Viewer, goal: Goal, *, id: str | None = None, read_version: int = 0,
    targets: Sequence[Target] | None = None,
) -> str:  # fmt: skip
    """Save a goal; returns its key. `targets` are from now on all its targets; None leaves them as they are.

    Raises Refused, Conflict, NotAllowed.
    """
    viewer.must(Right.LOG_ACTIONS)
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [goal_version(goal, key, read_version)])
        if targets is not None:
            known = transaction.read("programme/goal_targets").filter(goal_id=key).to_dicts()
            present = {row["id"]: row for row in known}
            wanted = {_target_key(key, target): target for target in targets}
            versions = present_versions(transaction, [*wanted, *present])
            saves = [
                _target_version(key, target, versions[id])
                for id, target in wanted.items()
                if id not in present or present[id]["value"] != target.value
            ]
            gone = [
                Save("goal_target", id, versions[id], {**_columns(key, row), "removed": True})
                for id, row in present.items()
                if id not in wanted
            ]
            save(transaction, viewer, saves + gone)
    return key


def _columns(goal: str, row: dict[str, object]) -> dict[str, object]:
    return {"goal": goal, **{name: row[name] for name in ("due_on", "value", "indicator")}}


def _target_key(goal: str, target: Target) -> str:
    """One target a day and indicator: the same day again changes it."""
    return key_of("goal_target", f"{goal} {target.indicator or ''} {target.due_on}")


def _target_version(goal: str, target: Target, read_version: int) -> Save:
    return Save("goal_target", _target_key(goal, target), read_version, {"goal": goal, **asdict(target)})


def save_target(store: Store, viewer: Viewer, goal: str, due_on: date, value: float) -> str:
    """Save the value that a goal (its key) should have on a day; returns the target's key. Raises NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    target = Target(due_on, value)
    key = _target_key(goal, target)
    with store.write() as transaction:
        save(transaction, viewer, [_target_version(goal, target, present_versions(transaction, [key])[key])])
    return key


def save_check_in(
    store: Store, viewer: Viewer, goal: str, checked_on: date, confidence: int, note: str | None = None, *,
    id: str | None = None, read_version: int = 0,
) -> str:  # fmt: skip
    """Save how the owner looks at a goal (its key): confidence 0–10 and a note; returns the check-in's key.

    Raises Refused, Conflict, NotAllowed.
    """
    viewer.must(Right.LOG_ACTIONS)
    refuse_texts({gettext("Note"): note})
    if not 0 <= confidence <= 10:
        raise Refused(_("Confidence is a whole number from 0 to 10."))
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [
            Save("check_in", key, read_version, {"goal": goal, "checked_on": checked_on, "confidence": confidence, "note": note})
        ])  # fmt: skip
    return key
