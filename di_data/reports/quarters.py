"""The quarters that the MT closed, and what differs between two moments: the figures of the goals, and the records.

The review of a closed quarter is read with the `as_of` of its closing. What changed since is worked out here, beside it.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

import polars as pl

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable, guard_records
from di_data.language import gettext
from di_data.language import mark as _
from di_data.notation import local_day
from di_data.periods import Period, last_day
from di_data.reports import figures, programme
from di_data.reports.trace_words import FIELDS, PARTS
from di_data.store import Store
from di_data.vocabulary import GoalStatus, Presence, Term

_CELL = ["indicator", "unit_id", "grain", "period"]
_FIGURE = [*_CELL, "unit", "unit_name", "value", "hidden", "reason"]
_AS_GOOD_AS_EQUAL = 1e-9
"""Share of a number that a sum may be off by the way computers add up."""


class Since(Term):
    """What happened to a record between two moments."""

    NEW = "new", _("new")
    CHANGED = "changed", _("changed")
    REMOVED = "removed", _("taken away")


# Closings --------------------------------------------------------------------------------------


def closings(store: Store, viewer: Viewer) -> SafeTable:
    """The closed quarters, the oldest closing first: `quarter` ("2025-Q1"), `as_of` (UTC), `closed_by` (an account)."""
    viewer.must(Right.SEE_REVIEW)
    return guard_records(store.read("programme/quarter_closings"))


def closing_of(found: SafeTable, quarter: Period) -> dict[str, Any] | None:
    """The closing of a quarter, of the closings that were `found`; None while it is open."""
    return found.where(quarter=str(quarter)).first()


def closing_before(found: SafeTable, quarter: Period) -> dict[str, Any] | None:
    """The last closing of an earlier quarter, of the closings that were `found`; None where there is none.

    Codes of quarters sort as the quarters do, and quarters are closed in their order.
    """
    earlier = [row for row in found.rows() if row["quarter"] < str(quarter)]
    return earlier[-1] if earlier else None


def day_of(closing: Mapping[str, Any]) -> date:
    """The day of a closing by Dutch clocks: what was past its date then, was past it on this day."""
    return local_day(closing["as_of"])


# Figures ---------------------------------------------------------------------------------------


def changed_figures(
    store: Store, viewer: Viewer, *, quarter: Period, minimum_group: int, since: datetime, until: datetime | None = None
) -> SafeTable:
    """The figures in and before a quarter that were shown otherwise at `since` than at `until` (None is now): those of
    the indicators of the goals of then, of all departments; first the departments of the goals, the newest first.

    Columns: `indicator, indicator_name, measure, unit_id, unit, unit_name, of_goal` (a goal is about this department),
    `period, grain, old_value, old_hidden, old_reason, new_value, new_hidden, new_reason, change`. Without a figure at
    one of the moments its columns are empty. A figure that is hidden at both is left out, whether it changed or not.
    """
    viewer.must(Right.SEE_REVIEW)
    of_goals = _goals_units(store, viewer, since)

    def figures_of(moment: datetime | None) -> SafeTable:
        return figures.indicator_values(
            store, viewer, minimum_group=minimum_group, indicators=sorted(of_goals), as_of=moment
        )

    both = _beside(_until(figures_of(since), quarter), _until(figures_of(until), quarter)).filter(_differs())
    belongs = [unit in of_goals.get(code, ()) for code, unit in both.select("indicator", "unit_id").rows()]
    named = both.with_columns(of_goal=pl.Series(belongs, dtype=pl.Boolean), ends_on=last_day()).join(
        store.read("figures/measures"), on="indicator", how="left"
    )
    ordered = named.sort(
        "of_goal", "ends_on", pl.col("change").abs(), "indicator", "unit_name", "grain",
        descending=[True, True, True, False, False, False], nulls_last=True,
    )  # fmt: skip
    return guard_records(ordered.select(
        "indicator", "indicator_name", "measure", "unit_id", "unit", "unit_name", "of_goal", "period", "grain",
        "old_value", "old_hidden", "old_reason", "new_value", "new_hidden", "new_reason", "change",
    ))  # fmt: skip


def _goals_units(store: Store, viewer: Viewer, moment: datetime) -> dict[str, set[str]]:
    """The indicators of the goals that were followed at a moment, with the departments that those goals are about."""
    further: dict[str, list[str]] = {}
    for row in programme.goal_indicators(store, viewer, as_of=moment).rows():
        further.setdefault(row["goal_id"], []).append(row["indicator"])
    found: dict[str, set[str]] = {}
    for goal in programme.goals(store, viewer, as_of=moment).rows():
        if goal["status"] == GoalStatus.STOPPED.value:
            continue
        for code in filter(None, [goal["indicator"], *further.get(goal["id"], ())]):
            found.setdefault(code, set()).update([goal["unit_id"], *(goal["unit_ids"] or ())])
    return found


def _until(table: SafeTable, quarter: Period) -> pl.DataFrame:
    """The figures of one's own departments of periods that ended by the end of the quarter."""
    own = table.frame().filter(~pl.col("public_source").fill_null(False), last_day() <= quarter.end)
    return own.select(_FIGURE)


