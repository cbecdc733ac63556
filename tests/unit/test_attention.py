"""What needs somebody now: per role, and at the edges of the dates."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from di_data.access import SYSTEM, Viewer
from di_data.language import ngettext, speaking
from di_data.register.actions import Action, Evaluation, save_action, save_evaluation
from di_data.register.decisions import Decision, save_decision
from di_data.register.indicators import ensure_shipped
from di_data.register.records import Save, key_of, new_key, save
from di_data.reports.attention import FIGURES_ARE_LATE_AFTER, Attention, attention
from di_data.reports.programme import actions
from di_data.reports.to_do import grouped, sentence, tasks
from di_data.reports.waiting import overdue, unevaluated
from di_data.store import Store
from di_data.vocabulary import ActionStatus, DecisionStatus, EvaluationResult, Factor, NextMove, Position, Role
from tests import stores
from tests.unit import stored_organisations

TODAY = date(2025, 6, 15)
YESTERDAY, TOMORROW, LATER = TODAY - timedelta(days=1), TODAY + timedelta(days=1), TODAY + timedelta(days=60)
UNIT = key_of("org_unit", "A")


def _filled(store: Store) -> None:
    ensure_shipped(store)
    with store.write() as transaction:
        save(transaction, SYSTEM, [Save("org_unit", UNIT, 0, {"code": "A", "name": "A"})])


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent(_filled) as opened:
        yield opened


def told(store: Store, role: Role, today: date = TODAY) -> list[Attention]:
    return attention(store, Viewer("somebody", frozenset({role})), today)


def pages(store: Store, role: Role, today: date = TODAY) -> list[str]:
    """The page to which each sentence leads; of the page To do also the group of tasks that it is about."""
    return [":".join((thing.page, *thing.address.values())) for thing in told(store, role, today)]


def add_action(store: Store, due_on: date = LATER, status: ActionStatus = ActionStatus.RUNNING, **more: object) -> str:
    """An action that senior management owns, so that the MT is told of it."""
    usual = {
        "owner_role": Position.SENIOR_MANAGEMENT,
        "starts_on": date(2025, 1, 1),
        "due_on": due_on,
        "status": status,
    }
    return save_action(store, SYSTEM, Action(title="Actie", **(usual | more)))  # type: ignore[arg-type]


def add_decision(store: Store, due_on: date | None, status: DecisionStatus = DecisionStatus.OPEN) -> None:
    save_decision(
        store,
        SYSTEM,
        Decision(quarter="2025-Q1", text="Doorgaan", owner_role=Position.HR, due_on=due_on, status=status),
    )


def deliver(store: Store, month: date) -> None:
    rate = {"indicator": "absence_rate", "unit": UNIT, "period": month, "grain": "month", "value": 5.0, "provisional": False}  # fmt: skip
    stored_organisations.deliver(store, "absence", [rate])


def add_session(store: Store, *, started: bool | None) -> None:
    """A session, with a next step that was started or not; None for no next step."""
    session = new_key()
    with store.write() as transaction:
        saves = [
            Save("dialogue_session", session, 0, {"reference": session, "held_on": TODAY, "round": 1, "unit": UNIT})
        ]
        if started is not None:
            saves.append(Save("next_step", new_key(), 0, {"session": session, "text": "Stap", "started": started}))
        save(transaction, SYSTEM, saves)


# Who is told what ------------------------------------------------------------------------------


def test_everything_at_once(store: Store) -> None:
    deliver(store, date(2025, 1, 1))
    add_decision(store, YESTERDAY)
    add_action(store, YESTERDAY, factors=(Factor.AUTONOMY,))
    add_action(store, status=ActionStatus.DONE)
    add_session(store, started=False)
    assert pages(store, Role.HR) == [
        "load_data",
        "to_do:overdue",
        "to_do:decisions",
        "to_do:unevaluated",
        "to_do:not_started",
    ]
    assert pages(store, Role.MT) == ["to_do:overdue", "to_do:decisions", "to_do:unevaluated"]
    assert pages(store, Role.OR) == ["works_council"]
    assert pages(store, Role.ADMINISTRATOR) == []


def test_home_and_the_page_to_do_say_the_same(store: Store) -> None:
    add_decision(store, YESTERDAY)
    add_action(store, YESTERDAY)
    add_action(store, YESTERDAY, owner_role=Position.WORKS_COUNCIL)
    for role in (Role.MT, Role.OR):
        found = tasks(store, Viewer("somebody", frozenset({role})), TODAY)
        own = [thing for thing in told(store, role) if thing.page == "to_do"]
        assert [thing.sentence for thing in own] == [sentence(*group, TODAY) for group in grouped(found).items()]


def test_new_store_asks_hr_for_files_only(store: Store) -> None:
    assert pages(store, Role.HR) == ["load_data"]
    assert pages(store, Role.MT) == []
    assert pages(store, Role.ADMINISTRATOR) == []


def test_viewer_without_roles_is_told_nothing(store: Store) -> None:
    add_action(store, YESTERDAY)
    assert attention(store, Viewer("nobody", frozenset()), TODAY) == []


# Files -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("days", "late"), [(-1, False), (0, False), (1, True)])
def test_figures_are_late_after_seventy_five_days(store: Store, days: int, late: bool) -> None:
    month = date(2025, 3, 1)
    deliver(store, month)
    assert timedelta(days=75) == FIGURES_ARE_LATE_AFTER
    today = month + FIGURES_ARE_LATE_AFTER + timedelta(days=days)
    assert ("load_data" in pages(store, Role.HR, today)) is late


# Decisions -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("due_on", "late"), [(YESTERDAY, True), (TODAY, False), (TOMORROW, False), (None, False)])
def test_decision_past_its_date(store: Store, due_on: date | None, late: bool) -> None:
    add_decision(store, due_on)
    with speaking("en"):
        (found,) = told(store, Role.MT)
    assert (found.page, found.address) == ("to_do", {"group": "decisions"})
    assert found.sentence.startswith("1 decision of the MT is still open")
    assert (", of which 1 past its date" in found.sentence) is late


@pytest.mark.parametrize("status", [DecisionStatus.DONE, DecisionStatus.DROPPED])
def test_decision_that_is_over(store: Store, status: DecisionStatus) -> None:
    add_decision(store, YESTERDAY, status)
    assert pages(store, Role.MT) == []


# Actions ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "status", "late"),
    [
        (YESTERDAY, ActionStatus.RUNNING, True), (YESTERDAY, ActionStatus.PLANNED, True),
        (TODAY, ActionStatus.RUNNING, False), (TOMORROW, ActionStatus.PLANNED, False),
        (YESTERDAY, ActionStatus.DONE, False), (YESTERDAY, ActionStatus.STOPPED, False),
    ],
)  # fmt: skip
def test_action_past_its_date(store: Store, due_on: date, status: ActionStatus, late: bool) -> None:
    add_action(store, due_on, status)
    assert (len(overdue(actions(store, SYSTEM), TODAY)) == 1) is late


def test_done_action_asks_for_an_evaluation_until_there_is_one(store: Store) -> None:
    key = add_action(store, status=ActionStatus.DONE)
    add_action(store, status=ActionStatus.STOPPED)
    assert unevaluated(actions(store, SYSTEM)).column("id") == [key]
    assert pages(store, Role.MT) == ["to_do:unevaluated"]
    save_evaluation(store, SYSTEM, Evaluation(
        action=key, evaluated_on=TODAY, result=EvaluationResult.PARTLY, learned="Veel", next_move=NextMove.GO_ON,
    ))  # fmt: skip
    assert pages(store, Role.MT) == []


@pytest.mark.parametrize("late", [1, 2])
def test_sentence_counts_the_actions(store: Store, late: int) -> None:
    for _ in range(late):
        add_action(store, YESTERDAY)
    expected = ngettext("{count} action is past its date.", "{count} actions are past their date.", late)
    assert [thing.sentence for thing in told(store, Role.MT)] == [expected]
    assert str(late) in expected


def test_sentence_leads_to_the_tasks_it_is_about(store: Store) -> None:
    add_action(store, YESTERDAY)
    add_action(store, status=ActionStatus.DONE)
    assert [thing.address for thing in told(store, Role.MT)] == [{"group": "overdue"}, {"group": "unevaluated"}]


@pytest.mark.parametrize(
    ("factors", "status", "count"),
    [
        ((Factor.AUTONOMY,), ActionStatus.RUNNING, 1), ((Factor.PARTICIPATION, Factor.AUTONOMY), ActionStatus.RUNNING, 1),
        ((Factor.DIALOGUE,), ActionStatus.RUNNING, 0), ((), ActionStatus.RUNNING, 0),
        ((Factor.AUTONOMY,), ActionStatus.PLANNED, 0),
    ],
)  # fmt: skip
def test_works_council_sees_its_own_factors(
    store: Store, factors: tuple[Factor, ...], status: ActionStatus, count: int
) -> None:  # fmt: skip
    add_action(store, status=status, factors=factors)
    with speaking("en"):
        (found,) = told(store, Role.OR)
    assert found.page == "works_council"
    assert found.sentence.split()[0] == str(count)


# Sessions --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("started", "idle"), [(False, True), (True, False), (None, True)])
def test_session_whose_next_step_was_not_started(store: Store, started: bool | None, idle: bool) -> None:
    add_session(store, started=started)
    assert ("to_do:not_started" in pages(store, Role.HR)) is idle
