"""One page of the quarterly review for the head of a department: its figures, its actions, what it said, what was decided.

The page holds one A4 whatever there is: long texts are cut short and long lists end in how many more there are.
"""

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from di_data import gaps
from di_data.charts.matrix import matrix_rows
from di_data.export.review_figures import to_talk_about_first
from di_data.export.review_paper import Bullets, Paper, Part, Section, Table, Text, decision_state, facts
from di_data.language import gettext as _
from di_data.notation import day, measured, number, period
from di_data.reports import dialogue, review_words
from di_data.reports.goal_review import GoalReview
from di_data.reports.review_contents import Contents
from di_data.reports.waiting import overdue, unevaluated
from di_data.vocabulary import ActionStatus

LINES = 50
"""Lines of text on the page, above which it would run on to a second one; a heading takes two of them."""

WIDTH, COLUMN = 88, 21
"""Letters in a line of the page, and in one of a column of the table of goals."""

NAME, SENTENCE = 60, 160
"""Letters of a title in a table and of a line in a list; the review has them whole."""

MOST_GAPS = 240
"""Letters of what is not shown and why."""

Row = Mapping[str, Any]


@dataclass
class _Listed:
    """What stands in a list of the page: `shown` of its `texts`, which may become fewer."""

    texts: Sequence[str]
    shown: int

    def lines(self) -> Sequence[str]:
        more = len(self.texts) - self.shown
        told = [_("and {count} more", count=number(more))] if more else []
        return [*self.texts[: self.shown], *told]

    def height(self) -> float:
        return sum(_height(text, WIDTH) for text in self.lines())


def department_paper(review: Contents, unit: Row) -> Paper:
    """The page of a department: `unit` is its row of `review.units`. As the viewer of the review may see it."""
    goals, actions = to_talk_about_first(review.found.goals), _actions(review, unit)
    rows = [_goal(review, unit, one) for one in goals]
    lists = [_Listed(texts, len(texts)) for texts in (actions, _said(review, unit), _decisions(review, unit))]
    shown = _fit(rows, lists)
    did, said, decided = lists
    table = _table(review, unit, rows[:shown], len(rows) - shown)
    return Paper(
        _("{department}: {quarter}", department=_short(unit["name"], NAME), quarter=period(review.quarter)),
        review.today,
        facts(review),
        [
            Section(_("The goals of the organisation in this department"), [*table, *_gaps(review, unit)]),
            Section(_("Actions in this department"), [_listed(did, _("No action for this department is planned or waits for its evaluation."))]),
            Section(_("What was said beside what the figures say"), [_listed(said, _("No session of this department judged what a figure says something of."))]),
            Section(_("Decisions about this department"), [_listed(decided, _("There are no decisions about this department."))]),
        ],
    )  # fmt: skip


def _listed(one: _Listed, nothing: str) -> Part:
    return Bullets(one.lines()) if one.texts else Text(nothing)


def _short(text: str, most: int) -> str:
    """A text of at most so many letters, cut after a word where there is one."""
    if _width(text) <= most:
        return text
    kept = text[: sum(1 for width in accumulate(map(_wide, text)) if width < most)]
    return (kept.rpartition(" ")[0] or kept) + "…"


# What stands on it -----------------------------------------------------------------------------


def _goal(review: Contents, unit: Row, one: GoalReview) -> list[str]:
    """The row of a goal: the newest figure of the department with its reading, the target, and the organisation."""
    goal = one.standing.goal
    names = {some["id"]: str(some["name"]) for some in (unit, _highest(review, unit))}
    newest = review.found.newest.where(goal_id=goal["id"], unit_id=list(names))
    told = [
        list(row.values())[1] for row in matrix_rows(newest, review.found.readings, names, {goal["id"]: goal["title"]})
    ]
    until = goal["target_due_on"] or goal["due_on"]
    target = measured(goal["target"], one.standing.measure) + (f" ({day(until)})" if goal["target"] is not None else "")
    return [_short(goal["title"], NAME), told[0], target, *told[1:]]  # fmt: skip


def _highest(review: Contents, unit: Row) -> Row:
    """The unit at the top of the organisation, above this one."""
    every = {row["id"]: row for row in review.units.rows()}
    above = unit
    while above["parent_id"] in every:
        above = every[above["parent_id"]]
    return above


