"""All that a quarterly review holds, read at once, for what is made of it as a whole: the paper, the web page, the workbook."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.periods import Period
from di_data.reports import coverage, figures, organisation, programme, quarters
from di_data.reports.reviewed import Reviewed, reviewed
from di_data.vocabulary import DecisionStatus

Row = dict[str, Any]
Read = Callable[..., Any]
"""Reads a report with its parameters, for the viewer: `read(programme.goals, as_of=…)`."""


@dataclass(frozen=True)
class Contents:
    """A review. `closing`: how the quarter was closed; None for an open one. `today`: the day on which the review is held.

    `known`: the indicators by code; `changes`: by goal what is new or other since the last closing, in words; `earlier`,
    `own`, `late`: the decisions that still matter, those of this review, and those recorded after it was closed.
    `complete`: `quarters.completeness` of the quarter.
    """

    quarter: Period
    closing: Mapping[str, Any] | None
    today: date
    found: Reviewed
    known: Mapping[str, Row]
    changes: Mapping[str, Sequence[str]]
    units: SafeTable
    actions: SafeTable
    evaluations: SafeTable
    references: SafeTable
    earlier: Sequence[Row]
    own: Sequence[Row]
    late: Sequence[Row]
    complete: SafeTable


def contents(read: Read, quarter: Period, *, minimum_group: int, delivery_days: int, today: date) -> Contents:
    """Read the review of a quarter; a closed one as it was closed, however much changed since. Raises NotAllowed."""
    closings = read(quarters.closings)
    closing, before = quarters.closing_of(closings, quarter), quarters.closing_before(closings, quarter)
    as_of = closing["as_of"] if closing else None
    day = quarters.day_of(closing) if closing else today
    decisions = read(programme.decisions, as_of=as_of)
    since = before["as_of"] if before else first_moment_after(quarter)
    known = set(decisions.column("id"))
    late = read(programme.decisions).where(quarter=str(quarter)).rows() if closing else ()
    records = read(quarters.changed_records, since=before["as_of"], until=as_of).rows() if before else ()
    return Contents(
        quarter=quarter,
        closing=closing,
        today=day,
        found=read(reviewed, minimum_group=minimum_group, quarter=str(quarter), as_of=as_of),
        known={row["code"]: row for row in read(figures.indicators, as_of=as_of).rows()},
        changes=changes_by_goal(records),
        units=read(organisation.units, as_of=as_of),
        actions=read(programme.actions, as_of=as_of),
        evaluations=read(programme.evaluations, as_of=as_of),
        references=read(figures.reference_values, as_of=as_of),
        earlier=earlier_decisions(decisions, quarter, since),
        own=list(decisions.where(quarter=str(quarter)).rows()),
        late=[row for row in late if row["id"] not in known],
        complete=quarters.completeness(
            read(coverage.coverage, today=day, delivery_days=delivery_days, as_of=as_of), quarter
        ),
    )


def first_moment_after(quarter: Period) -> datetime:
    """When a quarter was over: before anything was closed, what was settled from then on is news."""
    return datetime.combine(quarter.end + timedelta(days=1), time.min)


def earlier_decisions(decisions: SafeTable, quarter: Period, since: datetime) -> list[Row]:
    """Those of the quarter before; of older ones what is open, or was settled `since` the last review."""
    last = str(quarter.shifted(-1))

    def matters(row: Row) -> bool:
        settled: bool = row["version"] > 1 and row["valid_from"] >= since
        return settled or row["status"] == DecisionStatus.OPEN.value

    return [row for row in decisions.rows() if row["quarter"] == last or (row["quarter"] < last and matters(row))]


def changes_by_goal(records: Iterable[Row]) -> dict[str, list[str]]:
    """By goal what is new, changed or gone, in words; `records`: the rows of `quarters.changed_records`."""
    told: dict[str, list[str]] = {}
    for row in records:
        if row["goal_id"] is not None:
            told.setdefault(row["goal_id"], []).append(_in_words(row))
    return told


def _in_words(row: Row) -> str:
    kinds = {"goal": _("goal"), "goal_target": _("target"), "action": _("action"), "decision": _("decision")}
    fields = quarters.field_words(row["fields"])
    about = kinds[row["kind"]] if row["kind"] in ("goal", "goal_target") else f"{kinds[row['kind']]} “{row['title']}”"
    return f"{about} {quarters.Since(row['state']).label}" + (f" ({fields})" if fields else "")
