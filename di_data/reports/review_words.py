"""Sentences of a quarterly review that the page and the paper share: how complete it is, its decisions, its dialogue and its
actions."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from di_data.analysis.signals import Signal
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day, local_day, number, period
from di_data.periods import parse
from di_data.reports import reading_words
from di_data.reports.action_reading import SIGNALS, ActionReading
from di_data.reports.goal_review import GoalReview
from di_data.reports.reviewed import Held
from di_data.reports.waiting import overdue, unevaluated
from di_data.vocabulary import ActionStatus, Factor, Position

NAMED_AT_MOST = 3
"""Indicators that a sentence names."""

Row = Mapping[str, Any]


def complete(table: SafeTable) -> list[str]:
    """How complete the figures of a quarter are, of `quarters.completeness`."""
    counted = list(table.rows())
    asked, there, provisional = (sum(row[name] for row in counted) for name in ("asked", "is_in", "provisional"))
    if not asked:
        return [_("There are no figures of this quarter yet.")]
    told = _("{count} of the {total} figures of this quarter are in.", count=number(there), total=number(asked))
    if provisional:
        told += " " + ngettext("{count} of them is provisional.", "{count} of them are provisional.", provisional)
    lacking = [(row["indicator_name"], row["is_in"], row["asked"]) for row in counted if row["is_in"] < row["asked"]]
    return [told, _("Not complete: {names}.", names=_named(lacking))] if lacking else [told]


def _named(lacking: list[tuple[str, int, int]]) -> str:
    named = ", ".join(
        _("{indicator} ({count} of {total})", indicator=_(name), count=number(count), total=number(total))
        for name, count, total in lacking[:NAMED_AT_MOST]
    )
    return _("{names} and others", names=named) if len(lacking) > NAMED_AT_MOST else named


def dialogue(held: Iterable[Held], known: Mapping[str, Row]) -> list[str]:
    """What was said where a figure says the opposite, a sentence each; `known`: the indicators by code."""
    return [
        reading_words.dialogue_message(
            one.match, one.rating, department=one.unit_name, factor=Factor(one.factor).label,
            indicator=_(known[one.indicator]["name"]),
        ) + "."
        for one in held
        if one.match.is_worth_talking
    ]  # fmt: skip


def nothing_opposite(held: int) -> str:
    """What is said where no judgement contradicts its figure; `held`: how many were held against one."""
    if not held:
        return _("There are no judgements yet of which a figure says something as well.")
    return ngettext(
        "{count} judgement was held against a figure; they do not contradict each other.",
        "{count} judgements were held against figures; none contradicts its figure.", held,
    )  # fmt: skip


def action_counts(actions: SafeTable) -> str:
    """How many actions there are in each state."""
    counts = Counter(ActionStatus(status) for status in actions.column("status"))
    told = " · ".join(f"{status.label}: {counts[status]}" for status in ActionStatus if counts[status])
    return told or _("No actions were logged yet.")


def asking(actions: SafeTable, today: date) -> list[tuple[str, SafeTable]]:
    """The actions that ask for something, the oldest first, under a sentence that counts them; only lists with actions."""
    late, open_ = overdue(actions, today).sorted("due_on"), unevaluated(actions).sorted("due_on")
    told = [
        (ngettext("{count} action is past its date:", "{count} actions are past their date:", len(late)), late),
        (ngettext("{count} action is done and was never evaluated:", "{count} actions are done and were never evaluated:", len(open_)), open_),
    ]  # fmt: skip
    return [(sentence, table) for sentence, table in told if len(table)]


def idle(goals: Iterable[GoalReview], actions: SafeTable) -> str:
    """The goals on which nothing runs; nothing where there are none."""
    running = set(actions.where(status=ActionStatus.RUNNING.value).column("goal_id"))
    titles = [str(one.standing.goal["title"]) for one in goals if one.standing.goal["id"] not in running]
    return _("No action runs for: {goals}.", goals=", ".join(titles)) if titles else ""


def worked(readings: Sequence[ActionReading]) -> list[str]:
    """What the figures did since actions started: a sentence for each with a signal, and how many have none."""
    told = []
    for one in readings:
        if one.reading.signal in SIGNALS:
            title = reading_words.before_after_message(str(one.action["title"]), one.reading, one.month)
            told.append(f"{title}." + _beside(one))
    quiet, few = (sum(one.reading.signal == signal for one in readings) for signal in (Signal.NONE, Signal.TOO_FEW))
    if quiet:
        told.append(ngettext("For {count} action the figure gives no signal since the start.", "For {count} actions the figure gives no signal since the start.", quiet))  # fmt: skip
    if few:
        told.append(ngettext("For {count} action there are too few figures to say anything.", "For {count} actions there are too few figures to say anything.", few))  # fmt: skip
    return told


def _beside(one: ActionReading) -> str:
    """The departments without the action, so that nobody takes for the action what happened everywhere."""
    total = sum(one.beside.values())
    if not total:
        return ""
    return " " + ngettext(
        "In {count} department without it: {better} × a signal of improvement, {worse} × one of concern.",
        "In {count} departments without it: {better} × a signal of improvement, {worse} × one of concern.", total,
        better=one.beside.get(Signal.IMPROVEMENT, 0), worse=one.beside.get(Signal.CONCERN, 0),
    )  # fmt: skip


def learned(evaluations: SafeTable) -> str:
    """How many evaluations a quarter brought."""
    if not len(evaluations):
        return _("No evaluations were recorded in this quarter.")
    return ngettext("{count} evaluation in this quarter:", "{count} evaluations in this quarter:", len(evaluations))


def decision_standing(row: Row) -> list[str]:
    """Who a decision is for, by when, in which review it was taken, and what it is about."""
    facts = [Position(row["owner_role"]).label]
    if row["due_on"]:
        facts.append(_("by {day}", day=day(row["due_on"])))
    about = " · ".join(filter(None, (row["goal"], row["action"], row["unit_name"])))
    return [*facts, period(parse(row["quarter"])), *filter(None, [about])]


def open_questions(questions: SafeTable) -> str:
    """How many questions of the works council have no answer."""
    if not len(questions):
        return _("The works council has no question without an answer.")
    return ngettext(
        "{count} question of the works council has no answer:", "{count} questions of the works council have no answer:",
        len(questions),
    )  # fmt: skip


def question(row: Row) -> str:
    """What the works council asked; of a question that was asked on also what is still missing."""
    return f"{row['text']}\n{row['follow_up']}" if row["follow_up"] else str(row["text"])


def question_standing(row: Row, today: date) -> list[str]:
    """What a question is about, and for how many days it is open."""
    days = (today - local_day(row["asked_at"])).days
    waits = ngettext("open for {count} day", "open for {count} days", days) if days > 0 else _("asked today")
    return [str(row["about_words"]), waits]
