"""What a form of a goal holds: from the record to the form, in words, and from the form to what is saved."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from typing import Any

from di_data.disclosure import SafeTable
from di_data.errors import Refused
from di_data.language import gettext as _
from di_data.language import mark
from di_data.loading.cleaning.clean import plain_number
from di_data.notation import day
from di_data.periods import parse
from di_data.register.goals import Goal, GoalIndicator, Target, save_goal
from di_data.ui.draft import FormField
from di_data.ui.session import Session
from di_data.vocabulary import Direction, Factor, GoalStatus, Outcome, Position, Term

Names = Mapping[str, str]
OwnTarget = tuple[date, float]
Further = tuple[str, Direction | None, float | None, str | None]
"""A further indicator: its code, direction, baseline and the period of that."""

HALF_TARGET = mark("Give every target a day and a value.")
TWO_TARGETS = mark("Two targets have the same day. Keep one of them.")
EARLY_TARGET = mark("A target lies before the start of the goal. Check the days.")
NO_UNIT = mark("Choose for which department the goal holds.")
TWICE = mark("An indicator stands twice in the list of further indicators. Keep one of them.")
UNNAMED = mark("Choose an indicator in every row of further indicators, or take the row out.")


def present(goal: Mapping[str, Any], targets: SafeTable, indicators: SafeTable) -> dict[str, Any]:
    """The goal as a form opens it: its columns, its own targets and its further indicators."""
    own = targets.where(goal_id=goal["id"], indicator=None).sorted("due_on")
    further = indicators.where(goal_id=goal["id"])
    return {
        **{name: goal[name] for name in ("id", "version", "valid_from", "changed_by", "title", "description", "theme")},
        "unit": goal["unit_id"],
        "units": list(goal["unit_ids"] or ()),
        **{name: goal[name] for name in ("owner_role", "starts_on", "due_on", "status", "intended_outcome")},
        "factors": list(goal["factors"] or ()),
        **{name: goal[name] for name in ("indicator", "direction", "baseline", "baseline_period")},
        "targets": [(row["due_on"], row["value"]) for row in own.rows()],
        "indicators": [
            (row["indicator"], row["direction"], row["baseline"], row["baseline_period"]) for row in further.rows()
        ],
    }


def amount(value: float | None) -> str:
    """A number as a form holds it: in Dutch notation, with all its decimals."""
    return "" if value is None else f"{value:.10f}".rstrip("0").rstrip(".").replace(".", ",")


def form_fields(units: Names, indicators: Names) -> dict[str, FormField]:
    """The fields of a goal, with how a value of each reads."""

    def term(vocabulary: type[Term]) -> Callable[[Any], str]:
        return lambda code: vocabulary(code).label if code else ""

    def several(one: Callable[[Any], str]) -> Callable[[Any], str]:
        return lambda values: ", ".join(map(one, values or ()))

    def unit(key: Any) -> str:
        return units.get(key, "") if key else ""

    def indicator(code: Any) -> str:
        return indicators.get(code, str(code)) if code else ""

    return {
        "title": FormField(_("Title")),
        "description": FormField(_("Description")),
        "theme": FormField(_("Theme")),
        "unit": FormField(_("Department"), unit),
        "units": FormField(_("Departments that take part"), several(unit)),
        "owner_role": FormField(_("Owner"), term(Position)),
        "starts_on": FormField(_("Start"), day),
        "due_on": FormField(_("Ready on"), day),
        "status": FormField(_("Status"), term(GoalStatus)),
        "intended_outcome": FormField(_("Intended outcome"), term(Outcome)),
        "factors": FormField(_("Factors"), several(term(Factor))),
        "indicator": FormField(_("Indicator"), indicator),
        "direction": FormField(_("Direction"), term(Direction)),
        "baseline": FormField(_("Baseline"), amount),
        "baseline_period": FormField(_("Period of the baseline")),
        "targets": FormField(_("Targets"), several(lambda one: f"{day(one[0])}: {amount(one[1])}")),
        "indicators": FormField(_("Further indicators"), several(lambda one: indicator(one[0]))),
    }


def read_values(typed: Mapping[str, Any]) -> dict[str, Any]:
    """What was typed, as values to save: amounts as numbers, empty texts as nothing, and the direction worked out from
    baseline and last target where none was chosen. Raises Refused."""
    values = {name: (value.strip() or None) if isinstance(value, str) else value for name, value in typed.items()}
    if values["unit"] is None:
        raise Refused(NO_UNIT)
    values["title"] = typed["title"]
    values["baseline"] = plain_number(_("Baseline"), typed["baseline"])
    values["baseline_period"] = _period_code(values["baseline_period"])
    values["targets"] = _targets(typed["targets"], values["starts_on"])
    values["indicators"] = _indicators(typed["indicators"])
    last = values["targets"][-1][1] if values["targets"] else None
    if values["direction"] is None and last is not None and values["baseline"] not in (None, last):
        values["direction"] = Direction.HIGHER if last > values["baseline"] else Direction.LOWER
    return values


def _period_code(text: str | None) -> str | None:
    """The code of a period that somebody wrote; what is no period is left for the register to refuse."""
    try:
        return str(parse(text)) if text else None
    except ValueError:
        return text


def _targets(rows: Iterable[tuple[date | None, str | None]], starts_on: date) -> list[OwnTarget]:
    found: dict[date, float] = {}
    for told, text in rows:
        on = told.date() if isinstance(told, datetime) else told
        value = plain_number(_("Target"), text or "")
        if on is None and value is None:
            continue
        if on is None or value is None:
            raise Refused(HALF_TARGET)
        if on in found:
            raise Refused(TWO_TARGETS)
        if on < starts_on:
            raise Refused(EARLY_TARGET)
        found[on] = value
    return sorted(found.items())


def _indicators(rows: Iterable[tuple[str | None, str | None, str | None, str | None]]) -> list[Further]:
    found: dict[str, Further] = {}
    for code, way, baseline, period in rows:
        if not (code or way or (baseline or "").strip() or (period or "").strip()):
            continue
        if not code:
            raise Refused(UNNAMED)
        if code in found:
            raise Refused(TWICE)
        direction = Direction(way) if way else None
        found[code] = (code, direction, plain_number(_("Baseline"), baseline or ""), _period_code((period or "").strip() or None))  # fmt: skip
    return list(found.values())


def as_goal(values: Mapping[str, Any], session: str | None) -> Goal:
    """The goal that these values make. `session`: the key of the dialogue session that chose it."""
    columns = {name: value for name, value in values.items() if name != "targets"}
    return Goal(**columns | {
        "session": session,
        "units": tuple(values["units"] or ()),
        "factors": tuple(values["factors"] or ()),
        "indicators": tuple(GoalIndicator(*one) for one in values["indicators"] or ()),
    })  # fmt: skip


def writer(session: Session, goal: Mapping[str, Any], targets: SafeTable) -> Callable[[dict[str, Any], int], object]:
    """Saves the values of the form of a goal on top of a version. Targets of further indicators stay as they are."""
    others = [
        Target(row["due_on"], row["value"], row["indicator"])
        for row in targets.where(goal_id=goal["id"]).rows()
        if row["indicator"] is not None
    ]

    def write(values: dict[str, Any], read_version: int) -> object:
        own = [Target(on, value) for on, value in values["targets"] or ()]
        changed = as_goal(values, goal["session_id"])
        return save_goal(session.store, session.viewer, changed, id=goal["id"], read_version=read_version, targets=own + others)  # fmt: skip

    return write
