"""Blind spots: where no action is planned or running, as maps of two attributes with the sentences that read them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import polars as pl
from babel.lists import format_list

from di_data.access import Right, Viewer
from di_data.analysis import blind_spots as analysis
from di_data.analysis.blind_spots import Axis, Spots
from di_data.disclosure import SafeTable, guard_records
from di_data.language import chosen, mark, ngettext
from di_data.language import gettext as _
from di_data.store import Store
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    EmployeeDomain,
    Factor,
    Ladder,
    Level,
    Position,
    Term,
)

PLANNED_AND_RUNNING = (ActionStatus.PLANNED.value, ActionStatus.RUNNING.value)
RUNNING = (ActionStatus.RUNNING.value,)
NAMED_AT_MOST = 6
"""Names that still read as a sentence; the map shows the rest."""


@dataclass(frozen=True)
class Map:
    """Two attributes of an action: their columns, their words, and their terms (none for the departments)."""

    code: str
    title: str
    row: str
    column: str
    row_word: str
    column_word: str
    row_terms: type[Term] | None
    column_terms: type[Term]
    no_row: str
    """The sentence about rows without an action; `{names}` are theirs."""
    no_column: str


FACTOR_PHASE = Map(
    "factor_phase", mark("Factor and behaviour phase"), "factors", "phases", mark("factor"), mark("behaviour phase"),
    Factor, BehaviourPhase, mark("No action is aimed at {names}."), mark("No action works on {names}."),
)  # fmt: skip
LEVEL_ROLE = Map(
    "level_role", mark("Level and role"), "level", "owner_role", mark("level"), mark("role"),
    Level, Position, mark("No action is at this level: {names}."), mark("No action is taken up in this role: {names}."),
)  # fmt: skip
UNIT_DOMAIN = Map(
    "unit_domain", mark("Department and employee domain"), "unit_ids", "employee_domain", mark("department"), mark("employee domain"),
    None, EmployeeDomain, mark("Without an action of their own: {names}."), mark("No action is about {names}."),
)  # fmt: skip
MAPS = (FACTOR_PHASE, LEVEL_ROLE, UNIT_DOMAIN)


@dataclass(frozen=True)
class Mapped:
    """A map as it stands. `cells`: `row, column, actions`, empty ones included; `pairs`: `id, row, column` of the actions
    in them; `lacking`: the actions in which one of the two was not filled in; `names`: what the rows and columns that
    are no terms are called; `above`: how many actions belong to a department above others."""

    cells: SafeTable
    pairs: SafeTable
    lacking: SafeTable
    spots: Spots
    names: dict[str, str]
    above: int = 0


@dataclass(frozen=True)
class BlindSpots:
    """The actions that were counted, and each map of them by its code."""

    actions: SafeTable
    maps: dict[str, Mapped]


def blind_spots(
    store: Store,
    viewer: Viewer,
    *,
    today: date,
    statuses: Sequence[str] = PLANNED_AND_RUNNING,
    goal: str | None = None,
) -> BlindSpots:
    """The maps of the actions in these statuses, of one goal (its key) or of all; departments as they are today.

    Raises NotAllowed.
    """
    viewer.must(Right.SEE_ACTIONS)
    actions = store.read("programme/actions").filter(pl.col("status").is_in(list(statuses)))
    if goal is not None:
        actions = actions.filter(goal_id=goal)
    units = store.read("organisation/units")
    maps = {one.code: _of_terms(actions, one) for one in (FACTOR_PHASE, LEVEL_ROLE)}
    return BlindSpots(guard_records(actions), maps | {UNIT_DOMAIN.code: _of_units(actions, units, today)})


def _of_terms(actions: pl.DataFrame, one: Map) -> Mapped:
    assert one.row_terms is not None
    rows, columns = [term.value for term in one.row_terms], [term.value for term in one.column_terms]
    spots = analysis.spots(actions, one.row, one.column, rows, columns)
    return _mapped(actions, one, rows, columns, spots, {})


def _of_units(actions: pl.DataFrame, units: pl.DataFrame, today: date) -> Mapped:
    """Departments that exist and have no others below them are asked for actions; those above are shown where they
    have some. A department that ended is shown as long as it has an action."""
    columns = [term.value for term in EmployeeDomain]
    with_actions = set(actions["unit_ids"].explode().drop_nulls().to_list())
    present = units.filter(pl.col("ends_on").is_null() | (pl.col("ends_on") >= today))
    above = set(present["parent_id"].drop_nulls().to_list())
    asked = [key for key in _in_order(present) if key not in above]
    rows = [key for key in _in_order(units) if key in with_actions or key in asked]
    spots = analysis.spots(actions, "unit_ids", "employee_domain", asked, columns, thin_axes=("column",))
    shared = units.filter(pl.col("name").is_duplicated())["id"].to_list()
    names = {
        key: f"{name} ({code})" if key in shared else name
        for key, name, code in units.select("id", "name", "code").rows()
    }
    of_above = actions.filter(pl.col("unit_ids").list.set_intersection(list(above)).list.len() > 0).height
    return _mapped(actions, UNIT_DOMAIN, rows, columns, spots, {key: names[key] for key in rows}, of_above)


def _in_order(units: pl.DataFrame) -> list[str]:
    """The keys of the units, each followed by those below it, by name."""
    below: dict[str | None, list[str]] = {}
    known = set(units["id"].to_list())
    for key, parent in units.sort("name").select("id", "parent_id").rows():
        below.setdefault(parent if parent in known else None, []).append(key)
    ordered: list[str] = []
    waiting = below.get(None, [])[::-1]
    while waiting:
        ordered.append(waiting.pop())
        waiting += below.get(ordered[-1], [])[::-1]
    return ordered


def _mapped(
    actions: pl.DataFrame, one: Map, rows: list[str], columns: list[str], spots: Spots, names: dict[str, str],
    above: int = 0,
) -> Mapped:  # fmt: skip
    pairs = analysis.pairs(actions, one.row, one.column)
    return Mapped(
        guard_records(analysis.counted(pairs, rows, columns)),
        guard_records(pairs),
        guard_records(analysis.lacking(actions, one.row, one.column)),
        spots,
        names,
        above,
    )


# Sentences -------------------------------------------------------------------------------------


def name_of(one: Map, mapped: Mapped, axis: Axis, code: str) -> str:
    """What a row or column is called in the user's language."""
    terms = one.row_terms if axis == "row" else one.column_terms
    return mapped.names[code] if terms is None else terms(code).label


