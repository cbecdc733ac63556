"""What the paper of a quarterly review says, in the order of the meeting: the same for PDF, web page and workbook.

Plain data in the language of the reader; nothing of how it looks.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from di_data import gaps
from di_data.charts.figure import Figure
from di_data.charts.matrix import Names, matrix_rows
from di_data.config import PER_CENT
from di_data.disclosure import SafeTable
from di_data.export.review_figures import (
    Cell,
    department_rows,
    funnel_figure,
    goal_figure,
    goal_points,
    matrix_figure,
    matrix_names,
    to_talk_about_first,
)
from di_data.language import gettext as _
from di_data.notation import NOTHING, day, measured, moment, number, period
from di_data.reports import reading_words, review_words, status_words
from di_data.reports.benchmarks import caveats
from di_data.reports.goal_review import GoalReview
from di_data.reports.review_contents import Contents
from di_data.vocabulary import DecisionStatus, EvaluationResult

DEPARTMENTS_ON_A_PAGE = 28
"""Rows of the matrix below its signs and titles, in letters that can be read."""

Row = Mapping[str, Any]


@dataclass(frozen=True)
class Text:
    """A paragraph. `lead`: its first words, which stand out."""

    words: str
    is_note: bool = False
    lead: str = ""


@dataclass(frozen=True)
class Heading:
    """A heading within a section."""

    words: str


@dataclass(frozen=True)
class Bullets:
    """Lines under one another."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Table:
    """A table with a header row; `name` says what it lists. The first cell of a row is its header."""

    name: str
    head: Sequence[str]
    rows: Sequence[Sequence[Cell]]


@dataclass(frozen=True)
class Drawing:
    """A chart, with the figures behind it in words; `name` is short."""

    name: str
    figure: Figure
    behind: Table


Words = Text | Heading | Bullets
Part = Words | Table | Drawing


def in_template(part: Words) -> dict[str, Any]:
    """A part of words as the templates of the PDF and of the web page take it."""
    if isinstance(part, Heading):
        return {"kind": "heading", "words": part.words}
    if isinstance(part, Text):
        return {"kind": "text", "words": part.words, "lead": part.lead, "note": part.is_note}
    return {"kind": "list", "lines": list(part.lines)}


@dataclass(frozen=True)
class Section:
    """A part of the meeting."""

    title: str
    parts: Sequence[Part]


@dataclass(frozen=True)
class Paper:
    """The paper; `day` is that of the review."""

    title: str
    day: date
    facts: Sequence[str]
    sections: Sequence[Section]

    def drawings(self) -> Iterator[Drawing]:
        """The charts in their order."""
        return (part for section in self.sections for part in section.parts if isinstance(part, Drawing))


def review_paper(review: Contents) -> Paper:
    """The paper of a review: what came of earlier decisions, the goals, the departments, the dialogue, the open questions of
    the works council, the actions, how complete the figures are, and the decisions."""
    return Paper(
        _("Quarterly review {quarter}", quarter=period(review.quarter)),
        review.today,
        facts(review),
        [
            Section(_("What came of the earlier decisions"), _decisions(review, review.earlier, _("There are no earlier decisions that still matter."))),
            Section(_("The goals: on course or not"), list(_goals(review))),
            Section(_("Signals by department and goal"), _matrix(review)),
            Section(_("Where departments truly differ"), list(_differences(review))),
            Section(_("What was said beside what the figures say"), _dialogue(review)),
            Section(_("Open questions of the works council"), _questions(review)),
            Section(_("What was done, and what we learned"), list(_actions(review))),
            Section(_("How complete the figures are"), [Text(words) for words in review_words.complete(review.complete)]),
            Section(_("The decisions of this review"), _own(review)),
        ],
    )  # fmt: skip


def facts(review: Contents) -> list[str]:
    """Whether the quarter is closed, and since when."""
    when = review.quarter
    if review.closing:
        return [_("{quarter} was closed on {moment}. This is the review as it was then.", quarter=period(when), moment=moment(review.closing["as_of"]))]  # fmt: skip
    return [_("{quarter} is not closed yet: figures and decisions can still change. As of {day}.", quarter=period(when), day=day(review.today))]  # fmt: skip


# Decisions -------------------------------------------------------------------------------------


def _decisions(review: Contents, rows: Iterable[Row], nothing: str) -> list[Part]:
    cells = [
        [row["text"], " · ".join(review_words.decision_standing(row)), decision_state(row, review.today)]
        for row in rows
    ]
    return [Table(_("Decisions"), [_("Decision"), _("Who, when and about what"), _("State")], cells)] if cells else [Text(nothing)]  # fmt: skip


def decision_state(row: Row, today: date) -> str:
    """What became of a decision so far."""
    state = DecisionStatus(row["status"])
    if state == DecisionStatus.OPEN and row["due_on"] and row["due_on"] < today:
        return ", ".join((state.label, _("past its date")))
    return state.label


def _own(review: Contents) -> list[Part]:
    parts = _decisions(review, review.own, _("No decisions were recorded yet."))
    if review.late:
        parts += [Heading(_("Recorded after closing")), *_decisions(review, review.late, "")]
    return parts


# Goals -----------------------------------------------------------------------------------------


def _goals(review: Contents) -> Iterator[Part]:
    if not review.found.goals:
        yield Text(_("No goals with an indicator were chosen yet."))
    for one in to_talk_about_first(review.found.goals):
        yield from _goal(review, one)


