"""The charts of the quarterly review, with what they have to say as their titles, and the figures behind each of them.

The page and the paper have them from here, so that both show the same.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from di_data import gaps
from di_data.analysis.signals import Signal
from di_data.analysis.spc import Xmr
from di_data.analysis.status import Course
from di_data.analysis.survey import Share
from di_data.charts.control import Reference, control_chart
from di_data.charts.control_words import point_words
from di_data.charts.figure import Figure
from di_data.charts.funnel_chart import funnel_chart
from di_data.charts.goal_trend import goal_trend
from di_data.charts.matrix import Names, matrix
from di_data.config import PER_CENT
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import NOTHING, measured, number, period
from di_data.periods import Period
from di_data.reports import chain, reading_words
from di_data.reports.benchmarks import Benchmark
from di_data.reports.goal_review import GoalReview, Reading, share
from di_data.reports.organisation import in_order
from di_data.reports.reviewed import Compared, Reviewed
from di_data.vocabulary import Measure

_ORDER = [Course.ADJUST, Course.NEEDS_ATTENTION, Course.ON_COURSE, Course.TOO_EARLY]

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Amount:
    """A figure that can be counted with; its text is what a reader sees."""

    value: float
    measure: Measure

    def __str__(self) -> str:
        return measured(self.value, self.measure)


Cell = str | Amount


def amount(value: float | None, measure: Measure) -> Cell:
    """A figure as a cell; a dash for none."""
    return measured(None, measure) if value is None else Amount(value, measure)


# A goal ----------------------------------------------------------------------------------------


def to_talk_about_first(goals: Sequence[GoalReview]) -> list[GoalReview]:
    """The goals in the order of the meeting: what is not on course comes first."""
    return sorted(goals, key=lambda one: _ORDER.index(one.status.course))


def goal_figure(
    one: GoalReview, indicator: str, actions: SafeTable, benchmarks: Sequence[Benchmark] = ()
) -> Figure | None:
    """The chart of a goal; None without any figure. `indicator`: its name in words; `actions`: those of all goals."""
    goal, reading, measure = one.standing.goal, one.reading, one.standing.measure
    if not len(reading.series):
        return None
    subject = f"{indicator}, {goal['unit_name']}"
    starts = chain.starts(actions.where(goal_id=goal["id"]).rows())
    if reading.chart is None:
        title = (
            subject
            if reading.change is None
            else reading_words.change_message(subject, reading.change, _periods(reading)[-2])
        )
        return goal_trend(reading.series, measure, title, baseline=goal["baseline"],
                          targets=[(goal["due_on"], goal["target"])] if goal["target"] is not None else [], starts=starts)  # fmt: skip
    title = reading_words.message(subject, reading.chart, _periods(reading))
    return control_chart(
        reading.series, reading.chart, measure, title, target=goal["target"], baseline=goal["baseline"], starts=starts,
        references=[Reference(beside.name, beside.value, beside.period, beside.source) for beside in benchmarks],
    )  # fmt: skip


def _periods(reading: Reading) -> list[Period]:
    """The period of every point of a reading."""
    return [step.period for step in reading.steps]


def goal_points(one: GoalReview) -> list[dict[str, Cell]]:
    """The points of a goal's chart, newest first."""
    reading, measure = one.reading, one.standing.measure
    is_survey = reading.chart is None and any(invited is not None for invited in reading.series.column("invited"))
    told: list[dict[str, Cell]] = [
        {
            _("Period"): period(step.period),
            _("Figure"): gaps.cell(step.row) if step.is_hidden and step.row else amount(step.value, measure),
            **_limits(reading.chart, place, measure),
            **(
                survey_columns(share(step.row) if step.row and measure == Measure.PERCENT else None)
                if is_survey
                else {}
            ),
        }
        for place, step in enumerate(reading.steps)
    ]
    return told[::-1]


def survey_columns(found: Share | None, beside: Mapping[str, Cell] | None = None) -> dict[str, Cell]:
    """How many answered, of how many, and how far those who did not could move the figure; dashes without a figure. `beside`:
    columns that stand before the margin."""
    return {
        _("Answers"): amount(None if found is None else found.answers, Measure.COUNT),
        _("Invited"): amount(None if found is None else found.people, Measure.COUNT),
        **(beside or {}),
        _("Margin (95%)"): NOTHING if found is None else f"± {number(PER_CENT * found.margin, 1)}",
    }


def _limits(reading: Xmr | None, place: int, measure: Measure) -> dict[str, Cell]:
    if reading is None:
        return {}
    columns: Sequence[tuple[str, float | None]] = (
        (_("Mean"), reading.mean[place]), (_("Lower limit"), reading.lower[place]), (_("Upper limit"), reading.upper[place])
    )  # fmt: skip
    return {name: amount(value, measure) for name, value in columns} | {_("Reading"): point_words(reading, place)}


# The departments -------------------------------------------------------------------------------


def matrix_names(found: Reviewed, units: SafeTable, quarter: Period) -> tuple[Names, Names]:
    """What stands in the matrix: the departments with figures, each under the one above it, and the goals."""
    there = set(found.newest.column("unit_id"))
    ordered = in_order(list(units.rows()), quarter)
    departments = {unit["id"]: "\u2003" * depth + str(unit["name"]) for unit, depth in ordered if unit["id"] in there}
    return departments, {one.standing.goal["id"]: str(one.standing.goal["title"]) for one in found.goals}


def matrix_figure(found: Reviewed, departments: Names, goals: Names) -> Figure:
    """A sign per department and goal."""
    newest = found.newest.where(unit_id=list(departments))
    return matrix(newest, found.readings, departments, goals, _matrix_title(found, departments, goals))


def _matrix_title(found: Reviewed, departments: Names, goals: Names) -> str:
    said = [
        reading.variation.signal
        for (unit, goal), reading in found.readings.items()
        if unit in departments and goal in goals and reading.variation is not None
    ]
    better, worse = said.count(Signal.IMPROVEMENT), said.count(Signal.CONCERN)
    if not better and not worse:
        return _("No department gives a signal: the figures vary as they always do")
    return " · ".join((
        ngettext("{count} signal of improvement", "{count} signals of improvement", better),
        ngettext("{count} signal of concern", "{count} signals of concern", worse),
    ))  # fmt: skip


def funnel_title(one: Compared, indicator: Row) -> str:
    """Which departments differ on an indicator; `indicator`: its row of `reports.figures.indicators`."""
    names = [str(row["unit_name"]) for row in one.table.rows() if row["value"] is not None]
    return reading_words.funnel_message(_(indicator["name"]), one.funnel, names)


def funnel_figure(one: Compared, indicator: Row) -> Figure:
    """The departments on the indicator of a goal."""
    title = funnel_title(one, indicator)
    return funnel_chart(one.table, one.funnel, Measure(indicator["measure"]), title, direction=one.goal["direction"])


def department_rows(one: Compared, indicator: Row) -> list[dict[str, Cell]]:
    """The figures of the departments by name: there is no order among them."""
    measure = Measure(indicator["measure"])
    return [
        {
            _("Department"): row["unit_name"],
            _("Figure"): gaps.cell(row) if row["reason"] else amount(row["value"], measure),
            _("Size of the group"): amount(None if row["value"] is None else row["group_size"], Measure.COUNT),
        }
        for row in one.table.sorted("unit_name").rows()
    ]