def _beside(old: pl.DataFrame, new: pl.DataFrame) -> pl.DataFrame:
    """The figures of two moments beside each other, with the names that departments have last."""
    own = ("value", "hidden", "reason")
    both = old.rename({name: f"old_{name}" for name in own}).join(
        new.rename({name: f"new_{name}" for name in own}), on=_CELL, how="full", coalesce=True, suffix="_now"
    )
    return both.with_columns(
        unit=pl.coalesce("unit_now", "unit"), unit_name=pl.coalesce("unit_name_now", "unit_name"),
        change=pl.col("new_value") - pl.col("old_value"),
    )  # fmt: skip


def _differs() -> pl.Expr:
    """Whether something else was shown: another value, or a value at one of the two moments only."""
    old, new = pl.col("old_value"), pl.col("new_value")
    moved = (new - old).abs() > _AS_GOOD_AS_EQUAL * pl.max_horizontal(old.abs(), new.abs())
    return pl.when(old.is_null() | new.is_null()).then(old.is_null() != new.is_null()).otherwise(moved)


# Records ---------------------------------------------------------------------------------------

_RECORDS: dict[str, pl.DataType | type[pl.DataType]] = {
    "kind": pl.String, "id": pl.String, "goal_id": pl.String, "title": pl.String, "state": pl.String,
    "fields": pl.List(pl.String),
}  # fmt: skip


def changed_records(store: Store, viewer: Viewer, *, since: datetime, until: datetime | None = None) -> SafeTable:
    """The goals, targets, actions and decisions that are new, changed or gone between two moments (UTC; None is now).

    Columns: `kind` (goal, goal_target, action, decision), `id`, `goal_id` (the goal it belongs to, a goal itself),
    `title` (of a target that of its goal), `state` (a code of `Since`), `fields`: the codes of what changed, for
    `field_words`. What nobody can read as a change (a save without one) is left out.
    """
    viewer.must(Right.SEE_REVIEW)
    old, new = (_by_key(store.read("programme/review_records", as_of=moment)) for moment in (since, until))
    rows = []
    for key in dict.fromkeys([*new, *old]):
        row, changed = new.get(key) or old[key], []
        if key in old and key in new:
            changed = _changed_fields(old[key], new[key])
            if not changed:
                continue
        state = Since.REMOVED if key not in new else Since.NEW if key not in old else Since.CHANGED
        rows.append({**{name: row[name] for name in ("kind", "id", "goal_id", "title")},
                     "state": state.value, "fields": changed})  # fmt: skip
    return guard_records(pl.DataFrame(rows, schema=_RECORDS))


def field_words(fields: Sequence[str]) -> str:
    """What changed of a record, in words with commas between them."""
    words = [gettext(PARTS[name][0] if name in PARTS else FIELDS[name]) for name in fields]
    return ", ".join(dict.fromkeys(words))


def _by_key(records: pl.DataFrame) -> dict[tuple[str, str], dict[str, Any]]:
    return {(row["kind"], row["id"]): row for row in records.iter_rows(named=True)}


def _changed_fields(old: Mapping[str, Any], new: Mapping[str, Any]) -> list[str]:
    """The columns and tables of a record that differ, of those that a reader knows; a version is the same for ever."""
    if old["version"] == new["version"]:
        return []
    before, after = json.loads(old["content"]), json.loads(new["content"])
    told = [name for name in FIELDS if before.get(name) != after.get(name)]
    parts = [dict(zip(row["parts"] or (), row["contents"] or (), strict=True)) for row in (old, new)]
    return told + [name for name in PARTS if _lines(parts[0].get(name)) != _lines(parts[1].get(name))]


def _lines(content: str | None) -> list[dict[str, Any]]:
    """The rows of a table that belong to a record, without the version that they belong to."""
    return [{name: value for name, value in row.items() if name != "version"} for row in json.loads(content or "[]")]


# How complete the figures are ------------------------------------------------------------------


def completeness(found: SafeTable) -> SafeTable:
    """How many figures of a quarter are in, per indicator, of the coverage table within it (`reports.coverage.coverage`): of
    its months, of the quarter, and of a year that ends with it.

    Columns: `indicator, indicator_name, asked, is_in, provisional`. It counts one's own departments, and does not depend
    on how late a figure may be.
    """
    own = found.where(public_source=False).frame()
    state = pl.col("state")
    counted = own.group_by("indicator", "indicator_name").agg(
        asked=pl.len().cast(pl.Int64),
        is_in=state.is_in([Presence.IN.value, Presence.PROVISIONAL.value]).sum().cast(pl.Int64),
        provisional=(state == Presence.PROVISIONAL.value).sum().cast(pl.Int64),
    )
    return guard_records(counted.sort("indicator"))
