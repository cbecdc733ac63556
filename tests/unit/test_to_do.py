"""What waits for whom: every source of tasks, its dates, its owner, and that no right is passed over."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from di_data.access import RIGHTS, SYSTEM, Right, Viewer
from di_data.config import CHECK_IN_DAYS, STALE_DAYS
from di_data.errors import NotAllowed
from di_data.language import speaking
from di_data.register.actions import Action, Evaluation, save_action, save_evaluation
from di_data.register.cards import Card, NextStep, save_card, save_next_step
from di_data.register.decisions import Decision, save_decision
from di_data.register.goals import Goal, save_check_in, save_goal
from di_data.register.records import Save, key_of, new_key, save
from di_data.register.roadmap import Answer, save_answer
from di_data.reports import to_do
from di_data.reports.to_do import SOON_DAYS, Group, Task, grouped, sentence, tasks
from di_data.roadmap_catalogue import BY_CODE
from di_data.store import Store
from di_data.ui.navigation import PAGES
from di_data.vocabulary import (
    ActionStatus,
    CardStatus,
    DecisionStatus,
    EvaluationResult,
    GoalStatus,
    NextMove,
    Position,
    Role,
    StepStatus,
)
from tests import stores

TODAY = date(2025, 6, 15)
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
UNIT = key_of("org_unit", "A")
BOSS, HR, COUNCIL, MANAGER = Position.SENIOR_MANAGEMENT, Position.HR, Position.WORKS_COUNCIL, Position.MANAGER


def _filled(store: Store) -> None:
    with store.write() as transaction:
        save(transaction, SYSTEM, [Save("org_unit", UNIT, 0, {"code": "A", "name": "Afdeling A"})])


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent(_filled) as opened:
        yield opened


def viewer(*roles: Role) -> Viewer:
    return Viewer("somebody", frozenset(roles))


def told(store: Store, *roles: Role, today: date = TODAY) -> list[tuple[Group, str]]:
    return [(task.group, task.title) for task in tasks(store, viewer(*roles), today)]


def add_action(store: Store, title: str = "Actie", **more: object) -> str:
    usual = {
        "owner_role": HR,
        "starts_on": date(2025, 1, 1),
        "due_on": TODAY + timedelta(days=200),
        "status": ActionStatus.RUNNING,
    }
    return save_action(store, SYSTEM, Action(title=title, **(usual | more)))  # type: ignore[arg-type] # fmt: skip


def evaluate(store: Store, action: str, on: date, result: EvaluationResult = EvaluationResult.PARTLY) -> None:
    save_evaluation(store, SYSTEM, Evaluation(
        action=action, evaluated_on=on, result=result, learned="Veel", next_move=NextMove.GO_ON,
    ))  # fmt: skip


def add_goal(store: Store, title: str = "Doel", **more: object) -> str:
    usual = {
        "unit": UNIT,
        "owner_role": BOSS,
        "starts_on": YESTERDAY,
        "due_on": date(2027, 1, 1),
        "indicator": "absence_rate",
    }
    return save_goal(store, SYSTEM, Goal(title=title, **(usual | more)))  # type: ignore[arg-type] # fmt: skip


def add_session(store: Store, status: CardStatus = CardStatus.FINISHED, reference: str = "S-1") -> str:
    return save_card(store, SYSTEM, Card(held_on=date(2025, 3, 14), unit=UNIT, status=status, reference=reference))


def add_remark(store: Store, text: str, answer: str | None = None) -> None:
    with store.write() as transaction:
        save(transaction, SYSTEM, [Save("remark", new_key(), 0, {
            "about_kind": "general", "about": "", "text": text, "answer": answer, "round": 1,
        })])  # fmt: skip


def add_decision(store: Store, text: str, **more: object) -> str:
    return save_decision(store, SYSTEM, Decision(quarter="2025-Q1", text=text, **({"owner_role": HR} | more)))  # type: ignore[arg-type]


def add_everything(store: Store) -> None:
    """One task of each source for each owner; the title says which."""
    for owner in (BOSS, HR, COUNCIL):
        add_action(store, f"laat {owner.value}", owner_role=owner, due_on=YESTERDAY)
        add_goal(store, f"doel {owner.value}", owner_role=owner, indicator=None)
        save_answer(store, SYSTEM, Answer(phase=1, question=f"vraag {owner.value}", owner_role=owner))
        add_decision(store, f"besluit {owner.value}", owner_role=owner)
    session = add_session(store)
    for owner in (BOSS, HR, COUNCIL):
        save_next_step(store, SYSTEM, session, NextStep(f"stap {owner.value}", owner))
    add_remark(store, "opmerking")


# Who is told what ------------------------------------------------------------------------------


def test_hr_has_everything(store: Store) -> None:
    add_everything(store)
    assert sorted(title for _group, title in told(store, Role.HR)) == sorted([
        *(f"{what} {owner}" for what in ("laat", "doel", "vraag", "besluit") for owner in ("senior_management", "hr", "works_council")),
        "opmerking", "14 mrt 2025 · Afdeling A",  # the session stands for its three steps
    ])  # fmt: skip


def test_mt_has_what_senior_management_owns_and_every_decision(store: Store) -> None:
    add_everything(store)
    assert sorted(title for _group, title in told(store, Role.MT)) == sorted([
        "laat senior_management", "doel senior_management", "vraag senior_management", "stap senior_management",
        "besluit senior_management", "besluit hr", "besluit works_council",
    ])  # fmt: skip


def test_works_council_has_what_it_owns_and_what_it_asked(store: Store) -> None:
    add_everything(store)
    assert sorted(title for _group, title in told(store, Role.OR)) == sorted(
        ["laat works_council", "doel works_council", "vraag works_council", "stap works_council", "opmerking"]
    )


def test_two_roles_have_both(store: Store) -> None:
    add_everything(store)
    both = set(told(store, Role.MT)) | set(told(store, Role.OR))
    assert set(told(store, Role.MT, Role.OR)) == both


@pytest.mark.parametrize("roles", [(), (Role.ADMINISTRATOR,)])
def test_without_the_right_nothing_is_told(store: Store, roles: tuple[Role, ...]) -> None:
    with pytest.raises(NotAllowed):
        tasks(store, viewer(*roles), TODAY)


_SOURCES = {
    Right.SEE_ACTIONS: "laat", Right.SEE_GOALS: "doel", Right.SEE_PROGRAMME: "vraag", Right.SEE_REVIEW: "besluit",
    Right.SEE_SESSIONS: "Afdeling A", Right.SEE_WORKS_COUNCIL: "opmerking",
}  # fmt: skip


@pytest.mark.parametrize("right", list(_SOURCES))
def test_a_source_without_its_right_gives_no_task(
    store: Store, right: Right, monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    add_everything(store)
    everything = told(store, Role.HR)
    monkeypatch.setitem(RIGHTS, Role.HR, RIGHTS[Role.HR] - {right})
    kept = told(store, Role.HR)
    assert [one for one in everything if one not in kept] == [one for one in everything if _SOURCES[right] in one[1]]
    assert len(kept) < len(everything)


# Actions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "status", "group"),
    [
        (YESTERDAY, ActionStatus.RUNNING, Group.OVERDUE), (YESTERDAY, ActionStatus.PLANNED, Group.OVERDUE),
        (TODAY, ActionStatus.RUNNING, Group.SOON), (TODAY + timedelta(days=SOON_DAYS), ActionStatus.PLANNED, Group.SOON),
        (TODAY + timedelta(days=SOON_DAYS + 1), ActionStatus.RUNNING, None),
        (YESTERDAY, ActionStatus.STOPPED, None), (TODAY, ActionStatus.STOPPED, None),
    ],
)  # fmt: skip
def test_action_by_its_date(store: Store, due_on: date, status: ActionStatus, group: Group | None) -> None:
    key = add_action(store, due_on=due_on, status=status)
    found = tasks(store, viewer(Role.HR), TODAY)
    assert [task.group for task in found] == ([group] if group else [])
    if found:
        assert (found[0].page, found[0].address, found[0].due_on) == ("action_sheet", {"action": key}, due_on)


@pytest.mark.parametrize(("days", "silent"), [(STALE_DAYS - 1, False), (STALE_DAYS + 1, True)])
def test_running_action_without_news(store: Store, days: int, silent: bool) -> None:
    today = date.today() + timedelta(days=days)  # the action was saved now
    add_action(store, due_on=today + timedelta(days=SOON_DAYS + 1))
    assert told(store, Role.HR, today=today) == ([(Group.STALE, "Actie")] if silent else [])


def test_silent_action_past_its_date_is_told_once(store: Store) -> None:
    today = date.today() + timedelta(days=STALE_DAYS + 1)
    add_action(store, due_on=today - timedelta(days=1))
    assert told(store, Role.HR, today=today) == [(Group.OVERDUE, "Actie")]


def test_done_action_asks_for_an_evaluation_until_there_is_one(store: Store) -> None:
    key = add_action(store, status=ActionStatus.DONE, due_on=YESTERDAY, expectation="Minder verzuim")
    (task,) = tasks(store, viewer(Role.HR), TODAY)
    assert (task.group, task.page, task.address) == (Group.UNEVALUATED, "evaluations", {"action": key})
    evaluate(store, key, TODAY)
    assert tasks(store, viewer(Role.HR), TODAY) == []


@pytest.mark.parametrize(
    ("expected_by", "group"),
    [
        (YESTERDAY, Group.UNSEEN), (TODAY, Group.EVALUATE), (TODAY + timedelta(days=SOON_DAYS), Group.EVALUATE),
        (TODAY + timedelta(days=SOON_DAYS + 1), None),
    ],
)  # fmt: skip
def test_expectation_by_its_day(store: Store, expected_by: date, group: Group | None) -> None:
    add_action(store, expectation="Minder verzuim", expected_by=expected_by)
    assert told(store, Role.HR) == ([(group, "Actie")] if group else [])


def test_too_early_to_say_is_asked_again(store: Store) -> None:
    key = add_action(store, status=ActionStatus.DONE, due_on=date(2025, 1, 31), expectation="Minder verzuim")
    evaluate(store, key, date(2025, 2, 1), EvaluationResult.TOO_EARLY)
    assert told(store, Role.HR, today=date(2025, 3, 1)) == []
    assert told(store, Role.HR) == [(Group.UNSEEN, "Actie")]
    evaluate(store, key, TODAY)
    assert told(store, Role.HR) == []


def test_task_keeps_its_name_when_it_becomes_late(store: Store) -> None:
    add_action(store, due_on=TODAY)
    before = tasks(store, viewer(Role.HR), TODAY)
    after = tasks(store, viewer(Role.HR), TOMORROW)
    assert [task.group for task in before + after] == [Group.SOON, Group.OVERDUE]
    assert before[0].uid == after[0].uid


def test_action_long_past_its_date_is_first_to_be_ready(store: Store) -> None:
    add_action(store, due_on=date(2025, 1, 2))
    assert told(store, Role.HR) == [(Group.OVERDUE, "Actie")]


def test_being_ready_and_being_evaluated_are_two_tasks(store: Store) -> None:
    add_action(store, due_on=YESTERDAY, expectation="Minder verzuim", expected_by=YESTERDAY)
    found = tasks(store, viewer(Role.HR), TODAY)
    assert [task.group for task in found] == [Group.OVERDUE, Group.UNSEEN]
    assert len({task.uid for task in found}) == 2


# Decisions, remarks ----------------------------------------------------------------------------


def test_open_decisions_those_with_the_nearest_date_first(store: Store) -> None:
    add_decision(store, "zonder datum")
    add_decision(store, "later", due_on=TOMORROW)
    add_decision(store, "eerst", due_on=YESTERDAY)
    add_decision(store, "klaar", due_on=YESTERDAY, status=DecisionStatus.DONE)
    found = tasks(store, viewer(Role.MT), TODAY)
    assert [task.title for task in found] == ["eerst", "later", "zonder datum"]
    assert [task.is_late(TODAY) for task in found] == [True, False, False]
    assert (found[0].page, found[0].address["quarter"]) == ("quarterly_review", "2025-Q1")


def test_remark_until_it_is_answered(store: Store) -> None:
    add_remark(store, "Wie beslist?")
    add_remark(store, "Wanneer?", "In maart.")
    add_remark(store, "Leeg antwoord", "  ")
    for role in (Role.HR, Role.OR):
        assert told(store, role) == [(Group.REMARKS, "Leeg antwoord"), (Group.REMARKS, "Wie beslist?")]
    assert told(store, Role.MT) == []


# Goals -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "asked"), [(CHECK_IN_DAYS - 1, False), (CHECK_IN_DAYS, True)])
@pytest.mark.parametrize("checked", [False, True])
def test_goal_asks_for_its_owner_again(store: Store, days: int, asked: bool, checked: bool) -> None:
    last = TODAY - timedelta(days=days)
    key = add_goal(store, starts_on=date(2024, 1, 1) if checked else last)
    if checked:
        save_check_in(store, SYSTEM, key, last, 6)
    found = tasks(store, viewer(Role.MT), TODAY)
    assert [(task.group, task.due_on, task.address) for task in found] == (
        [(Group.CHECK_IN, last + timedelta(days=CHECK_IN_DAYS), {"goal": key, "form": "check_in"})] if asked else []
    )


def test_goal_without_an_indicator(store: Store) -> None:
    key = add_goal(store, indicator=None)
    add_goal(store, indicator=None, status=GoalStatus.STOPPED)
    (task,) = tasks(store, viewer(Role.HR), TODAY)
    assert (task.group, task.page, task.address) == (Group.NO_INDICATOR, "goals", {"goal": key, "form": "change"})


# Sessions --------------------------------------------------------------------------------------


def test_session_without_a_started_step_is_one_task_for_hr(store: Store) -> None:
    session = add_session(store)
    save_next_step(store, SYSTEM, session, NextStep("Later", BOSS, TOMORROW))
    save_next_step(store, SYSTEM, session, NextStep("Eerst", MANAGER, YESTERDAY))
    (task,) = tasks(store, viewer(Role.HR), TODAY)
    assert (task.group, task.due_on, task.address) == (Group.NOT_STARTED, YESTERDAY, {"session": "S-1"})
    assert told(store, Role.MT) == [(Group.STEPS, "Later")]


def test_session_that_chose_no_step_at_all(store: Store) -> None:
    add_session(store)
    assert [group for group, _title in told(store, Role.HR)] == [Group.NOT_STARTED]


def test_step_that_was_not_started_beside_one_that_was(store: Store) -> None:
    session = add_session(store)
    save_next_step(store, SYSTEM, session, NextStep("Gestart", MANAGER, YESTERDAY, True, "Afspraak gemaakt"))
    save_next_step(store, SYSTEM, session, NextStep("Blijft liggen", None, YESTERDAY))
    assert told(store, Role.HR) == [(Group.STEPS, "Blijft liggen")]


def test_open_card_asks_for_nothing_yet(store: Store) -> None:
    session = add_session(store, CardStatus.OPEN)
    save_next_step(store, SYSTEM, session, NextStep("Stap", BOSS, YESTERDAY))
    assert told(store, Role.HR) == told(store, Role.MT) == []


# The roadmap -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("owner", "due_on", "status", "waits"),
    [
        (HR, None, StepStatus.OPEN, True), (None, YESTERDAY, StepStatus.RUNNING, True),
        (None, None, StepStatus.OPEN, False), (HR, YESTERDAY, StepStatus.DONE, False),
    ],
)  # fmt: skip
def test_question_with_an_owner_or_a_day(
    store: Store, owner: Position | None, due_on: date | None, status: StepStatus, waits: bool
) -> None:
    known = BY_CODE["cycle"]
    save_answer(store, SYSTEM, Answer(
        phase=known.phase, code=known.code, question="zoals het toen heette", owner_role=owner, due_on=due_on, status=status,
    ))  # fmt: skip
    with speaking("en"):
        found = tasks(store, viewer(Role.HR), TODAY)
    assert [(task.title, task.due_on) for task in found] == ([(known.question, due_on)] if waits else [])
    if waits:
        assert (found[0].page, found[0].address) == (
            "programme",
            {"part": "roadmap", "phase": "3", "question": "cycle"},
        )


# Order and words -------------------------------------------------------------------------------


def test_most_urgent_first(store: Store) -> None:
    add_everything(store)
    add_action(store, "oud", due_on=date(2025, 1, 2))
    order = list(Group)
    found = tasks(store, viewer(Role.HR), TODAY)
    assert [order.index(task.group) for task in found] == sorted(order.index(task.group) for task in found)
    assert next(task.title for task in found if task.group == Group.OVERDUE) == "oud"


def test_every_task_leads_to_a_page_of_the_menu_that_its_viewer_may_open(store: Store) -> None:
    add_everything(store)
    add_action(store, status=ActionStatus.DONE)
    rights = {entry.file: entry.right for entry in PAGES}
    for role in (Role.HR, Role.MT, Role.OR):
        for task in tasks(store, viewer(role), TODAY):
            assert viewer(role).may(rights[task.page]), task


@pytest.mark.parametrize("group", list(Group))
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("count", [1, 2])
def test_sentence_of_every_group_counts(group: Group, language: str, count: int) -> None:
    found = [Task(group, str(number), "Iets", None, None, "home") for number in range(count)]
    with speaking(language):
        words = sentence(group, found, TODAY)
    assert str(count) in words.split() or words.startswith(str(count))
    assert words.endswith(".")
    assert "{" not in words


def test_sentence_of_decisions_says_how_many_are_late() -> None:
    found = [Task(Group.DECISIONS, "1", "a", YESTERDAY, None, "home"), Task(Group.DECISIONS, "2", "b", TODAY, None, "home")]  # fmt: skip
    with speaking("en"):
        assert (
            sentence(Group.DECISIONS, found, TODAY) == "2 decisions of the MT are still open, of which 1 past its date."
        )


def test_grouped_leaves_out_what_is_empty() -> None:
    one = Task(Group.STALE, "1", "a", None, None, "home")
    other = Task(Group.OVERDUE, "2", "b", None, None, "home")
    assert grouped([one, other]) == {Group.OVERDUE: [other], Group.STALE: [one]}
    assert list(grouped([one, other])) == [Group.OVERDUE, Group.STALE]


def test_every_broken_link_is_a_group() -> None:
    assert set(Group) > to_do.BROKEN
