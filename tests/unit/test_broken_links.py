"""The four broken links: each found where something is lost, and mended by what the page offers."""

from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from di_data.access import SYSTEM
from di_data.config import EVALUATION_DAYS
from di_data.register.actions import Action, Evaluation, save_action, save_evaluation
from di_data.register.cards import Card, NextStep, save_card, save_next_step
from di_data.register.goals import Goal, save_goal
from di_data.register.history import remove
from di_data.register.records import Save, key_of, save
from di_data.reports import broken_links, dialogue, programme
from di_data.store import Store
from di_data.vocabulary import ActionStatus, CardStatus, EvaluationResult, GoalStatus, NextMove, Position, Way
from tests import stores

TODAY = date(2025, 6, 15)
UNIT = key_of("org_unit", "A")
Result = EvaluationResult


def _filled(store: Store) -> None:
    with store.write() as transaction:
        save(transaction, SYSTEM, [Save("org_unit", UNIT, 0, {"code": "A", "name": "A"})])


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent(_filled) as opened:
        yield opened


def add_action(store: Store, **more: object) -> str:
    usual = {
        "owner_role": Position.HR,
        "starts_on": date(2024, 1, 1),
        "due_on": date(2025, 1, 31),
        "status": ActionStatus.RUNNING,
    }
    return save_action(store, SYSTEM, Action(title="Actie", **(usual | more)))  # type: ignore[arg-type] # fmt: skip


def evaluate(store: Store, action: str, on: date, result: Result = Result.AS_EXPECTED) -> str:
    return save_evaluation(store, SYSTEM, Evaluation(
        action=action, evaluated_on=on, result=result, learned="Veel", next_move=NextMove.GO_ON,
    ))  # fmt: skip


def unseen(store: Store, today: date = TODAY) -> list[str]:
    return broken_links.unseen(programme.actions(store, SYSTEM), today).column("id")


# A done action without an evaluation -----------------------------------------------------------


def test_taking_the_evaluation_away_breaks_the_link_again(store: Store) -> None:
    key = add_action(store, status=ActionStatus.DONE)
    assert broken_links.unevaluated(programme.actions(store, SYSTEM)).column("id") == [key]
    evaluation = evaluate(store, key, TODAY)
    assert len(broken_links.unevaluated(programme.actions(store, SYSTEM))) == 0
    remove(store, SYSTEM, "evaluation", evaluation, 1)
    assert broken_links.unevaluated(programme.actions(store, SYSTEM)).column("id") == [key]


# A goal without an indicator -------------------------------------------------------------------


@pytest.mark.parametrize(
    ("indicator", "status", "broken"),
    [
        (None, GoalStatus.CHOSEN, True), ("absence_rate", GoalStatus.CHOSEN, False), (None, GoalStatus.STOPPED, False),
        (None, GoalStatus.REACHED, False),
    ],
)  # fmt: skip
def test_goal_without_an_indicator(store: Store, indicator: str | None, status: GoalStatus, broken: bool) -> None:
    key = save_goal(store, SYSTEM, Goal(
        title="Doel", unit=UNIT, owner_role=Position.HR, starts_on=TODAY, due_on=TODAY, indicator=indicator, status=status,
    ))  # fmt: skip
    found = broken_links.without_indicator(programme.goals(store, SYSTEM)).column("id")
    assert found == ([key] if broken else [])


# A session without a started next step ---------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "started", "broken"),
    [
        (CardStatus.FINISHED, None, True), (CardStatus.FINISHED, False, True), (CardStatus.FINISHED, True, False),
        (CardStatus.OPEN, None, False), (CardStatus.OPEN, False, False),
    ],
)  # fmt: skip
def test_session_without_a_started_step(store: Store, status: CardStatus, started: bool | None, broken: bool) -> None:
    key = save_card(store, SYSTEM, Card(held_on=TODAY, unit=UNIT, status=status))
    if started is not None:
        with_what = "De agenda gepland" if started else None
        save_next_step(store, SYSTEM, key, NextStep("Stap", started=started, started_with=with_what))
    found = broken_links.without_started_step(dialogue.sessions(store, SYSTEM)).column("id")
    assert found == ([key] if broken else [])


# An expectation that nobody looked at ----------------------------------------------------------


@pytest.mark.parametrize(
    ("status", "seen_to_be_broken"),
    [
        (ActionStatus.RUNNING, True), (ActionStatus.PLANNED, False), (ActionStatus.STOPPED, False),
        (ActionStatus.DONE, False),  # a broken link of its own
    ],
)  # fmt: skip
def test_never_evaluated(store: Store, status: ActionStatus, seen_to_be_broken: bool) -> None:
    add_action(store, status=status, expectation="Minder verzuim", expected_by=TODAY - timedelta(days=1))
    assert len(unseen(store)) == seen_to_be_broken


@pytest.mark.parametrize(("days", "broken"), [(-1, False), (0, False), (1, True)])
def test_on_its_day_it_is_not_broken_yet(store: Store, days: int, broken: bool) -> None:
    add_action(store, expectation="Minder verzuim", expected_by=TODAY)
    assert len(unseen(store, TODAY + timedelta(days=days))) == broken


@pytest.mark.parametrize(("days", "broken"), [(0, False), (1, True)])
def test_without_a_day_it_is_some_time_after_the_action_is_ready(store: Store, days: int, broken: bool) -> None:
    add_action(store, due_on=date(2025, 1, 31), expectation="Minder verzuim")
    assert len(unseen(store, date(2025, 1, 31) + timedelta(days=EVALUATION_DAYS + days))) == broken


@pytest.mark.parametrize(
    "expectation",
    [
        {"expectation": "Minder verzuim"}, {"expected_by": date(2025, 5, 1)},
        {"expected_indicator": "absence_rate", "expected_direction": Way.LOWER, "expected_change": 0.5},
    ],
)  # fmt: skip
def test_an_expectation_in_words_or_in_figures(store: Store, expectation: dict[str, object]) -> None:
    add_action(store)
    key = add_action(store, **expectation)
    assert unseen(store) == [key], "only the action that expects something"


@pytest.mark.parametrize(
    ("expected_by", "evaluated_on", "result", "broken"),
    [
        # It names a day: only an evaluation on or after it has looked at it.
        (date(2025, 5, 1), date(2025, 4, 30), Result.AS_EXPECTED, True),
        (date(2025, 5, 1), date(2025, 5, 1), Result.AS_EXPECTED, False),
        (date(2025, 5, 1), date(2025, 5, 2), Result.TOO_EARLY, False),
        # It names none (90 days after 31 January is 1 May): any result has looked at it, "too early" has not.
        (None, date(2025, 2, 1), Result.NOT, False),
        (None, date(2025, 2, 1), Result.TOO_EARLY, True),
        (None, date(2025, 5, 1), Result.TOO_EARLY, False),
    ],
)  # fmt: skip
def test_evaluated_before_or_after_its_day(
    store: Store, expected_by: date | None, evaluated_on: date, result: Result, broken: bool
) -> None:
    key = add_action(store, status=ActionStatus.DONE, expectation="Minder verzuim", expected_by=expected_by)
    evaluate(store, key, evaluated_on, result)
    assert unseen(store) == ([key] if broken else [])
