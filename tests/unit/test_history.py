"""Undoing, taking away, the trace and erasing, over every kind of record that people log."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from test_register import HR, MAY_SAVE, OTHER, SAVES, START, UNIT, VIEWERS, action, goal
from test_register import store as store  # the fixture

from di_data.access import Viewer
from di_data.errors import Conflict, NotAllowed, Refused
from di_data.language import speaking
from di_data.register import actions, cards, goals, history
from di_data.register.actions import Step
from di_data.register.cards import Card, FactorRating, Proposal
from di_data.register.erasure import ERASABLE, MARK, erase
from di_data.register.goals import GoalIndicator, Target
from di_data.reports import trace
from di_data.reports.trace_words import FIELDS, PARTS, UNSAID
from di_data.store import Store
from di_data.store.versions import OWNER, TRACE
from di_data.vocabulary import ActionStatus, BehaviourPhase, Factor, Position, Rating, Role

LOGGED = sorted(set(SAVES) - {"user_role", "photo"})
"""The kinds with a trace; a photo has no words, and roles have their own list."""

FULL_ACTION = {
    "title": "Zelf roosteren", "units": (UNIT, OTHER), "factors": (Factor.AUTONOMY,), "phases": (BehaviourPhase.DO, BehaviourPhase.KEEP_UP),
    "steps": (Step("Ploegen kiezen", True), Step("Roosters maken")), "expectation": "Minder ruilen", "expected_by": date(2025, 12, 31),
}  # fmt: skip


def _viewer(kind: str) -> Viewer:
    return VIEWERS[min(MAY_SAVE.get(kind, {Role.HR}))]


def _present(store: Store, kind: str) -> list[tuple[object, ...]]:
    return store._cursor().execute(f"select id::varchar, version from current_{kind}").fetchall()


def _saved(store: Store, kind: str) -> str:
    SAVES[kind](store, _viewer(kind))
    ((key, _version),) = _present(store, kind)
    return str(key)


def test_every_logged_kind_has_a_trace_and_can_be_erased() -> None:
    assert sorted(trace.SEES) == LOGGED
    assert sorted({*ERASABLE} - {"photo"}) == sorted({*LOGGED} - {"goal_target"})


# Undoing ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", LOGGED)
def test_undoing_the_first_version_takes_the_record_away_and_undoing_that_brings_it_back(
    store: Store, kind: str
) -> None:
    key, viewer = _saved(store, kind), _viewer(kind)
    history.undo(store, viewer, kind, key, 1)
    assert _present(store, kind) == []
    history.undo(store, viewer, kind, key, 2)
    assert _present(store, kind) == [(key, 3)]
    with store.write() as transaction:
        first, _second, third = history.versions(transaction, kind, key)
    assert (third.columns, third.parts, third.removed) == (first.columns, first.parts, False)


@pytest.mark.parametrize("kind", LOGGED)
def test_taking_away_needs_the_right_and_the_newest_version(store: Store, kind: str) -> None:
    key = _saved(store, kind)
    for change in (history.remove, history.undo):
        with pytest.raises(NotAllowed):
            change(store, VIEWERS[Role.ADMINISTRATOR], kind, key, 1)
        with pytest.raises(Conflict):
            change(store, _viewer(kind), kind, key, 2)
    history.remove(store, _viewer(kind), kind, key, 1)
    assert _present(store, kind) == []


def test_undoing_brings_back_all_that_belonged_to_the_version_before(store: Store) -> None:
    key = actions.save_action(store, HR, action(**FULL_ACTION))
    before = store.read("programme/actions").drop("version", "valid_from", "touched_at").to_dicts()
    actions.save_action(store, HR, action(title="Iets anders", status=ActionStatus.DONE), id=key, read_version=1)
    assert store.read("programme/actions")["steps"].to_list() == [None]
    history.undo(store, HR, "action", key, 2)
    assert store.read("programme/actions").drop("version", "valid_from", "touched_at").to_dicts() == before
    assert store.read("programme/actions")["version"].to_list() == [3]


def test_undoing_nothing_is_refused(store: Store) -> None:
    with pytest.raises(Refused):
        history.undo(store, HR, "action", UNIT, 1)


# The trace -------------------------------------------------------------------------------------


@pytest.mark.parametrize("kind", sorted(trace.SEES))
def test_every_column_has_words_or_a_reason_for_none(store: Store, kind: str) -> None:
    columns = {row[0] for row in store._cursor().execute(f"select column_name from (describe store.main.{kind})").fetchall()}  # fmt: skip
    unused = {"behaviour_phase"} if kind == "action" else set()  # since migration 0004 an action has several phases
    assert columns - set(TRACE) - set(FIELDS) - UNSAID["*"] - UNSAID.get(kind, set()) - unused == set()


def test_every_part_has_words() -> None:
    assert set(PARTS) == set(OWNER)


def test_the_trace_reads_as_differences_in_words(store: Store) -> None:
    key = actions.save_action(store, HR, action(title="Zelf roosteren", units=(UNIT,)))
    other = Viewer("collega", frozenset({Role.HR}))
    changed = action(title="Zelf roosteren", units=(UNIT, OTHER), status=ActionStatus.RUNNING, due_on=date(2025, 7, 31),
                     phases=(BehaviourPhase.KEEP_UP,))  # fmt: skip
    actions.save_action(store, other, changed, id=key, read_version=1)
    with speaking("en"):
        found = trace.changes(store, HR, kind="action", id=key).where(version=2)
    assert [(row["who"], row["field"], row["before"], row["after"]) for row in found.rows()] == [
        ("collega", "Status", "Planned", "Running"),
        ("collega", "Ready on", "30 Jun 2025", "31 Jul 2025"),
        ("collega", "Departments", "A", "A\nB"),
        ("collega", "Behaviour phase", "", "Keep up"),
    ]  # fmt: skip


def test_the_trace_tells_what_was_taken_away_and_brought_back(store: Store) -> None:
    key = actions.save_action(store, HR, action())
    history.remove(store, HR, "action", key, 1)
    history.undo(store, HR, "action", key, 2)
    found = trace.changes(store, HR, kind="action", id=key)
    told = {row["version"]: (row["removed"], row["returned"]) for row in found.rows()}
    assert told == {1: (False, False), 2: (True, False), 3: (False, True)}


def test_the_trace_of_a_session_reads_its_judgements(store: Store) -> None:
    ratings = {Factor.AUTONOMY: FactorRating(Rating.POOR, "Alles loopt via de leiding")}
    key = cards.save_card(store, HR, Card(held_on=START, unit=UNIT, ratings=ratings, participants={Position.HR: 2}))
    with speaking("en"):
        words = {row["field"]: row["after"] for row in trace.changes(store, HR, kind="dialogue_session", id=key).rows()}
    assert words["Judgement of the factors"] == "Autonomy: Poor: Alles loopt via de leiding"
    assert words["Participants"] == "HR: 2"
    assert words["Department"] == "A"


@pytest.mark.parametrize("kind", sorted(trace.SEES))
def test_the_trace_needs_the_right_of_its_kind(store: Store, kind: str) -> None:
    with pytest.raises(NotAllowed):
        trace.changes(store, VIEWERS[Role.ADMINISTRATOR], kind=kind, id=UNIT)


# Erasing ---------------------------------------------------------------------------------------


def _texts(store: Store, table: str) -> set[str]:
    rows = store._cursor().execute(f"select * from store.main.{table}").fetchall()
    return {value for row in rows for value in row if isinstance(value, str)}


SECRET = "Zebravink kwinkeleert"
WRITES: dict[tuple[str, str], Callable[[Store], str]] = {
    ("action", "title"): lambda store: actions.save_action(store, HR, action(title=SECRET)),
    ("action", "expectation"): lambda store: actions.save_action(store, HR, action(expectation=SECRET)),
    ("action", "steps"): lambda store: actions.save_action(store, HR, action(steps=(Step(SECRET),))),
    ("goal", "description"): lambda store: goals.save_goal(store, HR, goal(description=SECRET)),
    ("goal_proposal", "text"): lambda store: cards.save_proposal(store, HR, UNIT, Proposal(SECRET)),
    ("dialogue_session", "reflection"): lambda store: cards.save_card(
        store, HR, Card(held_on=START, unit=UNIT, reflection=SECRET)
    ),
    ("dialogue_session", "reasons"): lambda store: cards.save_card(
        store, HR, Card(held_on=START, unit=UNIT, ratings={Factor.DIALOGUE: FactorRating(Rating.GOOD, SECRET)})
    ),
}
TABLE = {("action", "steps"): "action_step", ("dialogue_session", "reasons"): "factor_rating"}


@pytest.mark.parametrize(("kind", "field"), WRITES)
def test_an_erased_text_is_gone_from_all_versions_and_the_rest_stays(store: Store, kind: str, field: str) -> None:
    key = WRITES[kind, field](store)
    history.remove(store, HR, kind, key, 1)
    history.undo(store, HR, kind, key, 2)
    table = TABLE.get((kind, field), kind)
    assert SECRET in _texts(store, table)
    assert erase(store, HR, kind, key, field) == 3
    assert SECRET not in _texts(store, table)
    assert len(_present(store, kind)) == 1
    history.undo(store, HR, kind, key, 3)
    assert SECRET not in _texts(store, table), "an undo must not bring it back"
    ((record, what, who, versions),) = store._cursor().execute(
        "select kind, field, erased_by, versions from erasure").fetchall()  # fmt: skip
    assert (record, what, who, versions) == (kind, field, HR.subject, 3)


@pytest.mark.parametrize("kind", sorted(ERASABLE))
def test_every_text_that_people_type_can_be_erased(store: Store, kind: str) -> None:
    """A text column is one that holds neither a term of a vocabulary nor a code."""
    described = store._cursor().execute(f"select column_name, column_type from (describe store.main.{kind})").fetchall()
    terms = {"owner_role", "role", "status", "level", "behaviour_phase", "employee_domain", "participation_ladder", "intended_outcome",
             "indicator", "direction", "baseline_period", "expected_indicator", "expected_direction", "quarter", "reference", "code",
             "result", "next_move", "changed_by", "about_kind", "about", "answered_by", "answered_as", "asked_by", "outcome", "kind", "body", "step", "scope", "media_type"}  # fmt: skip
    texts = {name for name, type_ in described if type_ in ("VARCHAR", "BLOB")} - terms
    assert texts <= set(ERASABLE[kind])


def test_only_hr_erases(store: Store) -> None:
    key = actions.save_action(store, HR, action(title=SECRET))
    for role in (Role.MT, Role.OR, Role.ADMINISTRATOR):
        with pytest.raises(NotAllowed):
            erase(store, VIEWERS[role], "action", key, "title")
    with pytest.raises(Refused):
        erase(store, HR, "action", key, "status")
    with pytest.raises(Refused):
        erase(store, HR, "action", UNIT, "title")
    assert SECRET in _texts(store, "action")


def test_a_title_keeps_its_place_when_its_words_are_erased(store: Store) -> None:
    key = actions.save_action(store, HR, action(title=SECRET))
    erase(store, HR, "action", key, "title")
    assert store.read("programme/actions")["title"].to_list() == [MARK]


def test_after_a_restart_the_erased_text_is_in_no_byte_of_the_file(tmp_path: Path, store: Store) -> None:
    keys = [actions.save_action(store, HR, action(title=f"Zebravink{number} kwinkeleert {number * 7919}")) for number in range(40)]  # fmt: skip
    goals.save_goal(store, HR, goal(indicators=(GoalIndicator("absence_rate"),)), targets=[Target(START, 5.0)])
    store._cursor().execute("checkpoint store")
    file, before = store.path, store.read("programme/actions").height
    assert b"Zebravink17 " in file.read_bytes()
    erase(store, HR, "action", keys[17], "title")
    kept = store.read("programme/actions")
    store.close()
    again = Store(file)
    assert b"Zebravink17 " not in file.read_bytes()
    assert b"Zebravink18 " in file.read_bytes()
    assert again.read("programme/actions").equals(kept)
    assert again.read("programme/actions").height == before
    assert again.read("programme/goal_targets")["value"].to_list() == [5.0]
    assert sorted(path.name for path in file.parent.iterdir() if path.is_file()) == [file.name]
    with pytest.raises(Conflict):
        actions.save_action(again, HR, action(), id=keys[3], read_version=0)
    again.close()
