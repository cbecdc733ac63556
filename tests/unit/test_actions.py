"""Actions: what is kept of one, several at once, notes and evaluations, and rows that somebody typed or pasted."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.access import SYSTEM, Viewer
from di_data.contracts import instruments
from di_data.disclosure import SafeTable, guard_records
from di_data.errors import Conflict, NotAllowed, Refused
from di_data.language import speaking
from di_data.register.actions import (
    Action,
    Evaluation,
    Step,
    save_action,
    save_actions,
    save_evaluation,
    save_note,
)
from di_data.register.history import remove, undo
from di_data.register.records import LONGEST_TEXT, LONGEST_TITLE, Save, key_of, save
from di_data.reports import organisation, programme
from di_data.reports.waiting import stale, to_evaluate
from di_data.store import Store
from di_data.ui.action_choices import Choices
from di_data.ui.action_typed import Typed, read_rows
from di_data.ui.action_values import action_of, fields, of_row
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    EmployeeDomain,
    EvaluationResult,
    Factor,
    Instrument,
    Ladder,
    Level,
    NextMove,
    Position,
    Role,
    Way,
)
from tests import stores

START, END = date(2025, 9, 1), date(2026, 3, 1)
CODES = ("GEM", "BURG", "KCC")
UNIT = {code: key_of("org_unit", code) for code in CODES}
HR = Viewer("somebody-hr", frozenset({Role.HR}))
MT = Viewer("somebody-mt", frozenset({Role.MT}))

WHOLE = Action(
    title="Teams maken hun rooster", owner_role=Position.MANAGER, starts_on=START, due_on=END, status=ActionStatus.RUNNING,
    solution_direction="Ruimte in het rooster", frame="Binnen de cao", units=(UNIT["BURG"], UNIT["KCC"]),
    factors=(Factor.AUTONOMY, Factor.PARTICIPATION), phases=(BehaviourPhase.DO, BehaviourPhase.KEEP_UP), level=Level.WORK,
    employee_domain=EmployeeDomain.HEALTH, instrument="menukaart", participation_ladder=Ladder.CO_DECIDE,
    expectation="Minder verzuim", expected_indicator="absence_rate", expected_direction=Way.LOWER, expected_change=0.5,
    expected_by=END, steps=(Step("Teams kiezen", done=True), Step("Roosters maken")), reference="A-1",
)  # fmt: skip
BARE = Action(title="Actie", owner_role=Position.HR, starts_on=START, due_on=END)


def _filled(store: Store) -> None:
    with store.write() as transaction:
        units = [{"code": "GEM", "name": "Gemeente", "parent": None}, *(
            {"code": code, "name": name, "parent": UNIT["GEM"]} for code, name in (("BURG", "Burgerzaken"), ("KCC", "Klantcontact"))
        )]  # fmt: skip
        save(transaction, SYSTEM, [Save("org_unit", UNIT[str(unit["code"])], 0, unit) for unit in units])


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent(_filled) as opened:
        yield opened


def _row(store: Store, key: str) -> dict[str, Any]:
    row = programme.actions(store, MT).where(id=key).first()
    assert row is not None
    return row


# The action ----------------------------------------------------------------------------------------------------------


def test_every_field_of_an_action_is_kept(store: Store) -> None:
    row = _row(store, save_action(store, HR, WHOLE))
    kept = (
        "reference", "title", "owner_role", "starts_on", "due_on", "status", "solution_direction", "frame", "units",
        "factors", "phases", "level", "employee_domain", "instrument", "participation_ladder", "expectation",
        "expected_indicator", "expected_direction", "expected_change", "expected_by", "steps", "steps_done", "changed_by",
    )  # fmt: skip
    assert tuple(row[name] for name in kept) == (
        "A-1", "Teams maken hun rooster", "manager", START, END, "running", "Ruimte in het rooster", "Binnen de cao",
        ["BURG", "KCC"], ["autonomy", "participation"], ["do", "keep_up"], "work", "good_health", "menukaart", "co_decide",
        "Minder verzuim", "absence_rate", "lower", 0.5, END, ["Teams kiezen", "Roosters maken"], [True, False],
        "somebody-hr",
    )  # fmt: skip


def test_an_action_without_a_reference_is_known_by_its_key(store: Store) -> None:
    key = save_action(store, HR, BARE)
    assert _row(store, key)["reference"] == key


def test_lists_follow_the_version(store: Store) -> None:
    key = save_action(store, HR, WHOLE)
    less = replace(WHOLE, units=(UNIT["GEM"],), factors=(), phases=(), steps=(Step("Roosters maken", done=True),))
    save_action(store, HR, less, id=key, read_version=1)
    row = _row(store, key)
    assert (row["units"], row["factors"], row["phases"], row["steps"], row["steps_done"]) == (
        ["GEM"], None, None, ["Roosters maken"], [True],
    )  # fmt: skip
    undo(store, HR, "action", key, 2)
    row = _row(store, key)
    assert (row["units"], row["steps"], row["version"]) == (["BURG", "KCC"], ["Teams kiezen", "Roosters maken"], 3)


def test_empty_steps_are_left_out_and_the_order_stays(store: Store) -> None:
    steps = (Step("c"), Step("  "), Step("a", done=True), Step(""), Step("b\nen nog een regel"))
    row = _row(store, save_action(store, HR, replace(BARE, steps=steps)))
    assert list(zip(row["steps"], row["steps_done"], strict=True)) == [
        ("c", False), ("a", True), ("b\nen nog een regel", False)
    ]  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""}, {"title": " \n"}, {"due_on": START - timedelta(days=1)},
        {"expected_indicator": "absence_rate", "expected_change": -0.1}, {"expected_change": 1.0},
        {"expected_by": START - timedelta(days=1)}, {"title": "x" * (LONGEST_TITLE + 1)},
        {"frame": "x" * (LONGEST_TITLE + 1)}, {"expectation": "x" * (LONGEST_TEXT + 1)},
        {"steps": (Step("x" * 2000), Step("y" * 2000))}, {"steps": (Step("Bel 111222333"),)},
        {"expectation": "Vraag iemand@voorbeeld.nl"}, {"instrument": "Bel 111222333"},
    ],
    ids=lambda wrong: "-".join(wrong),
)  # fmt: skip
def test_what_an_action_cannot_be_is_refused(wrong: dict[str, Any], store: Store) -> None:
    with pytest.raises(Refused) as refused:
        save_action(store, HR, replace(BARE, **wrong))
    assert "111222333" not in refused.value.message
    assert "iemand@" not in refused.value.message
    assert not len(programme.actions(store, MT))


@pytest.mark.parametrize(
    "edge",
    [
        {"due_on": START}, {"expected_by": START}, {"title": "x" * LONGEST_TITLE},
        {"steps": (Step("x" * 1999), Step("y" * 2000))}, {"expected_indicator": "absence_rate", "expected_change": 0.0},
    ],
)  # fmt: skip
def test_what_an_action_can_just_be(edge: dict[str, Any], store: Store) -> None:
    assert _row(store, save_action(store, HR, replace(BARE, **edge)))["version"] == 1


def test_two_who_save_on_one_version_are_a_conflict(store: Store) -> None:
    key = save_action(store, HR, BARE)
    save_action(store, HR, replace(BARE, title="De een"), id=key, read_version=1)
    with pytest.raises(Conflict):
        save_action(store, HR, replace(BARE, title="De ander"), id=key, read_version=1)
    assert _row(store, key)["title"] == "De een"


def test_several_actions_are_saved_all_or_none(store: Store) -> None:
    with pytest.raises(Refused):
        save_actions(store, HR, [BARE, replace(BARE, title="")])
    assert not len(programme.actions(store, MT))
    keys = save_actions(store, HR, [BARE, WHOLE])
    assert [_row(store, key)["title"] for key in keys] == ["Actie", "Teams maken hun rooster"]


@pytest.mark.parametrize("role", [Role.MT, Role.OR, Role.ADMINISTRATOR])
def test_only_hr_logs(role: Role, store: Store) -> None:
    key, viewer = save_action(store, HR, BARE), Viewer("iemand", frozenset({role}))
    attempts: list[Callable[[], object]] = [
        lambda: save_action(store, viewer, BARE),
        lambda: save_note(store, viewer, key, START, "Notitie"),
        lambda: save_evaluation(store, viewer, _evaluation(key)),
        lambda: remove(store, viewer, "action", key, 1),
    ]
    for attempt in attempts:
        with pytest.raises(NotAllowed):
            attempt()
    assert (_row(store, key)["notes"], _row(store, key)["evaluations"]) == (0, 0)


# Notes and evaluations -----------------------------------------------------------------------------------------------


def _evaluation(action: str, **fields: Any) -> Evaluation:
    told = {"evaluated_on": END, "result": EvaluationResult.PARTLY, "learned": "Geleerd", "next_move": NextMove.CHANGE}
    return Evaluation(action=action, **(told | fields))


def test_notes_stand_newest_first_and_touch_the_action(store: Store) -> None:
    key = save_action(store, HR, BARE)
    before = _row(store, key)["touched_at"]
    save_note(store, HR, key, date(2025, 10, 2), "Later")
    note = save_note(store, HR, key, date(2025, 10, 1), "Eerder")
    assert programme.action_notes(store, MT, action=key).column("text") == ["Later", "Eerder"]
    row = _row(store, key)
    assert (row["notes"], row["version"]) == (2, 1)
    assert row["touched_at"] > before
    remove(store, HR, "action_note", note, 1)
    assert programme.action_notes(store, MT, action=key).column("text") == ["Later"]


@pytest.mark.parametrize("text", ["", "  ", "Bel 111222333", "x" * (LONGEST_TEXT + 1)])
def test_a_note_that_cannot_be(text: str, store: Store) -> None:
    key = save_action(store, HR, BARE)
    with pytest.raises(Refused):
        save_note(store, HR, key, START, text)
    assert _row(store, key)["notes"] == 0


def test_an_evaluation_is_kept_and_the_latest_result_stands_with_the_action(store: Store) -> None:
    key = save_action(store, HR, WHOLE)
    save_evaluation(store, HR, _evaluation(key, behaviour_phase=BehaviourPhase.DO))
    late = save_evaluation(
        store, HR, _evaluation(key, evaluated_on=END + timedelta(days=90), result=EvaluationResult.AS_EXPECTED)
    )
    told = [(row["evaluated_on"], row["result"], row["behaviour_phase"], row["learned"], row["next_move"], row["instrument"])
            for row in programme.evaluations(store, MT).rows()]  # fmt: skip
    assert told == [
        (END + timedelta(days=90), "as_expected", None, "Geleerd", "change", "menukaart"),
        (END, "partly", "do", "Geleerd", "change", "menukaart"),
    ]
    assert (_row(store, key)["evaluations"], _row(store, key)["result"]) == (2, "as_expected")
    remove(store, HR, "evaluation", late, 1)
    assert (_row(store, key)["evaluations"], _row(store, key)["result"]) == (1, "partly")


@pytest.mark.parametrize("learned", ["", "  ", "Mail iemand@voorbeeld.nl", "x" * (LONGEST_TEXT + 1)])
def test_an_evaluation_that_cannot_be(learned: str, store: Store) -> None:
    key = save_action(store, HR, BARE)
    with pytest.raises(Refused):
        save_evaluation(store, HR, _evaluation(key, learned=learned))
    assert not len(programme.evaluations(store, MT))


# Instruments ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("term", Instrument, ids=lambda term: term.value)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_every_label_of_an_instrument_is_its_code(term: Instrument, language: str) -> None:
    with speaking(language):
        label = term.label
    assert instruments.code_of(f"  {label.upper()} ") == term.value
    with speaking(language):
        assert instruments.label_of(label) == instruments.label_of(term.value) == label


@pytest.mark.parametrize("text", ["Eigen spel", "menukaarten", "=menukaart"])
def test_another_instrument_stays_the_text_it_is(text: str) -> None:
    assert (instruments.code_of(text), instruments.label_of(text)) == (text, text)


def test_no_instrument_is_none() -> None:
    assert (instruments.code_of(None), instruments.code_of(""), instruments.label_of(None)) == (None, None, None)


# A form's values -----------------------------------------------------------------------------------------------------


def _choices(store: Store, **goals: str) -> Choices:
    units = {row["id"]: row["name"] for row in organisation.units(store, MT).rows()}
    return Choices(
        goals=goals, goal_titles=goals, goal_units=dict.fromkeys(goals, UNIT["BURG"]), units=units, unit_names=units,
        organisation=UNIT["GEM"], indicators={"absence_rate": "Verzuim"}, instruments={},
    )  # fmt: skip


@pytest.mark.parametrize("action", [BARE, WHOLE], ids=["bare", "whole"])
def test_a_sheet_that_nobody_changed_is_the_same_action(action: Action, store: Store) -> None:
    row = _row(store, save_action(store, HR, action))
    again = action_of(of_row(row), row)
    assert replace(again, units=tuple(sorted(again.units)), reference=action.reference) == replace(
        action, units=tuple(sorted(action.units))
    )


def test_every_field_of_the_sheet_reads_as_words(store: Store) -> None:
    row = of_row(_row(store, save_action(store, HR, WHOLE)))
    with speaking("nl"):
        told = {name: field.words(row[name]) for name, field in fields(_choices(store)).items()}
    assert told["unit_ids"] == "Burgerzaken, Klantcontact"
    assert (told["owner_role"], told["status"], told["due_on"], told["instrument"]) == (
        "Leidinggevende", "Loopt", "1 mrt 2026", "Menukaart",
    )  # fmt: skip
    assert (told["expected_change"], told["steps"]) == ("0,5", "[x] Teams kiezen\n[ ] Roosters maken")
    with speaking("nl"):
        bare = of_row(_row(store, save_action(store, HR, BARE)))
        assert {field.words(bare[name]) for name, field in fields(_choices(store)).items() if not bare[name]} == {""}


# Rows in a table -----------------------------------------------------------------------------------------------------

TODAY = date(2026, 11, 22)


def _read(store: Store, *rows: dict[str, str | None], **goals: str) -> Typed:
    with speaking("nl"):
        return read_rows(rows, _choices(store, **goals), organisation.units(store, MT), TODAY)


def test_a_row_with_only_a_title_gets_what_is_usual(store: Store) -> None:
    (action,) = _read(store, {"title": " Wandelen "}, {"title": ""}, {}).actions
    assert action == Action(
        title="Wandelen", owner_role=Position.MANAGER, starts_on=TODAY, due_on=date(2027, 2, 20), units=(UNIT["GEM"],)
    )  # fmt: skip


@pytest.mark.parametrize(
    ("cells", "told"),
    [
        ({"goal": "minder  VERZUIM"}, {"goal": "g1", "units": (UNIT["BURG"],)}),
        ({"goal": "zeggen"}, {"goal": "g2"}),
        ({"units": "kcc; Burgerzaken;KCC"}, {"units": (UNIT["KCC"], UNIT["BURG"])}),
        ({"units": "KCC, afd. Burgerzaken"}, {"units": (UNIT["KCC"], UNIT["BURG"])}),
        ({"owner": "Works council (OR)"}, {"owner_role": Position.WORKS_COUNCIL}),
        ({"owner": "ondernemingsraad (or)"}, {"owner_role": Position.WORKS_COUNCIL}),
        ({"owner": "senior_management"}, {"owner_role": Position.SENIOR_MANAGEMENT}),
        ({"status": "loopt"}, {"status": ActionStatus.RUNNING}),
        ({"starts_on": "1-2-2025", "due_on": "2025-03-04"}, {"starts_on": date(2025, 2, 1), "due_on": date(2025, 3, 4)}),
        ({"starts_on": "1 mei 2027"}, {"starts_on": date(2027, 5, 1), "due_on": date(2027, 7, 30)}),
        ({"starts_on": "1-2-2025"}, {"starts_on": date(2025, 2, 1), "due_on": date(2027, 2, 20)}),
    ],
)  # fmt: skip
def test_cells_are_read_as_people_write_them(cells: dict[str, str], told: dict[str, Any], store: Store) -> None:
    typed = _read(store, {"title": "Actie"} | cells, g1="Minder verzuim", g2="Meer te zeggen", g3="Meer leren")
    assert typed.errors == []
    assert {name: getattr(typed.actions[0], name) for name in told} == told


@pytest.mark.parametrize(
    "cells",
    [
        {"title": "", "goal": "Minder verzuim"}, {"goal": "Bestaat niet"}, {"goal": "meer"}, {"units": "Nergens"},
        {"units": "KCC; Nergens"}, {"owner": "Jan"}, {"status": "bijna"}, {"due_on": "31-02-2027"}, {"due_on": "morgen"},
        {"starts_on": "1-3-2027", "due_on": "1-2-2027"}, {"title": "x" * (LONGEST_TITLE + 1)}, {"title": "Bel 111222333"},
    ],
)  # fmt: skip
def test_a_cell_that_is_not_understood_is_told_with_its_row(cells: dict[str, str], store: Store) -> None:
    rows = ({"title": "Goed"}, {}, {"title": "Actie"} | cells, {"title": "Ook goed"})
    typed = _read(store, *rows, g1="Minder verzuim", g2="Meer te zeggen", g3="Meer leren")
    assert [number for number, _error in typed.errors] == [3]
    assert "111222333" not in typed.errors[0][1].message
    assert [action.title for action in typed.actions] == ["Goed", "Ook goed"]


def test_a_name_of_two_departments_asks_for_its_code(store: Store) -> None:
    with store.write() as transaction:
        columns = {"code": "BURG2", "name": "Burgerzaken", "parent": UNIT["KCC"]}
        save(transaction, SYSTEM, [Save("org_unit", key_of("org_unit", "BURG2"), 0, columns)])
    assert [number for number, _error in _read(store, {"title": "a", "units": "Burgerzaken"}).errors] == [1]
    assert _read(store, {"title": "a", "units": "BURG2"}).actions[0].units == (key_of("org_unit", "BURG2"),)


@given(
    st.lists(
        st.fixed_dictionaries({name: st.text(max_size=12) for name in ("title", "goal", "units", "owner", "due_on")}),
        max_size=4,
    )
)
def test_whatever_is_pasted_becomes_an_action_or_a_message(rows: list[dict[str, str]]) -> None:
    units = guard_records(pl.DataFrame({"id": ["1"], "code": ["GEM"], "name": ["Gemeente"]}))
    options = Choices({}, {}, {}, {"1": "Gemeente"}, {"1": "Gemeente"}, "1", {}, {})
    typed = read_rows(rows, options, units, TODAY)
    filled = [row for row in rows if any(cell.strip() for cell in row.values())]
    assert len(typed.actions) + len(typed.errors) == len(filled)
    assert all(error.message for _number, error in typed.errors)


# What waits ----------------------------------------------------------------------------------------------------------


def _waiting(**fields: Any) -> SafeTable:
    told = {"id": "a", "title": "Actie", "status": "running", "touched_at": datetime(2026, 11, 22), "evaluations": 0,
            "evaluate_on": date(2030, 1, 1), "evaluated_on": None, "result": None}  # fmt: skip
    schema = {"evaluated_on": pl.Date, "result": pl.String}
    return guard_records(pl.DataFrame([told | fields], schema_overrides=schema))


@pytest.mark.parametrize(
    ("fields", "is_stale"),
    [
        ({"touched_at": datetime(2026, 8, 24, 23, 59, 59)}, True),  # 90 days before
        ({"touched_at": datetime(2026, 8, 25, 0, 0)}, False),
        ({"touched_at": datetime(2020, 1, 1)}, True),
        ({"touched_at": datetime(2020, 1, 1), "status": "planned"}, False),
        ({"touched_at": datetime(2020, 1, 1), "status": "done"}, False),
    ],
)
def test_a_running_action_of_which_nothing_was_heard_for_ninety_days(fields: dict[str, Any], is_stale: bool) -> None:
    assert bool(len(stale(_waiting(**fields), TODAY))) is is_stale


@pytest.mark.parametrize(
    ("fields", "waits"),
    [
        ({"evaluate_on": TODAY}, True),
        ({"evaluate_on": TODAY + timedelta(days=1)}, False),
        ({"evaluate_on": TODAY, "status": "planned"}, False),
        ({"evaluate_on": TODAY, "status": "stopped"}, False),
        ({"evaluate_on": TODAY + timedelta(days=300), "status": "done"}, True),
        ({"evaluate_on": TODAY, "status": "done", "evaluations": 1, "result": "partly", "evaluated_on": date(2020, 1, 1)}, False),
        ({"status": "done", "evaluations": 1, "result": "too_early", "evaluated_on": date(2026, 8, 24)}, True),
        ({"status": "done", "evaluations": 1, "result": "too_early", "evaluated_on": date(2026, 8, 25)}, False),
    ],
)  # fmt: skip
def test_what_is_to_be_evaluated(fields: dict[str, Any], waits: bool) -> None:
    assert bool(len(to_evaluate(_waiting(**fields), TODAY))) is waits
