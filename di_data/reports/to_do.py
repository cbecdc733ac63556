"""What waits for somebody: actions, evaluations, decisions, goals, sessions, questions, remarks and proposals, as tasks."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from di_data.access import Right, Viewer
from di_data.config import CHECK_IN_DAYS, STALE_DAYS
from di_data.disclosure import SafeTable
from di_data.language import gettext, ngettext
from di_data.language import mark as _
from di_data.notation import day
from di_data.periods import quarter_of
from di_data.reports import broken_links, dialogue, group_minimums, programme, roadmap, voice
from di_data.reports.waiting import overdue, stale, to_evaluate
from di_data.roadmap_catalogue import BY_CODE
from di_data.store import Store
from di_data.vocabulary import ActionStatus, CardStatus, DecisionStatus, GoalStatus, Position, Role, StepStatus, Term

SOON_DAYS = 30
"""Days ahead that count as soon: what is due before the next monthly meeting."""


class Group(Term):
    """What a task asks for, the most urgent first."""

    OVERDUE = "overdue", _("Actions past their date")
    DECISIONS = "decisions", _("Decisions that are open")
    REMARKS = "remarks", _("Remarks without an answer")
    SMALL_GROUPS = "small_groups", _("Proposals about small groups")
    UNEVALUATED = "unevaluated", _("Done, not evaluated")
    UNSEEN = "unseen", _("Expectations that nobody looked at")
    NOT_STARTED = "not_started", _("Sessions without a started next step")
    STEPS = "steps", _("Next steps that were not started")
    EVALUATE = "evaluate", _("To evaluate")
    SOON = "soon", _("Actions that are to be ready soon")
    ROADMAP = "roadmap", _("Questions of the roadmap")
    CHECK_IN = "check_in", _("Goals without a recent word")
    NO_INDICATOR = "no_indicator", _("Goals without an indicator")
    STALE = "stale", _("Actions without news")


BROKEN = frozenset({Group.UNEVALUATED, Group.UNSEEN, Group.NOT_STARTED, Group.NO_INDICATOR})
"""The groups that show a broken link of the chain."""

_ABOUT = {
    Group.OVERDUE: "action-ready", Group.SOON: "action-ready", Group.STALE: "action-ready",
    Group.UNEVALUATED: "action-evaluate", Group.UNSEEN: "action-evaluate", Group.EVALUATE: "action-evaluate",
}  # fmt: skip
"""What a task is about, where a record moves from one group to another as time goes by."""

_OWNER_OF = {Role.MT: Position.SENIOR_MANAGEMENT, Role.OR: Position.WORKS_COUNCIL}
_ASKED_BY = {Role.MT: Group.DECISIONS, Role.OR: Group.REMARKS}


@dataclass(frozen=True)
class Task:
    """One thing to do: what it is about (a user's text), by when and by whom, and where it is done with one click.

    `key` is that of the record, `page` the file of a page and `address` what to look at there.
    """

    group: Group
    key: str
    title: str
    due_on: date | None
    owner: Position | None
    page: str
    address: dict[str, str] = field(default_factory=dict)

    @property
    def uid(self) -> str:
        """The same for the same task as long as it lives, whatever group it is in."""
        return f"{_ABOUT.get(self.group, self.group.value)}-{self.key}"

    def is_late(self, today: date) -> bool:
        """Whether its day has passed."""
        return self.due_on is not None and self.due_on < today


def tasks(store: Store, viewer: Viewer, today: date) -> list[Task]:
    """What waits for this viewer, most urgent first: HR has everything, the MT what senior management owns and all
    decisions, the works council what it owns and what it asked. Raises NotAllowed."""
    viewer.must(Right.SEE_TO_DO)
    found: list[Task] = []
    if viewer.may(Right.SEE_ACTIONS):
        found += _actions(programme.actions(store, viewer), today)
    if viewer.may(Right.SEE_REVIEW):
        found += _decisions(programme.decisions(store, viewer), today)
    if viewer.may(Right.SEE_WORKS_COUNCIL):
        found += _remarks(voice.remarks(store, viewer))
    if viewer.may(Right.AGREE_MINIMUM):
        found += _proposals(group_minimums.waiting(store, viewer))
    if viewer.may(Right.SEE_GOALS):
        found += _goals(programme.goals(store, viewer), today)
    if viewer.may(Right.SEE_SESSIONS):
        found += _sessions(dialogue.sessions(store, viewer), dialogue.next_steps(store, viewer), viewer)
    if viewer.may(Right.SEE_PROGRAMME):
        found += _questions(roadmap.answers(store, viewer))
    order = {group: place for place, group in enumerate(Group)}
    own = [task for task in found if _is_for(task, viewer)]
    return sorted(own, key=lambda task: (order[task.group], task.due_on or date.max, task.title, task.key))


def _is_for(task: Task, viewer: Viewer) -> bool:
    if Role.HR in viewer.roles:
        return True
    return any(task.owner == _OWNER_OF.get(role, "") or task.group == _ASKED_BY.get(role, "") for role in viewer.roles)


def _actions(actions: SafeTable, today: date) -> Iterable[Task]:
    """Each action at most once for being ready, and once for being evaluated.

    Of an action past its date an evaluation is asked only when its expectation waits for one: first it is to be ready.
    """
    soon, late = today + timedelta(days=SOON_DAYS), overdue(actions, today)
    keys_late = set(late.column("id"))
    in_time = actions.where(status=[ActionStatus.RUNNING.value, ActionStatus.DONE.value])
    in_time = in_time.where(id=[key for key in in_time.column("id") if key not in keys_late])
    unfinished = actions.where(status=[ActionStatus.PLANNED.value, ActionStatus.RUNNING.value])
    yield from _once("due_on", "action_sheet", [
        (Group.OVERDUE, late), (Group.SOON, unfinished.between("due_on", today, soon)), (Group.STALE, stale(actions, today)),
    ])  # fmt: skip
    yield from _once("evaluate_on", "evaluations", [
        (Group.UNEVALUATED, broken_links.unevaluated(actions)), (Group.UNSEEN, broken_links.unseen(actions, today)),
        (Group.EVALUATE, to_evaluate(in_time, today)),
        (Group.EVALUATE, in_time.where(evaluations=0).between("evaluate_on", today, soon)),
    ])  # fmt: skip


def _once(column: str, page: str, groups: Iterable[tuple[Group, SafeTable]]) -> Iterable[Task]:
    """A task for each action, in the first of the groups that it is in."""
    seen: set[str] = set()
    for group, rows in groups:
        for row in rows.rows():
            if row["id"] not in seen:
                seen.add(row["id"])
                yield Task(group, row["id"], row["title"], row[column], _position(row), page, {"action": row["id"]})


def _position(row: dict[str, Any]) -> Position | None:
    return Position(row["owner_role"]) if row["owner_role"] else None


def _decisions(decisions: SafeTable, today: date) -> Iterable[Task]:
    """In the newest review, which begins with the decisions of before; one that was made in it stands there as well."""
    newest = str(quarter_of(today).shifted(-1))
    for row in decisions.where(status=DecisionStatus.OPEN.value).rows():
        address = {"quarter": max(row["quarter"], newest), "decision": row["id"]}
        yield Task(Group.DECISIONS, row["id"], row["text"], row["due_on"], _position(row), "quarterly_review", address)


def _remarks(remarks: SafeTable) -> Iterable[Task]:
    for row in remarks.where(is_open=True).rows():
        yield Task(Group.REMARKS, row["id"], row["follow_up"] or row["text"], None, None, "questions", {"remark": row["id"]})  # fmt: skip


def _proposals(waiting: SafeTable) -> Iterable[Task]:
    for row in waiting.rows():
        yield Task(Group.SMALL_GROUPS, row["id"], row["agreement"], None, Position.WORKS_COUNCIL, "small_groups")


def _goals(goals: SafeTable, today: date) -> Iterable[Task]:
    for row in goals.where(status=GoalStatus.CHOSEN.value).rows():
        asked_on = (row["checked_on"] or row["starts_on"]) + timedelta(days=CHECK_IN_DAYS)
        if asked_on <= today:
            yield _of_goal(Group.CHECK_IN, row, asked_on, "check_in")
    for row in broken_links.without_indicator(goals).rows():
        yield _of_goal(Group.NO_INDICATOR, row, None, "change")


def _of_goal(group: Group, row: dict[str, Any], due_on: date | None, form: str) -> Task:
    """`form` stands open on the page of the goal for who may fill it in."""
    return Task(group, row["id"], row["title"], due_on, _position(row), "goals", {"goal": row["id"], "form": form})


def _sessions(sessions: SafeTable, steps: SafeTable, viewer: Viewer) -> Iterable[Task]:
    """A session without a started step stands for all its steps where it is shown; elsewhere each step by itself."""
    finished = sessions.where(status=CardStatus.FINISHED.value)
    references = {row["id"]: row["reference"] for row in finished.rows()}
    waiting = list(steps.where(started=False, session_id=list(references)).rows())
    days: dict[str, list[date]] = {}
    for step in waiting:
        days.setdefault(step["session_id"], []).extend([step["due_on"]] if step["due_on"] else [])
    idle = broken_links.without_started_step(finished) if Role.HR in viewer.roles else finished.where(id=None)
    for row in idle.rows():
        title, due_on = f"{day(row['held_on'])} · {row['unit_name']}", min(days.get(row["id"], ()), default=None)
        yield Task(Group.NOT_STARTED, row["id"], title, due_on, None, "dialogue_sessions", {"session": row["reference"]})  # fmt: skip
    told = set(idle.column("id"))
    for step in waiting:
        if step["session_id"] not in told:
            address = {"session": references[step["session_id"]]}
            yield Task(Group.STEPS, step["id"], step["text"], step["due_on"], _position(step), "dialogue_sessions", address)  # fmt: skip


def _questions(answers: SafeTable) -> Iterable[Task]:
    """The questions of the roadmap that somebody is to answer: they have an owner or a day, and no answer yet."""
    for row in answers.where(status=[StepStatus.OPEN.value, StepStatus.RUNNING.value]).rows():
        if row["owner_role"] or row["due_on"]:
            known = BY_CODE.get(row["code"])
            title = gettext(known.question) if known else row["question"]
            address = {"part": "roadmap", "phase": str(row["phase"]), "question": row["code"] or row["id"]}
            yield Task(Group.ROADMAP, row["id"], title, row["due_on"], _position(row), "programme", address)


# In words --------------------------------------------------------------------------------------

_SENTENCES: dict[Group, Callable[[int], str]] = {
    Group.OVERDUE: lambda count: ngettext(
        "{count} action is past its date.", "{count} actions are past their date.", count),
    Group.DECISIONS: lambda count: ngettext(
        "{count} decision of the MT is still open", "{count} decisions of the MT are still open", count),
    Group.REMARKS: lambda count: ngettext(
        "{count} remark of the works council has no answer yet.", "{count} remarks of the works council have no answer yet.", count),
    Group.SMALL_GROUPS: lambda count: ngettext(
        "{count} proposal about small groups waits for the works council.", "{count} proposals about small groups wait for the works council.", count),
    Group.UNEVALUATED: lambda count: ngettext(
        "{count} action is done but not evaluated yet.", "{count} actions are done but not evaluated yet.", count),
    Group.UNSEEN: lambda count: ngettext(
        "{count} action has an expectation that nobody looked at after its day.", "{count} actions have an expectation that nobody looked at after its day.", count),
    Group.NOT_STARTED: lambda count: ngettext(
        "{count} dialogue session ended without a next step that was started.", "{count} dialogue sessions ended without a next step that was started.", count),
    Group.STEPS: lambda count: ngettext(
        "{count} next step of a session was not started yet.", "{count} next steps of sessions were not started yet.", count),
    Group.EVALUATE: lambda count: ngettext(
        "{count} action is to be evaluated now or within {days} days.", "{count} actions are to be evaluated now or within {days} days.", count, days=SOON_DAYS),
    Group.SOON: lambda count: ngettext(
        "{count} action is to be ready within {days} days.", "{count} actions are to be ready within {days} days.", count, days=SOON_DAYS),
    Group.ROADMAP: lambda count: ngettext(
        "{count} question of the roadmap waits for an answer.", "{count} questions of the roadmap wait for an answer.", count),
    Group.CHECK_IN: lambda count: ngettext(
        "Of {count} goal the owner did not say for {days} days how it goes.", "Of {count} goals the owner did not say for {days} days how it goes.", count, days=CHECK_IN_DAYS),
    Group.NO_INDICATOR: lambda count: ngettext(
        "{count} goal has no indicator, so nobody can see whether it comes closer.", "{count} goals have no indicator, so nobody can see whether they come closer.", count),
    Group.STALE: lambda count: ngettext(
        "Of {count} running action nothing was heard for {days} days.", "Of {count} running actions nothing was heard for {days} days.", count, days=STALE_DAYS),
}  # fmt: skip


def sentence(group: Group, found: list[Task], today: date) -> str:
    """What waits in a group, as one sentence; of decisions also how many are past their date."""
    told = _SENTENCES[group](len(found))
    if group != Group.DECISIONS:
        return told
    late = sum(task.is_late(today) for task in found)
    if late:
        told += ngettext(", of which {count} past its date", ", of which {count} past their date", late)
    return told + "."


def grouped(found: list[Task]) -> dict[Group, list[Task]]:
    """The tasks by group, most urgent first; groups without a task are left out."""
    return {group: own for group in Group if (own := [task for task in found if task.group == group])}
