"""How long the pages of the programme take in a large one: `python -m tests.bench.large_programme`. Prints the figures.

The demo, and on top of it 2,000 actions, 300 sessions, 25 goals and 10,000 versions of records in all.
"""

import os
import random
import statistics
import tempfile
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM
from di_data.config import PROJECT
from di_data.demo import build
from di_data.register.actions import Action, Evaluation, Step, action_version
from di_data.register.cards import Card, NextStep, Proposal
from di_data.register.goals import Goal, goal_version
from di_data.register.records import Save, key_of, save
from di_data.store import Store
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    EmployeeDomain,
    EvaluationResult,
    Factor,
    Ladder,
    Level,
    NextMove,
    Position,
    Rating,
)

ACTIONS, SESSIONS, GOALS, VERSIONS = 2_000, 300, 25, 10_000
LIMIT = 500
"""Milliseconds of server time, of the issue."""

VISITS = 7
PAGES = {
    "home": ({}, "hr"), "to_do": ({}, "hr"), "goals": ({}, "hr"), "goals, one": ({"goal": key_of("goal", "bench 1")}, "hr"),
    "actions": ({}, "hr"), "action_sheet": ({"action": key_of("action", "bench 1")}, "hr"), "evaluations": ({}, "hr"),
    "dialogue_sessions": ({}, "hr"), "dialogue_card": ({"session": key_of("dialogue_session", "bench 1")}, "hr"),
    "dialogue_card, goals": ({"session": key_of("dialogue_session", "bench 1"), "step": "goals"}, "hr"),
    "dialogue_card, plan": ({"session": key_of("dialogue_session", "bench 1"), "step": "plan"}, "hr"),
    "blind_spots": ({}, "mt"), "programme": ({}, "or"),
}  # fmt: skip


def main() -> None:
    """Build the store, measure the pages of this part, print."""
    import logging

    logging.disable(logging.WARNING)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "large.duckdb"
        store = Store(path, create=True)
        started = time.perf_counter()
        versions = fill(store)
        counts = {name: len(store.read(f"{area}/{name}")) for area, name in
                  (("programme", "actions"), ("dialogue", "sessions"), ("programme", "evaluations"))}  # fmt: skip
        store.close()
        print(f"{counts}, {versions} versions, built in {time.perf_counter() - started:.1f} s")
        os.environ["INZETWIJZER_STORE"] = str(path)
        _measure()


def fill(store: Store) -> int:
    """The demo and a large programme on top of it. Returns how many versions were saved."""
    build(store, seed=1)
    dice = random.Random(1)
    units = [row["id"] for row in store.read("organisation/units").iter_rows(named=True)]
    total = 0
    for batch in _batches(dice, [str(unit) for unit in units]):
        with store.write() as transaction:
            save(transaction, SYSTEM, batch)
        total += len(batch)
    return total