def _inside(words: str) -> str:
    """A label within a sentence: without its capital, unless it is an abbreviation."""
    return words[:1].lower() + words[1:] if words[1:2].islower() else words


def _listed(one: Map, mapped: Mapped, axis: Axis, codes: Sequence[str]) -> str:
    names = [name_of(one, mapped, axis, code) for code in codes]
    told = names if mapped.names and axis == "row" else [_inside(name) for name in names]
    if len(told) > NAMED_AT_MOST:
        more = len(told) - NAMED_AT_MOST + 1
        told = [*told[: NAMED_AT_MOST - 1], ngettext("{count} other", "{count} others", more)]
    return format_list(told, locale=chosen())


def sentences(one: Map, mapped: Mapped) -> list[str]:
    """What a map leaves empty: whole rows and columns first, then the thinnest line."""
    spots, told = mapped.spots, []
    if spots.empty_columns:
        told.append(_(one.no_column, names=_listed(one, mapped, "column", spots.empty_columns)))
    if spots.empty_rows:
        told.append(_(one.no_row, names=_listed(one, mapped, "row", spots.empty_rows)))
    if spots.thinnest is not None:
        thin = spots.thinnest
        other: Axis = "column" if thin.axis == "row" else "row"
        told.append(
            ngettext(
                "Emptiest of the others is {name}: {count} action, not with {names}.",
                "Emptiest of the others is {name}: {count} actions, none of them with {names}.",
                thin.actions,
                name=_listed(one, mapped, thin.axis, [thin.code]),
                names=_listed(one, mapped, other, thin.without),
            )
            if told
            else ngettext(
                "Emptiest is {name}: {count} action, not with {names}.",
                "Emptiest is {name}: {count} actions, none of them with {names}.",
                thin.actions,
                name=_listed(one, mapped, thin.axis, [thin.code]),
                names=_listed(one, mapped, other, thin.without),
            )
        )
    return told or [_("Every combination has an action.")]


def ladder_sentence(actions: SafeTable) -> str:
    """On which rungs of the participation ladder employees take part, and on which no action is."""
    rungs = actions.column("participation_ladder")
    counts = {rung: rungs.count(rung.value) for rung in Ladder}
    used = [f"{_inside(rung.label)} {count}" for rung, count in counts.items() if count]
    unused = [_inside(rung.label) for rung, count in counts.items() if not count]
    told = [_("Participation of employees, by rung of the ladder: {counts}.", counts=format_list(used, locale=chosen()))] if used else []  # fmt: skip
    if unused:
        told.append(_("No action on the rung {names}.", names=format_list(unused, style="or", locale=chosen())))
    if missing := rungs.count(None):
        told.append(ngettext("It is not filled in for {count} action.", "It is not filled in for {count} actions.", missing))  # fmt: skip
    return " ".join(told)


def lacking_sentence(one: Map, mapped: Mapped) -> str | None:
    """How many actions stand in no cell, because an attribute was not filled in; None for none."""
    if not len(mapped.lacking):
        return None
    return ngettext(
        "{count} action is not in this map: its {row} or its {column} is not filled in.",
        "{count} actions are not in this map: their {row} or their {column} is not filled in.",
        len(mapped.lacking), row=_(one.row_word), column=_(one.column_word),
    )  # fmt: skip