def _goal(review: Contents, one: GoalReview) -> Iterator[Part]:
    goal = one.standing.goal
    code = goal["indicator"]
    name = review.known[code]["name"]
    indicator = _(name)
    yield Heading(goal["title"])
    yield Text(status_words.sentence(one.status), lead=f"{status_words.name(one.status.course)}.")
    if changes := review.changes.get(goal["id"]):
        yield Text(_("Since the last closed review: {changes}.", changes="; ".join(changes)))
    yield _numbers(one)
    benchmarks = review.benchmarks(code)
    figure = goal_figure(one, indicator, review.actions, benchmarks)
    if figure is not None:
        yield Drawing(goal["title"], figure, _as_table(goal["title"], goal_points(one)))
    if one.reading.chart is not None and (told := caveats(benchmarks)):
        yield Text(told, is_note=True)
    yield from _gaps(one.reading.series)


def _numbers(one: GoalReview) -> Table:
    goal, standing = one.standing.goal, one.standing
    latest, measure = standing.latest, standing.measure
    if latest is None or latest["value"] is None:
        shown = NOTHING if latest is None else gaps.cell(latest)
    else:
        shown = f"{measured(latest['value'], measure)} ({period(standing.period)})" if standing.period else NOTHING
    confidence = NOTHING if goal["confidence"] is None else _("{number} out of 10", number=goal["confidence"])
    progress = NOTHING if standing.progress is None else f"{number(PER_CENT * standing.progress)}%".replace("-", "−")
    head = [_("Figure"), _("Baseline"), _("Target by {day}", day=day(goal["due_on"])), _("Progress"), _("Confidence of the owner")]  # fmt: skip
    return Table(
        _("The figures of “{goal}”", goal=goal["title"]), head,
        [[shown, measured(goal["baseline"], measure), measured(goal["target"], measure), progress, confidence]],
    )  # fmt: skip


def _as_table(name: str, rows: Sequence[Mapping[str, Cell]]) -> Table:
    head = list(rows[0]) if rows else []
    return Table(name, head, [list(row.values()) for row in rows])


def _gaps(table: SafeTable) -> Iterator[Part]:
    if told := gaps.summary(table.rows()):
        yield Text(told, is_note=True)


# Departments and dialogue ----------------------------------------------------------------------


def _matrix(review: Contents) -> list[Part]:
    departments, goals = matrix_names(review.found, review.units, review.quarter)
    if not departments or not goals:
        return [Text(_("The grid appears when there are goals with an indicator, and departments."))]
    newest = review.found.newest.where(unit_id=list(departments))
    parts: list[Part] = []
    for some in _fitting(departments):
        behind = matrix_rows(newest, review.found.readings, some, goals)
        name = _("Signals by department and goal")
        parts.append(Drawing(name, matrix_figure(review.found, some, goals), _as_table(name, behind)))
    return [*parts, *_gaps(newest)]


def _fitting(names: Names) -> Iterator[Names]:
    """The departments, as many at a time as fit on a page."""
    every = list(names.items())
    return (dict(every[first : first + DEPARTMENTS_ON_A_PAGE]) for first in range(0, len(every), DEPARTMENTS_ON_A_PAGE))


def _differences(review: Contents) -> Iterator[Part]:
    if not review.found.compared:
        yield Text(_("There are too few departments with a figure to compare."))
    for one in review.found.compared:
        indicator = review.known[one.goal["indicator"]]
        name = _("Departments: {indicator}", indicator=_(indicator["name"]))
        yield Drawing(name, funnel_figure(one, indicator), _as_table(name, department_rows(one, indicator)))


def _dialogue(review: Contents) -> list[Part]:
    told = review_words.dialogue(review.found.held, review.known)
    return [Bullets(told)] if told else [Text(review_words.nothing_opposite(len(review.found.held)))]


def _questions(review: Contents) -> list[Part]:
    told = Text(review_words.open_questions(review.questions))
    rows = [
        [review_words.question(row), *review_words.question_standing(row, review.today)]
        for row in review.questions.rows()
    ]
    head = [_("Question"), _("About"), _("State")]
    return [told, Table(_("Open questions of the works council"), head, rows)] if rows else [told]


# Actions ---------------------------------------------------------------------------------------


def _actions(review: Contents) -> Iterator[Part]:
    yield Text(review_words.action_counts(review.actions))
    for sentence, actions in review_words.asking(review.actions, review.today):
        yield Text(sentence)
        yield Bullets([f"{row['title']} ({day(row['due_on'])})" for row in actions.rows()])
    if told := review_words.idle(review.found.goals, review.actions):
        yield Text(told)
    if lines := review_words.worked(review.found.worked):
        yield Bullets(lines)
        yield Text(_(reading_words.BESIDE_TIME), is_note=True)
    yield from _learned(review.evaluations)


def _learned(evaluations: SafeTable) -> Iterator[Part]:
    """What the evaluations of this quarter brought."""
    yield Text(review_words.learned(evaluations))
    if not len(evaluations):
        return
    rows = [[row["action"], EvaluationResult(row["result"]).label, row["learned"] or ""] for row in evaluations.rows()]
    yield Table(_("Evaluations"), [_("Action"), _("Result"), _("What we learned")], rows)
