"""Actions out to Excel and back in through the loader: nothing changes, and what was changed in Excel is changed here."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import polars as pl
import pytest
import python_calamine
import xlsxwriter
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from di_data.access import SYSTEM
from di_data.contracts import personal_data, step_lines
from di_data.contracts.actions import ACTIONS
from di_data.disclosure import guard_records
from di_data.export.actions_workbook import actions_workbook
from di_data.export.template import template
from di_data.language import gettext, speaking
from di_data.loading.load import Report
from di_data.register import history
from di_data.register.actions import Action, Step, save_action, save_actions
from di_data.register.goals import Goal, save_goal
from di_data.register.records import Save, key_of, new_key, save
from di_data.reports import programme
from di_data.store import Store
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    EmployeeDomain,
    Factor,
    Instrument,
    Kind,
    Ladder,
    Level,
    Position,
    Way,
)

Take = Callable[..., Report]
GOALS = ("Minder verzuim", "=Meer zeggenschap; overal", 'Het "goede" gesprek 😀')
INDICATORS = {"absence_rate": "Sickness absence rate", "autonomy": "Autonomy"}
SAME = ("title", "goal_id", "session_id", "solution_direction", "frame", "owner_role", "level", "phases", "employee_domain",
        "instrument", "participation_ladder", "starts_on", "due_on", "status", "expectation", "expected_indicator",
        "expected_direction", "expected_change", "expected_by", "unit_ids", "factors", "steps", "steps_done")  # fmt: skip
"""What an action holds, whatever its reference and version."""

NASTY = (
    "=1+1", "+31 gesprekken", "-x", "@team", "=cmd|'/c calc'!A0", "'met een streepje", '"tussen aanhalingstekens"',
    "een; twee; drie", "eerste regel\ntweede regel", "[x] geen vinkje", "[ ] ook niet", "regel\n    ingesprongen\n\nslot",
    "\u202eomgekeerd\u202c مرحبا", "😀👩‍👧", "<b>vet</b> &amp; <script>", "1-7", "0012", "1e5", "6,7%", "WAAR", "http://voorbeeld.nl",
    "_x0041_", "*kop* | tabel", "voorbeeld", "31-12-9999", "n.v.t.", "-",
)  # fmt: skip
_LETTERS = st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co"), exclude_characters="\u00a0")
_FREE = st.text(_LETTERS | st.just("\n"), max_size=60).map(str.strip)
TEXTS = (st.sampled_from(NASTY) | _FREE).filter(
    lambda text: bool(text) and not text.startswith("#") and personal_data.in_cell(text) is None
)
MAYBE = st.none() | TEXTS
DAYS = st.dates(date(2019, 1, 1), date(2035, 12, 31))


@pytest.fixture
def programme_store(town: Store) -> Store:
    """The municipality with three goals."""
    for title in GOALS:
        save_goal(town, SYSTEM, _goal(title))
    return town


def _goal(title: str) -> Goal:
    return Goal(
        title=title, unit=key_of("org_unit", "GEM"), owner_role=Position.HR, starts_on=date(2025, 1, 1), due_on=date(2026, 12, 31)
    )  # fmt: skip


@st.composite
def actions(draw: st.DrawFn) -> Action:
    start = draw(DAYS)
    indicator = draw(st.sampled_from([None, *INDICATORS]))
    return Action(
        title=draw(TEXTS), owner_role=draw(st.sampled_from(Position)), starts_on=start,
        due_on=start + timedelta(days=draw(st.integers(0, 900))), status=draw(st.sampled_from(ActionStatus)),
        goal=draw(st.sampled_from([None, *GOALS])), solution_direction=draw(MAYBE), frame=draw(MAYBE),
        units=tuple(draw(st.sets(st.sampled_from(["GEM", "ZORG", "BOUW"])))),
        factors=tuple(draw(st.sets(st.sampled_from(Factor)))), phases=tuple(draw(st.sets(st.sampled_from(BehaviourPhase)))),
        level=draw(st.none() | st.sampled_from(Level)), employee_domain=draw(st.none() | st.sampled_from(EmployeeDomain)),
        instrument=draw(MAYBE | st.sampled_from([term.value for term in Instrument])),
        participation_ladder=draw(st.none() | st.sampled_from(Ladder)), expectation=draw(MAYBE),
        expected_indicator=indicator, expected_direction=draw(st.none() | st.sampled_from(Way)),
        expected_change=draw(st.none() | st.integers(0, 10**6).map(lambda n: n / 1000)) if indicator else None,
        expected_by=draw(st.none() | st.integers(0, 900).map(lambda days: start + timedelta(days=days))),
        steps=tuple(draw(st.lists(st.builds(Step, TEXTS, st.booleans()), max_size=4))),
    )  # fmt: skip


def _stored(store: Store, drawn: Action) -> Action:
    """The action with the keys of its goal and units."""
    titles = {row["title"]: row["id"] for row in programme.goals(store, SYSTEM).rows()}
    units = tuple(key_of("org_unit", code) for code in drawn.units)
    return replace(drawn, goal=titles.get(drawn.goal or ""), units=units)


def _export(store: Store, *keys: str, **changes: pl.Expr | Any) -> bytes:
    """These actions as a workbook, as if the store held them with these changes."""
    chosen = programme.actions(store, SYSTEM).where(id=list(keys)).frame().with_columns(**changes)
    return actions_workbook(guard_records(chosen), goals=GOALS, indicators=_names(), instruments=["Eigen spel"])


def _names() -> dict[str, str]:
    return {code: gettext(name) for code, name in INDICATORS.items()}


def _content(store: Store, key: str) -> dict[str, Any]:
    row = programme.actions(store, SYSTEM).where(id=key).first()
    assert row is not None
    return {name: row[name] for name in SAME}


def _rows(store: Store) -> dict[str, dict[str, Any]]:
    return {row["id"]: row for row in programme.actions(store, SYSTEM).rows()}


def _edited(workbook: bytes, cells: Mapping[tuple[int, str], object], *, without: tuple[str, ...] = ()) -> bytes:
    """The workbook as somebody saved it after typing in these cells (row from 1 for the first action, field)."""
    rows = python_calamine.load_workbook(io.BytesIO(workbook)).get_sheet_by_index(0).to_python(skip_empty_area=False)
    content = io.BytesIO()
    with xlsxwriter.Workbook(
        content, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        sheet, day = book.add_worksheet("Acties"), book.add_format({"num_format": "dd-mm-yyyy"})
        names = [name for name in ACTIONS.names if name not in without]
        for column, name in enumerate(names):
            for number, row in enumerate(rows):
                value = cells.get((number, name), row[ACTIONS.names.index(name)])
                if isinstance(value, date):
                    sheet.write_datetime(number, column, value, day)
                elif isinstance(value, str):
                    sheet.write_string(number, column, value)
                else:
                    sheet.write(number, column, value)
    return content.getvalue()


NASTY_ACTIONS = [
    Action(title=text, owner_role=Position.HR, starts_on=date(2025, 1, 2), due_on=date(2025, 1, 2), frame=text,
           steps=(Step(text), Step(text, done=True)), expectation=text)
    for text in NASTY
]  # fmt: skip
FEW, MANY = (
    settings(max_examples=number, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    for number in (5, 60)
)


@FEW
@given(drawn=st.lists(actions(), min_size=1, max_size=4), language=st.sampled_from(["nl", "en"]))
@example(drawn=NASTY_ACTIONS, language="nl")
def test_a_workbook_that_is_loaded_again_changes_nothing(
    drawn: list[Action], language: str, programme_store: Store, take: Take
) -> None:
    _changes_nothing(drawn, language, programme_store, take)


@pytest.mark.long
@MANY
@given(drawn=st.lists(actions(), min_size=1, max_size=4), language=st.sampled_from(["nl", "en"]))
def test_many_workbooks_that_are_loaded_again_change_nothing(
    drawn: list[Action], language: str, programme_store: Store, take: Take
) -> None:
    _changes_nothing(drawn, language, programme_store, take)


def _changes_nothing(drawn: list[Action], language: str, store: Store, take: Take) -> None:
    keys = save_actions(store, SYSTEM, [_stored(store, action) for action in drawn])
    before = {key: _rows(store)[key] for key in keys}
    with speaking(language):
        report = take(store, _export(store, *keys), "acties.xlsx")
    assert [finding.text for finding in report.errors] == []
    assert report.rows_loaded == len(keys)
    assert {key: _rows(store)[key] for key in keys} == before


@FEW
@given(drawn=st.lists(actions(), min_size=1, max_size=4), language=st.sampled_from(["nl", "en"]))
@example(drawn=NASTY_ACTIONS, language="nl")
def test_a_workbook_makes_the_same_actions_elsewhere(
    drawn: list[Action], language: str, programme_store: Store, take: Take
) -> None:
    _makes_the_same(drawn, language, programme_store, take)


@pytest.mark.long
@MANY
@given(drawn=st.lists(actions(), min_size=1, max_size=4), language=st.sampled_from(["nl", "en"]))
def test_many_workbooks_make_the_same_actions_elsewhere(
    drawn: list[Action], language: str, programme_store: Store, take: Take
) -> None:
    _makes_the_same(drawn, language, programme_store, take)


def _makes_the_same(drawn: list[Action], language: str, store: Store, take: Take) -> None:
    """Under other references and without a version, so that every value comes out of the cells."""
    keys = save_actions(store, SYSTEM, [_stored(store, action) for action in drawn])
    references = {key: f"K-{new_key()[:8]}" for key in keys}
    other = pl.col("id").replace_strict(references)
    with speaking(language):
        report = take(store, _export(store, *keys, reference=other, version=pl.lit(None, pl.Int64)), "acties.xlsx")
    assert [finding.text for finding in report.errors] == []
    for key, reference in references.items():
        assert _content(store, key_of("action", reference)) == _content(store, key)


def _action(**fields: Any) -> Action:
    told = {
        "title": "Samen roosteren",
        "owner_role": Position.MANAGER,
        "starts_on": date(2025, 9, 1),
        "due_on": date(2026, 3, 1),
    }
    return Action(**(told | fields))


@pytest.fixture
def action(programme_store: Store) -> str:
    """The key of an action of which every field is filled in."""
    return save_action(programme_store, SYSTEM, _stored(programme_store, _action(
        goal=GOALS[0], units=("ZORG", "BOUW"), factors=(Factor.AUTONOMY,), phases=(BehaviourPhase.DO, BehaviourPhase.KEEP_UP),
        level=Level.WORK, employee_domain=EmployeeDomain.HEALTH, instrument="menukaart", participation_ladder=Ladder.CO_DECIDE,
        solution_direction="Ruimte in het rooster", frame="Binnen de cao", status=ActionStatus.RUNNING,
        expectation="Minder verzuim", expected_indicator="absence_rate", expected_direction=Way.LOWER, expected_change=0.5,
        expected_by=date(2026, 6, 30), steps=(Step("Twee teams; van elk één", done=True), Step("Roosters maken")),
    )))  # fmt: skip


def test_the_columns_and_words_are_those_of_the_template(programme_store: Store, action: str) -> None:
    with speaking("nl"):
        header, row = (
            python_calamine.load_workbook(io.BytesIO(_export(programme_store, action)))
            .get_sheet_by_index(0)
            .to_python()
        )
        assert header == [field.label for field in ACTIONS.fields]
        down = Way.LOWER.label
    assert dict(zip(ACTIONS.names, row, strict=True)) == {
        "reference": action, "title": "Samen roosteren", "goal": "Minder verzuim", "factors": "Autonomie",
        "units": "BOUW; ZORG", "owner_role": "Leidinggevende", "level": "Werk", "phases": "Doen; Volhouden",
        "employee_domain": "Goede gezondheid", "instrument": "Menukaart", "participation_ladder": "Meebeslissen",
        "solution_direction": "Ruimte in het rooster", "frame": "Binnen de cao", "starts_on": date(2025, 9, 1),
        "due_on": date(2026, 3, 1), "status": "Loopt", "expectation": "Minder verzuim",
        "expected_indicator": "Verzuimpercentage", "expected_direction": down, "expected_change": 0.5,
        "expected_by": date(2026, 6, 30), "steps": "[x] Twee teams; van elk één\n[ ] Roosters maken", "read_version": 1.0,
    }  # fmt: skip


def test_what_begins_as_a_formula_is_no_formula_in_the_workbook(programme_store: Store) -> None:
    key = save_action(programme_store, SYSTEM, _action(title="=1+1", frame="@SUM(1)"))
    with zipfile.ZipFile(io.BytesIO(_export(programme_store, key))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "<f>" not in sheet
    assert "<f " not in sheet


def test_without_actions_it_is_the_template_with_its_lists(programme_store: Store, take: Take) -> None:
    empty = programme.actions(programme_store, SYSTEM)
    workbook = python_calamine.load_workbook(io.BytesIO(actions_workbook(empty, goals=GOALS)))
    filled = python_calamine.load_workbook(io.BytesIO(template(ACTIONS)))
    assert workbook.get_sheet_by_index(0).to_python() == filled.get_sheet_by_index(0).to_python()
    assert [row[0] for row in workbook.get_sheet_by_index(1).to_python()[1:4]] == list(GOALS)


def test_what_was_changed_in_excel_is_changed_here_and_nothing_else(
    programme_store: Store, action: str, take: Take
) -> None:
    store = programme_store
    other = save_action(store, SYSTEM, _action(title="Zo blijft het"))
    before = _rows(store)
    workbook = _edited(_export(store, action, other), {
        (1, "status"): "Afgerond", (1, "steps"): "[x] Twee teams; van elk één\n[x] Roosters maken\nNavragen",
        (1, "goal"): GOALS[1], (1, "expected_change"): 0.75,
    })  # fmt: skip
    with speaking("nl"):
        report = take(store, workbook, "acties.xlsx")
    assert [finding.text for finding in report.errors] == []
    after = _rows(store)
    assert after[other] == before[other], "not even a new version"
    changed = {name for name in SAME if after[action][name] != before[action][name]}
    assert changed == {"status", "steps", "steps_done", "goal_id", "expected_change"}
    assert (after[action]["status"], after[action]["expected_change"], after[action]["version"]) == ("done", 0.75, 2)
    assert list(zip(after[action]["steps"], after[action]["steps_done"], strict=True)) == [
        ("Twee teams; van elk één", True), ("Roosters maken", True), ("Navragen", False),
    ]  # fmt: skip


def test_the_session_that_chose_an_action_stays(programme_store: Store, take: Take) -> None:
    session = key_of("dialogue_session", "S-1")
    with programme_store.write() as transaction:
        columns = {"reference": "S-1", "held_on": date(2025, 3, 14), "round": 1, "unit": key_of("org_unit", "GEM")}
        save(transaction, SYSTEM, [Save("dialogue_session", session, 0, columns)])
    key = save_action(programme_store, SYSTEM, _action(session=session))
    with speaking("nl"):
        take(programme_store, _edited(_export(programme_store, key), {(1, "title"): "Anders"}), "acties.xlsx")
    row = _rows(programme_store)[key]
    assert (row["title"], row["session_id"], row["version"]) == ("Anders", session, 2)


def test_both_changes_are_kept_when_somebody_changed_another_field_meanwhile(
    programme_store: Store, action: str, take: Take
) -> None:
    store = programme_store
    exported = _export(store, action)
    own = _action(title="In de app veranderd", frame="Binnen de cao")
    save_action(store, SYSTEM, own, id=action, read_version=1)
    with speaking("nl"):
        assert take(store, _edited(exported, {(1, "frame"): "Ruimer kader"}), "acties.xlsx").status == "loaded"
    row = _rows(store)[action]
    assert (row["title"], row["frame"], row["level"], row["version"]) == (
        "In de app veranderd",
        "Ruimer kader",
        None,
        3,
    )


def test_the_same_field_changed_on_both_sides_is_told_with_its_row(
    programme_store: Store, action: str, take: Take
) -> None:
    store = programme_store
    exported = _export(store, action)
    save_action(store, SYSTEM, _action(title="In de app veranderd"), id=action, read_version=1)
    with speaking("nl"):
        report = take(store, _edited(exported, {(1, "title"): "In Excel veranderd"}), "acties.xlsx")
        (finding,) = report.errors
        assert ACTIONS.field("title").label in finding.text
    assert (report.status, finding.values["row"]) == ("refused", 2)
    assert _rows(store)[action]["title"] == "In de app veranderd"


def test_the_same_change_on_both_sides_is_no_clash(programme_store: Store, action: str, take: Take) -> None:
    exported = _export(programme_store, action)
    save_action(programme_store, SYSTEM, _action(title="Eens"), id=action, read_version=1)
    with speaking("nl"):
        assert take(programme_store, _edited(exported, {(1, "title"): "Eens"}), "acties.xlsx").status == "loaded"
    assert _rows(programme_store)[action]["title"] == "Eens"


def test_an_action_that_was_taken_away_does_not_come_back_by_itself(
    programme_store: Store, action: str, take: Take
) -> None:
    exported = _export(programme_store, action)
    history.remove(programme_store, SYSTEM, "action", action, 1)
    with speaking("nl"):
        report = take(programme_store, _edited(exported, {(1, "title"): "Toch"}), "acties.xlsx")
    assert report.status == "refused"
    assert [finding.values["row"] for finding in report.errors] == [2]
    assert action not in _rows(programme_store)


def test_fields_without_a_column_stay_as_they_are(programme_store: Store, action: str, take: Take) -> None:
    store = programme_store
    before = _content(store, action)
    with speaking("nl"):
        workbook = _edited(
            _export(store, action), {(1, "status"): "Afgerond"}, without=("steps", "units", "goal", "read_version")
        )
        assert take(store, workbook, "acties.xlsx").status == "loaded"
    assert _content(store, action) == before | {"status": "done"}


def test_of_two_goals_with_one_title_an_action_keeps_its_own(programme_store: Store, take: Take) -> None:
    store = programme_store
    twins = [save_goal(store, SYSTEM, _goal("Tweeling")) for _number in range(2)]
    keys = [save_action(store, SYSTEM, _action(goal=goal)) for goal in twins]
    workbook = _edited(_export(store, *keys), {(1, "frame"): "a", (2, "frame"): "b"})
    with speaking("nl"):
        assert take(store, workbook, "acties.xlsx").status == "loaded"
    assert [_rows(store)[key]["goal_id"] for key in keys] == twins
    assert {_rows(store)[key]["frame"] for key in keys} == {"a", "b"}


def test_hard_spaces_and_spaces_at_the_ends_stay_in_texts_that_nobody_changed(
    programme_store: Store, take: Take
) -> None:
    texts = {"title": "Het\u00a0Goede Gesprek ", "frame": " Binnen de cao"}
    key = save_action(programme_store, SYSTEM, _action(**texts))
    with speaking("nl"):
        take(programme_store, _edited(_export(programme_store, key), {(1, "status"): "Loopt"}), "acties.xlsx")
    row = _rows(programme_store)[key]
    assert (row["version"], row["status"], row["title"], row["frame"]) == (2, "running", texts["title"], texts["frame"])


def test_a_department_of_another_time_is_not_asked_about_again(programme_store: Store, take: Take) -> None:
    old = key_of("org_unit", "OUD")
    with programme_store.write() as transaction:
        columns = {
            "code": "OUD",
            "name": "Oude afdeling",
            "parent": key_of("org_unit", "GEM"),
            "ends_on": date(2020, 12, 31),
        }
        save(transaction, SYSTEM, [Save("org_unit", old, 0, columns)])
    key = save_action(programme_store, SYSTEM, _action(units=(old,)))
    with speaking("nl"):
        exported = _export(programme_store, key)
        assert take(programme_store, exported, "acties.xlsx").status == "loaded"
        new = _edited(exported, {(1, "reference"): "B-1", (1, "read_version"): ""})
        assert {finding.rule for finding in take(programme_store, new, "nieuw.xlsx").errors} == {"unit_ended"}
    assert _rows(programme_store)[key]["unit_ids"] == [old]


@pytest.mark.parametrize("told", ["menukaart", "Menukaart", "  MENUKAART", "Menu card (menukaart)"])
def test_a_known_instrument_is_stored_by_its_code(
    told: str, town: Store, take: Take, valid_rows: dict[Kind, dict[str, str]]
) -> None:
    take(town, [valid_rows[Kind.ACTIONS] | {"instrument": told}])
    assert programme.actions(town, SYSTEM).column("instrument") == ["menukaart"]


def test_a_label_that_was_stored_as_text_is_told_as_its_code(programme_store: Store) -> None:
    key = save_action(programme_store, SYSTEM, _action(instrument="Menu card (menukaart)"))
    with speaking("nl"):
        row = (
            python_calamine.load_workbook(io.BytesIO(_export(programme_store, key)))
            .get_sheet_by_index(0)
            .to_python()[1]
        )
    assert row[ACTIONS.names.index("instrument")] == "Menukaart"


def test_steps_that_are_too_long_together_are_refused_with_their_row(
    town: Store, take: Take, valid_rows: dict[Kind, dict[str, str]]
) -> None:
    report = take(town, [valid_rows[Kind.ACTIONS] | {"steps": "x" * 2001 + "\n" + "y" * 2000}])
    assert (report.status, report.errors[0].values) == ("refused", {"row": 2, "longest": 4000})


# Was a bug once: nine digits of a key passed for a citizen service number, and the whole export was refused.
@pytest.mark.parametrize("ending", ["a111222333bc", "bc111222333d", "a0612345678b"])
def test_a_key_is_no_personal_number(ending: str, programme_store: Store, take: Take) -> None:
    key = f"0f0f0f0f-0a0a-4b0b-8c0c-{ending}"
    save_action(programme_store, SYSTEM, _action(), id=key)
    assert take(programme_store, _export(programme_store, key), "acties.xlsx").errors == []


def test_a_personal_number_beside_a_key_is_still_found() -> None:
    assert personal_data.in_cell("0f0f0f0f-0a0a-4b0b-8c0c-a111222333bc 111222333") == "bsn"


# Steps in one cell ---------------------------------------------------------------------------------------------------

LINES = st.lists(st.tuples(TEXTS, st.booleans()), max_size=6)


@given(LINES)
def test_steps_come_back_from_their_cell(steps: list[tuple[str, bool]]) -> None:
    assert step_lines.read(step_lines.written(steps)) == steps


@pytest.mark.parametrize(
    ("cell", "steps"),
    [
        (None, []),
        ("", []),
        ("  \n \n", []),
        ("Kiezen; daarna plannen", [("Kiezen; daarna plannen", False)]),
        ("[x] Kiezen\nPlannen\r\n[X]Vieren", [("Kiezen", True), ("Plannen", False), ("Vieren", True)]),
        ("[ ] Kiezen\n\n  Plannen", [("Kiezen", False), ("Plannen", False)]),
        ("Kiezen\n    en kiezen", [("Kiezen\nen kiezen", False)]),
        ("[x]\n[ ] \nOver", [("Over", False)]),
    ],
)  # fmt: skip
def test_steps_as_people_type_them(cell: str | None, steps: list[tuple[str, bool]]) -> None:
    assert step_lines.read(cell) == steps


def test_the_longest_steps_of_a_form_fit_in_a_cell() -> None:
    a_line_each = [("x", False)] * 2000
    one_of_many_lines = [("x" + "\n" * 3998 + "x", True)]
    for steps in (a_line_each, one_of_many_lines):
        assert len("\n".join(text for text, _done in steps)) <= 4000
        assert len(step_lines.written(steps)) <= step_lines.LONGEST < 32_767, "Excel holds no more in a cell"
