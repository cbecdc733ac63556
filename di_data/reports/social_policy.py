"""What the works council gets once a year of social policy per part of the organisation (WOR art. 31b), and every quarter:
what was agreed, what was done, what the figures are, who took part, what was decided, and which questions are open."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any, NamedTuple

from di_data.access import Right, Viewer
from di_data.disclosure import SafeTable
from di_data.errors import NotAllowed
from di_data.periods import MONTHS_IN, Grain, Period, quarter_of
from di_data.reports import dialogue, figures, organisation, programme, roadmap, voice
from di_data.reports.reader import Read
from di_data.reports.review import department_values
from di_data.store import Store
from di_data.vocabulary import ActionStatus, GoalStatus

Row = dict[str, Any]

LOOKED_BACK = 24
"""Months of figures: a moving year, and the one before it."""

YEARS_OFFERED = 5
"""Years that can be chosen: an extract is of the last year; older ones are for who looks something up."""

GRAINS = (Grain.YEAR, Grain.QUARTER)
"""What a period can be: the law asks for a year, the review goes by the quarter."""

_GOING = (ActionStatus.PLANNED.value, ActionStatus.RUNNING.value)


class Compared(NamedTuple):
    """An indicator in words of the catalogue (`indicator`), with the newest figure of every department at the end of the
    period and that of a year before; `period` and `earlier` are theirs."""

    indicator: Row
    period: Period
    newest: SafeTable
    earlier: Period
    before: SafeTable


@dataclass(frozen=True)
class SocialPolicy:
    """The extract of a year or a quarter; records as they are now, figures of the period.

    Each part is read when it is asked for, and then kept. `minimum_group` is the setting, `day` the day of making it.
    """

    read: Read
    period: Period
    minimum_group: int
    day: date

    # The organisation ------------------------------------------------------------------------------

    @cached_property
    def departments(self) -> list[tuple[Row, int]]:
        """The departments of the period, each under the one above it, with its depth."""
        units = [unit for unit in self._rows(organisation.units) if not _later(unit["starts_on"], self.period.end)]
        return [(unit, depth) for unit, depth in organisation.in_order(units, self.period)]

    @cached_property
    def known(self) -> Mapping[str, Row]:
        """The indicators by code."""
        return {row["code"]: row for row in self._rows(figures.catalogue)}

    # What was agreed and done ------------------------------------------------------------------------

    @cached_property
    def moments(self) -> list[Row]:
        """Where the programme was presented, amended and agreed in the period, oldest first."""
        return [row for row in self._rows(roadmap.moments) if self.holds(row["held_on"])][::-1]

    @cached_property
    def goals(self) -> list[Row]:
        """The goals that stood in the period."""
        return [
            row for row in self._rows(programme.goals)
            if stood(row["starts_on"], row["due_on"], self.period, is_open=row["status"] == GoalStatus.CHOSEN.value)
        ]  # fmt: skip

    @cached_property
    def actions(self) -> list[Row]:
        """The actions that ran in the period, or should have been ready and were not."""
        return [
            row for row in self._rows(programme.actions)
            if stood(row["starts_on"], row["due_on"], self.period, is_open=row["status"] in _GOING)
        ]  # fmt: skip

    def actions_of(self, unit: Row) -> list[Row]:
        """Those that are for this department itself."""
        return [row for row in self.actions if unit["id"] in (row["unit_ids"] or ())]

    @property
    def loose_actions(self) -> list[Row]:
        """Those that name no department of the period."""
        known = {unit["id"] for unit, _depth in self.departments}
        return [row for row in self.actions if not known & set(row["unit_ids"] or ())]

    @property
    def without_action(self) -> list[Row]:
        """The departments for which there is no action: not for them, nor for one above or below them."""
        named = {id for row in self.actions for id in row["unit_ids"] or ()}
        return not_reached([unit for unit, _depth in self.departments], named)

    @cached_property
    def evaluations(self) -> list[Row]:
        """The evaluations of the period, oldest first."""
        return [row for row in self._rows(programme.evaluations) if self.holds(row["evaluated_on"])][::-1]

    # Figures -----------------------------------------------------------------------------------------

    @cached_property
    def compared(self) -> list[Compared]:
        """Every indicator of which there are figures at the end of the period, in the order of the catalogue."""
        since = Period(self.period.end.replace(day=1), Grain.MONTH).shifted(1 - LOOKED_BACK).start
        values: SafeTable = self.read(figures.indicator_values, minimum_group=self.minimum_group, since=since)
        by_code = values.by("indicator") if len(values) else {}
        found = (compare(row, by_code[code], self.period) for code, row in self.known.items() if code in by_code)
        return [one for one in found if one is not None]

    # Who took part, what was decided and asked ---------------------------------------------------------

    @cached_property
    def sessions(self) -> list[Row]:
        """The dialogue sessions that were held in the period, oldest first."""
        return [row for row in self._rows(dialogue.sessions) if self.holds(row["held_on"])][::-1]

    def participants(self) -> dict[str, int]:
        """How many took part in those sessions, by role."""
        held, counts = {row["id"] for row in self.sessions}, dict[str, int]()
        for row in self._rows(dialogue.participants):
            if row["session_id"] in held:
                counts[row["role"]] = counts.get(row["role"], 0) + row["participants"]
        return counts

    def ratings(self) -> SafeTable:
        """How those sessions judged the factors."""
        found: SafeTable = self.read(dialogue.ratings)
        return found.between("held_on", low=self.period.start, high=self.period.end)

    @cached_property
    def decisions(self) -> list[Row] | None:
        """The decisions of the reviews of the period, oldest first; None for who has no quarterly review."""
        try:
            rows = self._rows(programme.decisions)
        except NotAllowed:
            return None
        return sorted(
            (row for row in rows if row["quarter"] in quarters_of(self.period)), key=lambda row: str(row["quarter"])
        )

    @cached_property
    def requests(self) -> list[Row]:
        """The requests for advice and consent that were made or answered in the period, oldest first."""
        rows = self._rows(voice.consultations)
        found = [row for row in rows if self.holds(row["requested_on"]) or self.holds(row["outcome_on"])]
        return sorted(found, key=lambda row: str(row["requested_on"]))

    @cached_property
    def questions(self) -> list[Row]:
        """The questions that are not answered yet, oldest first."""
        return [row for row in self._rows(voice.remarks) if row["is_open"]]

    # Reading -------------------------------------------------------------------------------------------

    def holds(self, day: date | None) -> bool:
        """Whether a day lies in the period."""
        return day is not None and self.period.start <= day <= self.period.end

    def _rows(self, report: Callable[..., SafeTable]) -> list[Row]:
        found: SafeTable = self.read(report)
        return list(found.rows())


def _later(day: date | None, end: date) -> bool:
    return day is not None and day > end


def stood(starts_on: date, due_on: date, period: Period, *, is_open: bool) -> bool:
    """Whether something stood in a period: it had begun by its end, and was due in it or later, or is open past its date."""
    return starts_on <= period.end and (due_on >= period.start or is_open)


def not_reached(units: Sequence[Row], named: Iterable[str]) -> list[Row]:
    """The units that are not named, have none named above them and none below them; in their order."""
    above = {unit["id"]: unit["parent_id"] for unit in units}
    reached = set(named)
    upwards = {up for id in reached for up in _line(id, above)}
    return [unit for unit in units if unit["id"] not in upwards and not reached & set(_line(unit["id"], above))]


def _line(id: str, above: Mapping[str, str | None]) -> Iterator[str]:
    """A unit, and those above it."""
    at: str | None = id
    while at is not None and at in above:
        yield at
        at = above[at]


def quarters_of(period: Period) -> list[str]:
    """The codes of the quarters of a period."""
    first = quarter_of(period.start)
    return [str(first.shifted(number)) for number in range(MONTHS_IN[period.grain] // MONTHS_IN[Grain.QUARTER])]


def compare(indicator: Row, values: SafeTable, period: Period) -> Compared | None:
    """The newest figures of all departments at the end of a period beside those of a year before; None without figures."""
    newest = department_values(values, period)
    row = newest.first()
    if row is None:
        return None
    at = Period(row["period"], Grain(row["grain"]))
    earlier = at.shifted(-(MONTHS_IN[Grain.YEAR] // MONTHS_IN[at.grain]))
    return Compared(indicator, at, newest, earlier, values.where(grain=at.grain.value, period=earlier.start))


def periods(store: Store, viewer: Viewer, *, today: date) -> list[Period]:
    """The years and quarters that have ended, of which there is something to tell: newest first, years before quarters.

    Raises NotAllowed.
    """
    viewer.must(Right.SEE_WORKS_COUNCIL)
    days = [
        *programme.goals(store, viewer).column("starts_on"), *programme.actions(store, viewer).column("starts_on"),
        *dialogue.sessions(store, viewer).column("held_on"),
    ]  # fmt: skip
    first = max(min(days, default=today).year, today.year - YEARS_OFFERED)
    years = [Period(date(year, 1, 1), Grain.YEAR) for year in range(today.year - 1, first - 1, -1)]
    last = quarter_of(today).shifted(-1)
    quarters = [last.shifted(-back) for back in range(4 * YEARS_OFFERED)]
    return [*years, *(one for one in quarters if one.start.year >= first)]
