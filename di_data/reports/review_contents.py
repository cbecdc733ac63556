"""All that a quarterly review holds: for its page, and for the paper, the web page and the workbook that are made of it."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import cached_property
from typing import Any

from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.periods import Period
from di_data.reports import coverage, figures, goal_review, organisation, programme, quarters, voice
from di_data.reports.benchmarks import Benchmark, of_quarter
from di_data.reports.goal_review import GoalReview
from di_data.reports.reader import Read
from di_data.reports.reviewed import RECENT, Reviewed, reviewed
from di_data.vocabulary import DecisionStatus, Measure

Row = dict[str, Any]


@dataclass(frozen=True)
class Contents:
    """The review of a quarter; a closed one as it was closed, however much changed since.

    Each part is read when it is asked for and then kept, so that the page and the paper read what they show and nothing
    else. `minimum_group` and `delivery_days` are settings, `day` the day on which it is read. Raises NotAllowed.
    """

    read: Read
    quarter: Period
    minimum_group: int
    delivery_days: int
    day: date

    @cached_property
    def closings(self) -> SafeTable:
        """The closed quarters."""
        return self._report(quarters.closings)

    @cached_property
    def closing(self) -> Mapping[str, Any] | None:
        """How the quarter was closed; None for an open one."""
        return quarters.closing_of(self.closings, self.quarter)

    @cached_property
    def before(self) -> Mapping[str, Any] | None:
        """The last closing of an earlier quarter."""
        return quarters.closing_before(self.closings, self.quarter)

    @property
    def as_of(self) -> datetime | None:
        """The moment of closing; None for an open quarter."""
        return self.closing["as_of"] if self.closing else None

    @property
    def today(self) -> date:
        """The day on which the review is held."""
        return quarters.day_of(self.closing) if self.closing else self.day

    @cached_property
    def found(self) -> Reviewed:
        """The goals and the departments with their readings."""
        found: Reviewed = self.read(
            reviewed, minimum_group=self.minimum_group, quarter=str(self.quarter), as_of=self.as_of
        )
        return found

    def cell(self, goal: str, unit: str) -> GoalReview:
        """A goal (its key) read for one department (its key), whether the goal is about that department or not: the target
        is the goal's, the baseline of its own department only. Raises StopIteration for what the review does not have."""
        asked = next(one.standing.goal for one in self.found.goals if one.standing.goal["id"] == goal)
        code, at = asked["indicator"], {"minimum_group": self.minimum_group, "as_of": self.as_of}
        since = self.quarter.shifted(-RECENT).start
        values = self._report(figures.indicator_values, indicators=(code,), since=since, whole=(unit,), **at)
        if unit != asked["unit_id"]:
            name = next(row["name"] for row in self.units.rows() if row["id"] == unit)
            asked = asked | {"unit_id": unit, "unit_name": name, "baseline": None}
        return goal_review.review(asked, values, Measure(self.known[code]["measure"]), self.quarter)

    @cached_property
    def known(self) -> Mapping[str, Row]:
        """The indicators by code."""
        return {row["code"]: row for row in self._then(figures.catalogue).rows()}

    @cached_property
    def changes(self) -> Mapping[str, Sequence[str]]:
        """By goal what is new or other since the last closing, in words; nothing before there was one."""
        if not self.before:
            return {}
        return changes_by_goal(
            self._report(quarters.changed_records, since=self.before["as_of"], until=self.as_of).rows()
        )

    @cached_property
    def units(self) -> SafeTable:
        """The departments."""
        return self._then(organisation.units)

    @cached_property
    def actions(self) -> SafeTable:
        """The actions."""
        return self._then(programme.actions)

    @cached_property
    def evaluations(self) -> SafeTable:
        """The evaluations of the quarter."""
        every = self._then(programme.evaluations)
        return every.between("evaluated_on", low=self.quarter.start, high=self.quarter.end)

    @cached_property
    def references(self) -> SafeTable:
        """The benchmarks of every indicator."""
        return self._then(figures.reference_values)

    def benchmarks(self, indicator: str) -> list[Benchmark]:
        """The benchmarks of the quarter for an indicator."""
        return of_quarter(self.references.where(indicator=indicator), indicator, self.quarter)

    @cached_property
    def decisions(self) -> SafeTable:
        """Every decision, as it stood."""
        return self._then(programme.decisions)

    @cached_property
    def decisions_now(self) -> SafeTable:
        """Every decision, as it is when the review is read."""
        return self._report(programme.decisions)

    @cached_property
    def questions(self) -> SafeTable:
        """The questions of the works council that had no answer."""
        return self._then(voice.remarks).where(is_open=True)

    @cached_property
    def questions_now(self) -> SafeTable:
        """Every question of the works council, as it is when the review is read."""
        return self._report(voice.remarks)

    @property
    def earlier(self) -> Sequence[Row]:
        """The decisions of before that still matter."""
        since = self.before["as_of"] if self.before else first_moment_after(self.quarter)
        return earlier_decisions(self.decisions, self.quarter, since)

    @property
    def own(self) -> Sequence[Row]:
        """The decisions of this review."""
        return list(self.decisions.where(quarter=str(self.quarter)).rows())

    @property
    def late(self) -> Sequence[Row]:
        """The decisions of this quarter that were recorded after it was closed."""
        known = set(self.decisions.column("id"))
        return [row for row in self.decisions_now.where(quarter=str(self.quarter)).rows() if row["id"] not in known]

    @cached_property
    def complete(self) -> SafeTable:
        """`quarters.completeness` of the quarter."""
        covered = self._then(coverage.coverage, today=self.today, delivery_days=self.delivery_days, within=self.quarter)
        return quarters.completeness(covered)

    def _then(self, report: Callable[..., SafeTable], **parameters: object) -> SafeTable:
        """A report as it stood at closing, or as it is now."""
        return self._report(report, as_of=self.as_of, **parameters)

    def _report(self, report: Callable[..., SafeTable], **parameters: object) -> SafeTable:
        found: SafeTable = self.read(report, **parameters)
        return found


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