def _table(review: Contents, unit: Row, rows: Sequence[Sequence[str]], more: int) -> Iterator[Part]:
    if not rows:
        yield Text(_("No goals with an indicator were chosen yet."))
        return
    highest = _highest(review, unit)
    beside = [] if highest["id"] == unit["id"] else [_short(highest["name"], NAME)]
    head = [_("Goal"), _short(unit["name"], NAME), _("Target of the organisation"), *beside]
    yield Table(_("Goals"), head, rows)
    if more:
        yield Text(_("and {count} more", count=number(more)), is_note=True)


def _gaps(review: Contents, unit: Row) -> Iterator[Part]:
    """What is not shown of this department, and why."""
    if told := gaps.summary(review.found.newest.where(unit_id=unit["id"]).rows()):
        yield Text(_short(told, MOST_GAPS), is_note=True)


def _actions(review: Contents, unit: Row) -> list[str]:
    """The actions of the department that are not settled: past their date first, then those that wait for an evaluation."""
    own = review.actions.holding("unit_ids", unit["id"])
    late = overdue(own, review.today).sorted("due_on")
    known = set(late.column("id"))
    going = own.where(status=[ActionStatus.PLANNED.value, ActionStatus.RUNNING.value]).sorted("due_on")
    told = [_action(row, _("past its date")) for row in late.rows()]
    told += [_action(row, _("not evaluated yet")) for row in unevaluated(own).sorted("due_on").rows()]
    return told + [_action(row) for row in going.rows() if row["id"] not in known]


def _action(row: Row, *more: str) -> str:
    facts = [
        ActionStatus(row["status"]).label,
        *([_("by {day}", day=day(row["due_on"]))] if row["due_on"] else []),
        *more,
    ]
    return f"{_short(row['title'], SENTENCE)} ({', '.join(facts)})"


def _said(review: Contents, unit: Row) -> list[str]:
    """What its sessions judged otherwise than a figure says; one sentence where nothing is."""
    ratings = review.read(dialogue.ratings, as_of=review.as_of).where(unit_id=unit["id"])
    sessions = ratings.distinct("session_id")
    held = [one for one in review.found.held if one.session_id in sessions]
    if not held:
        return []
    told = review_words.dialogue(held, review.known) or [review_words.nothing_opposite(len(held))]
    return [_short(one, SENTENCE) for one in told]


def _decisions(review: Contents, unit: Row) -> list[str]:
    """The decisions about the department or one of its actions, with who, when and their state."""
    actions = set(review.actions.holding("unit_ids", unit["id"]).column("id"))
    rows = {row["id"]: row for row in (*review.own, *review.late, *review.earlier)}.values()
    return [
        " · ".join((_short(row["text"], SENTENCE), review_words.decision_standing(row)[0], decision_state(row, review.today)))
        for row in rows
        if row["unit_id"] == unit["id"] or row["action_id"] in actions
    ]  # fmt: skip


# That it fits ----------------------------------------------------------------------------------


def _fit(rows: Sequence[Sequence[str]], lists: Sequence[_Listed]) -> int:
    """How many goals are shown. What takes most of the page gives way first, and of everything one stays."""
    shown = len(rows)
    while _table_height(rows, shown) + sum(one.height() for one in lists) > LINES - _AROUND:
        highest = max(lists, key=lambda one: (one.shown > 1, one.height()))
        if shown > 1 and (highest.shown <= 1 or _table_height(rows, shown) > 2 * highest.height()):
            shown -= 1
        elif highest.shown > 1:
            highest.shown -= 1
        else:
            break
    return shown


_AROUND = 17.0
"""Lines for the title, what is said of closing, the headings, the head of the table and what is not shown."""


def _table_height(rows: Sequence[Sequence[str]], shown: int) -> float:
    return sum(1 + max(_height(cell, COLUMN) for cell in row) for row in rows[:shown]) + (1 if shown < len(rows) else 0)


def _height(text: str, width: int) -> float:
    """Lines that a text takes, with the room below it; a line loses half a word at its end."""
    return max(math.ceil(_width(text) / (width - HALF_A_WORD)), 1) * 0.9 + 0.1


def _width(text: str) -> float:
    return sum(map(_wide, text))


def _wide(letter: str) -> float:
    """How wide a letter is beside a small one; one that no font shows is told by its number."""
    if letter > _LAST_EUROPEAN and letter not in _SIGNS:
        return _NUMBERED
    return 1.9 if letter in "MWmw@%" else 1.3 if letter.isupper() else 1.0


HALF_A_WORD = 4
_LAST_EUROPEAN, _SIGNS, _NUMBERED = "\u024f", "–—‘’“”•…€−⊘", 8.0
