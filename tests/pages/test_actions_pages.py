"""Logging, finding, changing and evaluating actions on their pages, on the demo store."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM, Viewer
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.register.actions import Action, Evaluation, save_action, save_evaluation, save_note
from di_data.register.goals import Goal, save_goal
from di_data.reports import organisation, programme
from di_data.store import Store
from di_data.ui import session
from di_data.ui.showing import plain
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
    Role,
    Way,
)
from tests.pages.conftest import Opener

HR = Viewer("demo-hr", frozenset({Role.HR}))
TODAY = date.today()
NASTY = "=1+1 <b>vet</b> *schuin* \u202eomgekeerd مرحبا 😀"


@pytest.fixture
def store(demo_store: Path) -> Store:
    """The store that the pages have open."""
    return session.open_store(str(demo_store))


def _add(store: Store, **fields: Any) -> str:
    told = {"title": "Proefactie", "owner_role": Position.HR, "starts_on": TODAY, "due_on": TODAY + timedelta(days=30)}
    return save_action(store, HR, Action(**(told | fields)))


def _row(store: Store, key: str) -> dict[str, Any]:
    row = programme.actions(store, SYSTEM).where(id=key).first()
    assert row is not None
    return row


def _named(store: Store, title: str) -> dict[str, Any]:
    row = programme.actions(store, SYSTEM).where(title=title).first()
    assert row is not None, f"no action “{title}”"
    return row


def _unit(store: Store, code: str) -> str:
    row = organisation.units(store, SYSTEM).where(code=code).first()
    assert row is not None
    return str(row["id"])


def _goal(store: Store) -> dict[str, Any]:
    """A new goal of one department."""
    save_goal(store, HR, Goal(
        title="Minder roosterdruk", unit=_unit(store, "BOR"), owner_role=Position.MANAGER, starts_on=TODAY,
        due_on=TODAY + timedelta(days=400),
    ))  # fmt: skip
    row = programme.goals(store, SYSTEM).where(title="Minder roosterdruk").first()
    assert row is not None
    return row


def _table(test: AppTest, column: str) -> list[str]:
    frame = next(element.value for element in test.dataframe if _(column) in element.value.columns)
    return [str(value) for value in frame[_(column)]]


def _labelled(elements: Any, label: str) -> Any:
    return next(element for element in elements if element.label == _(label))


def _button(test: AppTest, label: str) -> Any:
    return _labelled(test.button, label)


def _texts(test: AppTest) -> list[str]:
    return [element.value for element in test.text]


def _messages(elements: Any) -> list[str]:
    return [element.value for element in elements]


# The list ------------------------------------------------------------------------------------------------------------


def test_the_filters_are_read_from_the_address(store: Store, open_page: Opener) -> None:
    key = _add(
        store, title="Zoekplaatje", factors=(Factor.DIALOGUE,), units=(_unit(store, "KCC"),), frame="Zonder Extra geld"
    )
    assert _table(open_page("actions", "mt", words="extra zoek"), "Action") == ["Zoekplaatje"]
    assert "Zoekplaatje" in _table(open_page("actions", "mt", factor="dialogue", unit="KCC"), "Action")
    assert "Zoekplaatje" not in _table(open_page("actions", "mt", factor="autonomy"), "Action")
    nothing = open_page("actions", "mt", words="dit staat nergens")
    assert not nothing.dataframe
    assert [head.value for head in nothing.header] == [ngettext("{count} action", "{count} actions", 0)]
    nonsense = open_page("actions", "mt", status="x'; drop table action", unit="BESTAATNIET")
    assert len(_table(nonsense, "Action")) == len(programme.actions(store, SYSTEM))
    assert _row(store, key)["status"] == "planned"


def test_what_asks_for_attention_stands_in_the_list(
    store: Store, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    _add(store, title="Te laat", starts_on=TODAY - timedelta(days=9), due_on=TODAY - timedelta(days=1))
    _add(store, title="Klaar", status=ActionStatus.DONE)
    _add(store, title="Loopt", status=ActionStatus.RUNNING)
    before = open_page("actions", "mt", words="loopt")
    assert _table(before, "Attention") == [""]
    told = open_page("actions", "mt")
    attention = dict(zip(_table(told, "Action"), _table(told, "Attention"), strict=True))
    assert (attention["Te laat"], attention["Klaar"]) == (_("past its date"), _("not evaluated yet"))
    monkeypatch.setattr("di_data.reports.waiting.STALE_DAYS", 0)
    stale = open_page("actions", "mt", status="stale")
    assert "Loopt" in _table(stale, "Action")
    assert set(_table(stale, "Status")) == {ActionStatus.RUNNING.label}


def test_everybody_takes_the_shown_actions_to_excel(store: Store, open_page: Opener) -> None:
    for role in ("hr", "mt", "or"):
        assert len(open_page("actions", role).get("download_button")) == 1


def test_who_may_not_log_actions_sees_no_form(demo_store: Path, open_page: Opener) -> None:
    for role in ("mt", "or"):
        test = open_page("actions", role)
        assert [box.label for box in test.text_input] == [_("Look for")]
        assert not test.expander


# Logging in a row ----------------------------------------------------------------------------------------------------


def test_an_action_without_departments_is_for_that_of_its_goal(store: Store, open_page: Opener) -> None:
    goal = _goal(store)
    test = open_page("actions", "hr")
    test.text_input(key="quick_title").set_value("Zonder doel")
    _button(test, "Save").click().run()
    assert _named(store, "Zonder doel")["units"] == ["GEM"], "the whole organisation"
    test.text_input(key="quick_title").set_value("Met doel")
    test.selectbox(key="quick_goal").select(goal["id"])
    _button(test, "Save").click().run()
    made = _named(store, "Met doel")
    assert (made["goal_id"], made["units"]) == (goal["id"], ["BOR"])
    test.text_input(key="quick_title").set_value("Met afdeling")
    test.multiselect(key="quick_units").select(_unit(store, "KCC"))
    _button(test, "Save").click().run()
    assert _named(store, "Met afdeling")["units"] == ["KCC"]


def test_the_next_row_has_what_was_chosen_last(store: Store, open_page: Opener) -> None:
    goal = _goal(store)
    test = open_page("actions", "hr")
    test.text_input(key="quick_title").set_value("Eerste")
    test.selectbox(key="quick_goal").select(goal["id"])
    test.selectbox(key="quick_owner").select(Position.EMPLOYEE)
    _button(test, "Save").click().run()
    assert (test.text_input(key="quick_title").value, test.selectbox(key="quick_goal").value) == ("", goal["id"])
    test.text_input(key="quick_title").set_value("Tweede")
    _button(test, "Save").click().run()
    second = _named(store, "Tweede")
    assert (second["goal_id"], second["owner_role"]) == (goal["id"], "employee")
    again = AppTest.from_file(str(Path(programme.__file__).parents[2] / "pages" / "actions.py"), default_timeout=30)
    again.session_state["demo_role"] = "hr"
    again.session_state["quick_last"] = test.session_state["quick_last"]
    assert again.run().selectbox(key="quick_goal").value == goal["id"], "also on a next visit to the page"


def test_a_day_that_has_passed_is_told_and_what_was_typed_stays(store: Store, open_page: Opener) -> None:
    test = open_page("actions", "hr")
    test.text_input(key="quick_title").set_value("Gisteren klaar")
    test.date_input(key="quick_due").set_value(TODAY - timedelta(days=1))
    _button(test, "Save").click().run()
    assert len(test.error) == 1
    assert test.text_input(key="quick_title").value == "Gisteren klaar"
    assert not len(programme.actions(store, SYSTEM).where(title="Gisteren klaar"))


@pytest.mark.parametrize("title", [NASTY, "x" * 200, "'; drop table action; --", "@SUM(A1)", "-1"])
def test_any_text_is_stored_and_shown_as_it_was_typed(title: str, store: Store, open_page: Opener) -> None:
    test = open_page("actions", "hr")
    test.text_input(key="quick_title").set_value(title)
    _button(test, "Save").click().run()
    assert not test.error
    assert title in _table(open_page("actions", "or"), "Action")
    sheet = open_page("action_sheet", "hr", action=_named(store, title)["id"])
    assert _labelled(sheet.text_input, "What are we going to do?").value == title
    assert next(head.value for head in sheet.header) == plain(title)


def test_a_title_that_is_far_too_long_is_refused(store: Store, open_page: Opener) -> None:
    test = open_page("actions", "hr")
    test.text_input(key="quick_title").set_value("x" * 5000)
    _button(test, "Save").click().run()
    assert len(test.error) == 1
    assert "200" in test.error[0].value
    assert test.text_input(key="quick_title").value == "x" * 5000


# Several at once -----------------------------------------------------------------------------------------------------


def _paste(test: AppTest, *rows: dict[str, str]) -> AppTest:
    """The table with these rows typed in it."""
    test.session_state["several"] = True
    test.run()
    test.session_state["several_rows 0"] = {"edited_rows": dict(enumerate(rows)), "added_rows": [], "deleted_rows": []}
    return _button(test, "Save all rows").click().run()


def test_several_rows_are_saved_with_what_they_leave_empty(store: Store, open_page: Opener) -> None:
    goal = _goal(store)
    test = _paste(
        open_page("actions", "hr"),
        {"title": "Een", "goal": goal["title"].upper(), "units": "KCC; burgerzaken", "owner": "HR", "starts_on": "1-2-2027",
         "due_on": "31-12-2027", "status": ActionStatus.RUNNING.label},
        {"title": "=2+2"},
    )  # fmt: skip
    assert not test.exception
    assert not test.error
    one, two = _named(store, "Een"), _named(store, "=2+2")
    assert (one["goal_id"], one["units"], one["owner_role"], one["starts_on"], one["due_on"], one["status"]) == (
        goal["id"], ["BURG", "KCC"], "hr", date(2027, 2, 1), date(2027, 12, 31), "running",
    )  # fmt: skip
    assert (two["goal_id"], two["units"], two["owner_role"], two["starts_on"], two["due_on"], two["status"]) == (
        None, ["GEM"], "manager", TODAY, TODAY + timedelta(days=90), "planned",
    )  # fmt: skip


@pytest.mark.parametrize(
    "wrong",
    [
        {"title": ""}, {"goal": "Bestaat niet"}, {"units": "KCC; Nergens"}, {"owner": "Jan"}, {"due_on": "31-31-2027"},
        {"starts_on": "1-3-2027", "due_on": "1-2-2027"}, {"status": "bijna"}, {"title": "Mail iemand@voorbeeld.nl"},
    ],
    ids=lambda wrong: next(iter(wrong)),
)  # fmt: skip
def test_one_wrong_row_is_told_by_its_number_and_nothing_is_saved(
    wrong: dict[str, str], store: Store, open_page: Opener
) -> None:
    before = len(programme.actions(store, SYSTEM))
    row = {"title": "Fout", "due_on": "31-12-2027"} | wrong
    test = _paste(open_page("actions", "hr"), {"title": "Goed"}, row)
    assert len(test.error) == 1
    assert test.error[0].value.startswith(
        _("Row {row} ({title}): {message}", row=2, title=plain(row["title"][:40]), message="").rstrip()
    )
    assert "iemand@" not in test.error[0].value.partition(":")[2]
    assert len(programme.actions(store, SYSTEM)) == before


def test_an_empty_table_saves_nothing(store: Store, open_page: Opener) -> None:
    before = len(programme.actions(store, SYSTEM))
    test = _paste(open_page("actions", "hr"))
    assert _("There is nothing in the table yet.") in _messages(test.info)
    assert len(programme.actions(store, SYSTEM)) == before


# The sheet -----------------------------------------------------------------------------------------------------------


def test_the_sheet_changes_every_field(store: Store, open_page: Opener) -> None:
    key, goal = _add(store), _goal(store)
    test = open_page("action_sheet", "hr", action=key)
    for label, value in {
        "What are we going to do?": "Anders", "Solution direction": "Ruimte", "Frame": "Binnen de cao", "By how much": "0,5",
    }.items():  # fmt: skip
        _labelled(test.text_input, label).set_value(value)
    _labelled(test.text_area, "What do we expect to see, and when?").set_value("Minder verzuim")
    for label, chosen in {
        "Goal": goal["id"], "Who takes it up": Position.MANAGER, "Figure that should change": "absence_rate",
        "Which way": Way.LOWER, "Level": Level.WORK, "Employee domain": EmployeeDomain.HEALTH, "Instrument": "menukaart",
        "Rung of the participation ladder": Ladder.CO_DECIDE,
    }.items():  # fmt: skip
        _labelled(test.selectbox, label).select(chosen)
    for label, several in {
        "Departments": [_unit(store, "KCC"), _unit(store, "BURG")], "Factors": [Factor.AUTONOMY],
        "Behaviour phase": [BehaviourPhase.DO, BehaviourPhase.KEEP_UP],
    }.items():  # fmt: skip
        _labelled(test.multiselect, label).set_value(several)
    _labelled(test.date_input, "To be seen on").set_value(TODAY + timedelta(days=200))
    _button(test, "Save the action").click().run()
    assert not test.exception
    assert not test.error
    row = _row(store, key)
    assert {name: row[name] for name in (
        "title", "solution_direction", "frame", "expected_change", "expectation", "goal_id", "owner_role",
        "expected_indicator", "expected_direction", "level", "employee_domain", "instrument", "participation_ladder",
        "units", "factors", "phases", "expected_by", "version", "status",
    )} == {
        "title": "Anders", "solution_direction": "Ruimte", "frame": "Binnen de cao", "expected_change": 0.5,
        "expectation": "Minder verzuim", "goal_id": goal["id"], "owner_role": "manager",
        "expected_indicator": "absence_rate", "expected_direction": "lower", "level": "work",
        "employee_domain": "good_health", "instrument": "menukaart", "participation_ladder": "co_decide",
        "units": ["BURG", "KCC"], "factors": ["autonomy"], "phases": ["do", "keep_up"],
        "expected_by": TODAY + timedelta(days=200), "version": 2, "status": "planned",
    }  # fmt: skip


def test_steps_are_ticked_and_added(store: Store, open_page: Opener) -> None:
    from di_data.register.actions import Step

    key = _add(store, steps=(Step("Kiezen; of niet"), Step("Plannen\nen vieren")))
    test = open_page("action_sheet", "hr", action=key)
    test.session_state[f"steps {key} 0"] = {
        "edited_rows": {0: {"done": True}}, "added_rows": [{"text": "Terugkijken"}], "deleted_rows": []
    }  # fmt: skip
    _button(test, "Save the action").click().run()
    assert not test.exception
    row = _row(store, key)
    assert list(zip(row["steps"], row["steps_done"], strict=True)) == [
        ("Kiezen; of niet", True), ("Plannen\nen vieren", False), ("Terugkijken", False),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "label", "value"),
    [
        ("text_input", "What are we going to do?", ""),
        ("text_input", "What are we going to do?", "x" * 201),
        ("text_input", "Frame", "Bel 111222333"),
        ("text_input", "By how much", "veel"),
        ("text_input", "By how much", "-5"),
        ("date_input", "Ready on", TODAY - timedelta(days=3)),
        ("date_input", "To be seen on", TODAY - timedelta(days=3)),
    ],
)
def test_what_cannot_be_is_told_and_what_was_typed_stays(
    kind: str, label: str, value: object, store: Store, open_page: Opener
) -> None:
    key = _add(store, expected_indicator="absence_rate", starts_on=TODAY)
    test = open_page("action_sheet", "hr", action=key)
    _labelled(getattr(test, kind), label).set_value(value)
    _button(test, "Save the action").click().run()
    assert len(test.error) == 1
    assert "111222333" not in test.error[0].value
    assert _labelled(getattr(test, kind), label).value == value
    assert _row(store, key)["version"] == 1


def test_two_who_change_one_action_are_told_and_both_changes_are_kept(store: Store, open_page: Opener) -> None:
    key = _add(store, title="Begin")
    first, second = (open_page("action_sheet", "hr", action=key) for _page in range(2))
    _labelled(first.text_input, "What are we going to do?").set_value("Van de een")
    _labelled(first.text_input, "Frame").set_value("Kader van de een")
    _button(first, "Save the action").click().run()
    _labelled(second.text_input, "What are we going to do?").set_value("Van de ander")
    _labelled(second.text_input, "Solution direction").set_value("Richting van de ander")
    _button(second, "Save the action").click().run()
    assert _row(store, key)["title"] == "Van de een", "nothing was overwritten"
    shown = next(frame.value for frame in second.dataframe if _("You") in frame.value.columns)
    assert set(shown[_("You")]) >= {"Van de ander", "Richting van de ander"}
    assert "Van de een" in set(shown[_("The other")])
    _labelled(second.radio, "What are we going to do?").set_value("theirs")
    _button(second, "Save both changes together").click().run()
    assert not second.exception
    row = _row(store, key)
    assert (row["title"], row["frame"], row["solution_direction"], row["version"]) == (
        "Van de een", "Kader van de een", "Richting van de ander", 3,
    )  # fmt: skip


def test_one_click_on_a_status_saves_what_was_typed_as_well(store: Store, open_page: Opener) -> None:
    key = _add(store, status=ActionStatus.RUNNING)
    test = open_page("action_sheet", "hr", action=key)
    _labelled(test.text_input, "Frame").set_value("Net getypt")
    _button(test, "It is done").click().run()
    row = _row(store, key)
    assert (row["status"], row["frame"], row["version"]) == ("done", "Net getypt", 2)
    assert _("Done. What came of it?") in [head.value for head in test.subheader]
    _labelled(test.button_group, "Result against what was expected").set_value(EvaluationResult.NOT)
    _labelled(test.text_area, "What did we learn?").set_value("Te kort")
    _labelled(test.button_group, "What now?").set_value(NextMove.STOP)
    _button(test, "Save the evaluation").click().run()
    assert not test.exception
    assert _row(store, key)["result"] == "not"
    assert _("Done. What came of it?") not in [head.value for head in test.subheader]


def test_an_action_past_its_date_gets_four_more_weeks_in_one_click(store: Store, open_page: Opener) -> None:
    key = _add(store, starts_on=TODAY - timedelta(days=60), due_on=TODAY - timedelta(days=1))
    test = open_page("action_sheet", "hr", action=key)
    assert len(test.warning) == 1
    _button(test, "Four more weeks").click().run()
    assert _row(store, key)["due_on"] == TODAY + timedelta(days=28)
    assert not test.warning


def test_an_action_of_which_nothing_was_heard_gets_a_note_in_one_click(
    store: Store, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = _add(store, status=ActionStatus.RUNNING)
    assert not open_page("action_sheet", "hr", action=key).warning
    monkeypatch.setattr("di_data.reports.waiting.STALE_DAYS", 0)
    test = open_page("action_sheet", "hr", action=key)
    assert len(test.warning) == 1
    _button(test, "Still running").click().run()
    assert not test.exception
    assert programme.action_notes(store, SYSTEM, action=key).column("text") == [_("Still running.")]
    assert _row(store, key)["version"] == 1, "a note is no change of the action"


def test_an_expectation_that_nobody_looked_at_is_told(store: Store, open_page: Opener) -> None:
    told = {"status": ActionStatus.RUNNING, "starts_on": TODAY - timedelta(days=90), "expectation": "Minder verzuim"}
    key = _add(store, expected_by=TODAY - timedelta(days=1), **told)
    assert len(open_page("action_sheet", "hr", action=key).warning) == 1
    later = _add(store, expected_by=TODAY + timedelta(days=1), **told)
    assert not open_page("action_sheet", "hr", action=later).warning


def test_who_may_not_change_an_action_reads_it(store: Store, open_page: Opener) -> None:
    key = _add(store, expectation="Minder verzuim", expected_indicator="absence_rate", expected_direction="lower",
               expected_change=0.5, instrument="menukaart", frame=NASTY)  # fmt: skip
    test = open_page("action_sheet", "or", action=key)
    assert not test.text_input
    assert [button.label for button in test.button] == []
    texts = "\n".join(_texts(test))
    assert f"{_('Instrument')}: Menukaart" in texts
    assert NASTY in texts
    assert "Minder verzuim" in texts
    assert f"Verzuimpercentage omlaag {_('by {amount}', amount='0,5')}" in texts


def test_an_instrument_that_was_stored_as_a_word_counts_as_the_known_one(store: Store, open_page: Opener) -> None:
    key = _add(store, instrument="Menu card (menukaart)")
    test = open_page("action_sheet", "hr", action=key)
    assert _labelled(test.selectbox, "Instrument").value == "menukaart"
    own = _add(store, instrument="Eigen spel")
    assert _labelled(open_page("action_sheet", "hr", action=own).selectbox, "Instrument").value == "Eigen spel"


@pytest.mark.parametrize("key", ["", "onzin", "1; drop table action", "00000000-0000-4000-8000-000000000000"])
def test_an_action_that_is_not_there_says_where_to_find_one(key: str, store: Store, open_page: Opener) -> None:
    test = open_page("action_sheet", "hr", action=key)
    assert not test.exception
    assert _messages(test.info) == [_("Choose an action in the list on the page Actions.")]


def test_an_action_is_taken_away_and_brought_back(store: Store, open_page: Opener) -> None:
    key = _add(store, title="Per ongeluk")
    test = open_page("action_sheet", "hr", action=key)
    _button(test, "Yes, take the action away").click().run()
    assert not test.exception
    assert not len(programme.actions(store, SYSTEM).where(id=key))
    assert _("This action was taken away. Undo the last change to bring it back.") in _messages(test.info)
    _labelled(test.toggle, "Who changed what").set_value(True).run()
    _button(test, "Undo the last change").click().run()
    assert _row(store, key)["title"] == "Per ongeluk"


def test_everybody_reads_the_trace_in_their_own_language(store: Store, open_page: Opener) -> None:
    # Was a bug once: di_data/ui/reading.py:read kept the words of a report for everybody with the same role, so that who
    # came next read the language of the one before.
    key = _add(store)
    told = {}
    for language in ("nl", "en"):
        test = open_page("action_sheet", "mt", language=language, action=key)
        test.toggle(key=f"trace action {key}").set_value(True).run()
        told[language] = set(test.dataframe[-1].value.iloc[:, 2])
    assert told["nl"] == {"Titel", "Wie pakt het op", "Status", "Startdatum", "Klaar op"}
    assert told["en"] == {"Title", "Who takes it up", "Status", "Start", "Ready on"}


def test_a_note_is_written_and_taken_away_while_the_sheet_stays_as_it_was(store: Store, open_page: Opener) -> None:
    key = _add(store)
    test = open_page("action_sheet", "hr", action=key)
    test.text_area(key=f"note_text {key}").set_value(NASTY)
    _button(test, "Add the note").click().run()
    assert not test.exception
    assert programme.action_notes(store, SYSTEM, action=key).column("text") == [NASTY]
    assert NASTY in _texts(test)
    assert test.text_area(key=f"note_text {key}").value == ""
    assert "saves" not in test.session_state, "no form starts afresh"
    _button(test, "Yes, take the note away").click().run()
    assert not len(programme.action_notes(store, SYSTEM, action=key))


def test_a_note_with_a_personal_number_is_refused_and_stays(store: Store, open_page: Opener) -> None:
    key = _add(store)
    test = open_page("action_sheet", "hr", action=key)
    test.text_area(key=f"note_text {key}").set_value("Gesproken met 111222333")
    _button(test, "Add the note").click().run()
    assert len(test.error) == 1
    assert "111222333" not in test.error[0].value
    assert test.text_area(key=f"note_text {key}").value == "Gesproken met 111222333"
    assert not len(programme.action_notes(store, SYSTEM, action=key))


def test_of_many_notes_the_newest_are_shown(store: Store, open_page: Opener) -> None:
    key = _add(store)
    for number in range(30):
        save_note(store, HR, key, TODAY - timedelta(days=number), f"Notitie {number}")
    test = open_page("action_sheet", "mt", action=key)
    told = [text for text in _texts(test) if text.startswith("Notitie")]
    assert told == [f"Notitie {number}" for number in range(25)]
    assert _("Show all {count} notes", count=30) in [toggle.label for toggle in test.toggle]


# Evaluations ---------------------------------------------------------------------------------------------------------


def _evaluate(store: Store, action: str, **fields: Any) -> str:
    told = {"evaluated_on": TODAY, "result": EvaluationResult.PARTLY, "learned": "Geleerd", "next_move": NextMove.GO_ON}
    return save_evaluation(store, HR, Evaluation(action=action, **(told | fields)))


def test_what_waits_longest_to_be_evaluated_stands_first_with_its_form(store: Store, open_page: Opener) -> None:
    old = date(2019, 1, 31)
    key = _add(
        store,
        title="Oudste",
        starts_on=date(2018, 1, 1),
        due_on=old,
        status=ActionStatus.DONE,
        expectation="Dit zien we",
    )
    test = open_page("evaluations", "hr")
    assert _table(test, "Action")[0] == "Oudste"
    assert _("Evaluate: {title}", title="Oudste") in [head.value for head in test.subheader]
    assert "Dit zien we" in _texts(test)
    other = next(row for row in programme.actions(store, SYSTEM).rows() if row["id"] != key)
    chosen = open_page("evaluations", "hr", action=other["id"])
    assert _("Evaluate: {title}", title=plain(other["title"])) in [head.value for head in chosen.subheader]
    assert not open_page("evaluations", "mt").text_area


@pytest.mark.parametrize("left_out", ["Result against what was expected", "What now?", "What did we learn?"])
def test_an_answer_that_was_not_given_is_asked_for(left_out: str, store: Store, open_page: Opener) -> None:
    key = _add(store, status=ActionStatus.DONE)
    test = open_page("evaluations", "hr", action=key)
    if left_out != "Result against what was expected":
        _labelled(test.button_group, "Result against what was expected").set_value(EvaluationResult.NOT)
    if left_out != "What now?":
        _labelled(test.button_group, "What now?").set_value(NextMove.STOP)
    if left_out != "What did we learn?":
        _labelled(test.text_area, "What did we learn?").set_value("Dit wel")
    _button(test, "Save the evaluation").click().run()
    assert len(test.error) == 1
    assert _(left_out) in test.error[0].value
    assert _labelled(test.text_area, "What did we learn?").value in ("Dit wel", "")
    assert not _row(store, key)["evaluations"]


def test_the_figure_that_was_expected_to_change_stands_beside_the_question(store: Store, open_page: Opener) -> None:
    told = {
        "starts_on": TODAY - timedelta(days=400),
        "due_on": TODAY,
        "status": ActionStatus.DONE,
        "expected_indicator": "absence_rate",
    }
    seen = _add(store, units=(_unit(store, "GEM"),), **told)
    assert any(
        "Gemeente Voorbeeldstad" in text and "%" in text for text in _texts(open_page("evaluations", "hr", action=seen))
    )
    small = _add(store, units=(_unit(store, "GRIF"),), **told)
    texts = [text for text in _texts(open_page("evaluations", "hr", action=small)) if text.startswith("Griffie")]
    assert len(texts) == 1
    assert "%" not in texts[0], "a figure of so few people is not shown here either"


def test_an_evaluation_that_says_stop_stops_the_action_in_one_click(store: Store, open_page: Opener) -> None:
    key = _add(store, title="Ermee stoppen", status=ActionStatus.RUNNING, frame="Blijft")
    _evaluate(store, key, next_move=NextMove.STOP)
    test = open_page("evaluations", "hr")
    test.button(key=f"stop {key}").click().run()
    assert not test.exception
    row = _row(store, key)
    assert (row["status"], row["frame"], row["version"]) == ("stopped", "Blijft", 2)
    assert not [button for button in test.button if button.key == f"stop {key}"]


def test_an_evaluation_that_says_change_asks_until_the_action_was_changed(store: Store, open_page: Opener) -> None:
    key = _add(store, title="Veranderen maar", status=ActionStatus.RUNNING)
    _evaluate(store, key, next_move=NextMove.CHANGE)
    told = _("The evaluation of “{title}” says change, and nothing was changed since.", title="Veranderen maar")
    assert told in _messages(open_page("evaluations", "hr").info)
    row = _row(store, key)
    changed = Action(title="Veranderen maar", owner_role=Position.MANAGER, starts_on=row["starts_on"], due_on=row["due_on"],
                     status=ActionStatus.RUNNING)  # fmt: skip
    save_action(store, HR, changed, id=key, read_version=1)
    assert told not in _messages(open_page("evaluations", "hr").info)


def test_an_evaluation_is_changed_on_the_sheet(store: Store, open_page: Opener) -> None:
    key = _add(store, status=ActionStatus.DONE)
    evaluation = _evaluate(store, key)
    test = open_page("action_sheet", "hr", action=key)
    test.session_state[f"open evaluation {evaluation}"] = True
    test.run()
    areas = [area for area in test.text_area if area.label == _("What did we learn?")]
    areas[0].set_value("Toch anders")
    _button(test, "Save the change").click().run()
    assert not test.exception
    (row,) = programme.evaluations(store, SYSTEM).where(action_id=key).rows()
    assert (row["learned"], row["result"], row["version"]) == ("Toch anders", "partly", 2)


def test_what_was_learned_is_found_by_every_filter(store: Store, open_page: Opener) -> None:
    fields = {
        "status": ActionStatus.DONE,
        "factors": (Factor.TAILORED_AGREEMENTS,),
        "units": (_unit(store, "KCC"),),
        "instrument": "menukaart",
    }
    key = _add(store, title="Zeldzame actie", **fields)
    _evaluate(store, key, learned="Een zeldzaam inzicht " + NASTY, behaviour_phase=BehaviourPhase.DARE)

    def shown(**address: str) -> bool:
        return any("Een zeldzaam inzicht" in text for text in _texts(open_page("evaluations", "or", **address)))

    assert shown(words="ZELDZAAM inzicht")
    assert shown(words="klantcontactcentrum zeldzame")
    assert shown(factor="tailored_agreements", result="partly", instrument="menukaart", unit="KCC", phase="dare")
    assert not shown(words="zeldzaam", result="as_expected")
    assert not shown(words="zeldzaam", factor="autonomy")
    assert not shown(words="zeldzaam", instrument="evc")
    assert not shown(words="zeldzaam", phase="know")
    assert not shown(words="zeldzaam", unit="BOR")
    assert shown(words="zeldzaam", phase="onzin")


def test_of_many_evaluations_the_newest_are_shown_and_how_many_there_are(store: Store, open_page: Opener) -> None:
    key = _add(store, title="Vaak bekeken", status=ActionStatus.DONE)
    for number in range(30):
        _evaluate(store, key, learned=f"Les {number}", evaluated_on=TODAY - timedelta(days=number))
    test = open_page("evaluations", "mt", words="vaak bekeken")
    assert [text for text in _texts(test) if text.startswith("Les")] == [f"Les {number}" for number in range(25)]
    assert ngettext("{count} evaluation fits.", "{count} evaluations fit.", 30) in _messages(test.markdown)


def test_the_pages_of_an_empty_store_say_what_to_do(empty_store: Path, open_page: Opener) -> None:
    for page in ("actions", "action_sheet", "evaluations"):
        test = open_page(page, "hr")
        assert not test.exception
        assert test.info, page