def _batches(dice: random.Random, units: list[str]) -> Iterator[list[Save]]:
    """Saves that can stand in one transaction each: a version of a record at a time."""
    today = date.today()
    yield [
        goal_version(Goal(
            title=f"Doel {number} van het grote programma", unit=dice.choice(units), owner_role=Position.HR,
            starts_on=today - timedelta(days=700), due_on=today + timedelta(days=500), indicator="absence_rate",
            baseline=6.0, factors=(dice.choice(list(Factor)),),
        ), key_of("goal", f"bench {number}"), 0) for number in range(GOALS)
    ]  # fmt: skip
    yield [_session(dice, number, units, today) for number in range(SESSIONS)]
    yield [one for number in range(SESSIONS) for one in _of_session(dice, number, today)]
    made = GOALS + SESSIONS + 7 * SESSIONS
    for version in range(-(-(VERSIONS - made - ACTIONS // 2) // ACTIONS)):
        yield [_action(dice, number, version, units, today) for number in range(ACTIONS)]
    yield [
        Save("evaluation", key_of("evaluation", f"bench {number}"), 0, Evaluation(
            action=key_of("action", f"bench {number}"), evaluated_on=today - timedelta(days=dice.randrange(400)),
            result=dice.choice(list(EvaluationResult)), learned=f"Wat werkt in team {number}: kort en vaak. " * 3,
            next_move=dice.choice(list(NextMove)),
        ).__dict__) for number in range(0, ACTIONS, 2)
    ]  # fmt: skip


def _session(dice: random.Random, number: int, units: list[str], today: date) -> Save:
    card = Card(held_on=today - timedelta(days=dice.randrange(1000)), unit=dice.choice(units), round=1 + number % 4,
                reference=f"B-{number}", experiences="Wij planden zelf. " * 10, reflection="Open gesprek. " * 10)  # fmt: skip
    columns = {name: value for name, value in card.__dict__.items() if name not in ("participants", "ratings")}
    return Save("dialogue_session", key_of("dialogue_session", f"bench {number}"), 0, columns | {"step": 8}, {
        ("participant_count", "session"): [{"role": role, "participants": dice.randrange(6)} for role in Position],
        ("factor_rating", "session"): [
            {"factor": factor, "rating": dice.choice(list(Rating)), "reason": "Daarom vinden wij dat."} for factor in Factor],
    })  # fmt: skip


def _of_session(dice: random.Random, number: int, today: date) -> Iterator[Save]:
    session = {"session": key_of("dialogue_session", f"bench {number}")}
    for place in range(5):
        proposal = Proposal(f"Voorstel {place}: meer ruimte in het rooster", f"Groep {place % 3}", Position.EMPLOYEE)
        yield Save("goal_proposal", key_of("goal_proposal", f"bench {number} {place}"), 0, session | proposal.__dict__)
    step = NextStep(
        "Een team kiezen", Position.MANAGER, today - timedelta(days=dice.randrange(300)), number % 3 > 0, "Gebeld"
    )
    yield Save("next_step", key_of("next_step", f"bench {number}"), 0, session | step.__dict__)
    yield Save(
        "solution_direction", key_of("solution_direction", f"bench {number}"), 0, session | {"text": "Anders plannen"}
    )


def _action(dice: random.Random, number: int, version: int, units: list[str], today: date) -> Save:
    starts_on = today - timedelta(days=dice.randrange(900))
    return action_version(Action(
        title=f"Actie {number}: zelf plannen in team {number % 97}", owner_role=dice.choice(list(Position)),
        starts_on=starts_on, due_on=starts_on + timedelta(days=dice.randrange(30, 400)), status=dice.choice(list(ActionStatus)),
        goal=key_of("goal", f"bench {number % GOALS}"), session=key_of("dialogue_session", f"bench {number % SESSIONS}"),
        units=tuple(dice.sample(units, 2)), factors=(dice.choice(list(Factor)),), phases=(dice.choice(list(BehaviourPhase)),),
        level=dice.choice(list(Level)), employee_domain=dice.choice(list(EmployeeDomain)), instrument="menukaart",
        participation_ladder=dice.choice(list(Ladder)), expectation="Het verzuim daalt binnen een jaar met een punt.",
        steps=(Step("Ploegen kiezen", True), Step("Roosters maken")), reference=f"B-{number}",
    ), key_of("action", f"bench {number}"), version)  # fmt: skip


def _measure() -> None:
    from di_data.ui.server import preload

    preload()  # as the server does before its first visitor
    print(f"{'page':22} {'first, ms':>10} {'later, ms':>10} {'after a save, ms':>17}")
    slowest = 0.0
    for name, (address, role) in PAGES.items():
        test = AppTest.from_file(str(PROJECT / "pages" / f"{name.split(',')[0]}.py"), default_timeout=60)
        test.session_state["demo_role"] = role
        for key, value in address.items():
            test.query_params[key] = value
        first = _run(test)
        later = statistics.median(_run(test) for _visit in range(VISITS))
        written = statistics.median(_after_a_save(test) for _visit in range(3))
        slowest = max(slowest, first, written)
        print(f"{name:22} {first:10.0f} {later:10.0f} {written:17.0f}" + ("  FAILS" if test.exception else ""))
    print(f"slowest {slowest:.0f} ms of {LIMIT} ms")


def _after_a_save(test: AppTest) -> float:
    """A visit after somebody wrote: nothing that was read before is of use any more."""
    from di_data.ui import session

    session.open_store(os.environ["INZETWIJZER_STORE"]).generation += 1
    return _run(test)


def _run(test: AppTest) -> float:
    started = time.perf_counter()
    test.run()
    return 1000 * (time.perf_counter() - started)


if __name__ == "__main__":
    main()
