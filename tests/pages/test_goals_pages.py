"""The pages of the goals: the cards, the chain of one goal, its forms, and the blind spots."""

from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM
from di_data.demo.goals import ABSENCE, AUTONOMY, goal_key
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.register.actions import Action, save_action
from di_data.register.cards import Card, Proposal, save_card, save_proposal
from di_data.register.goals import Goal, save_check_in, save_goal
from di_data.register.records import key_of
from di_data.reports import programme
from di_data.store import Store
from di_data.ui import session
from di_data.ui.goal_fields import present
from di_data.vocabulary import (
    ActionStatus,
    BehaviourPhase,
    Factor,
    GoalStatus,
    Position,
    Way,
)
from tests.pages.conftest import Opener

TOP = key_of("org_unit", "GEM")
SMALLEST = key_of("org_unit", "GRIF")
TODAY = date.today()
HOSTILE = "=SOM(A1) <b>vet</b> **ster** [x](y) \u202eomgekeerd 🎉"


def _store(path: Path) -> Store:
    return session.open_store(str(path))


def _goal(path: Path, key: str) -> dict[str, Any]:
    found = programme.goals(_store(path), SYSTEM).where(id=key).first()
    assert found is not None
    return found


def _form(path: Path, key: str) -> dict[str, Any]:
    store = _store(path)
    return present(_goal(path, key), programme.goal_targets(store, SYSTEM), programme.goal_indicators(store, SYSTEM))


def _button(test: AppTest, label: str) -> Any:
    return next(button for button in test.button if button.label == _(label))


def _labelled(elements: Any, label: str) -> Any:
    return next(element for element in elements if element.label == _(label))


def _words(test: AppTest) -> str:
    return "\n".join(str(element.value) for kind in (test.markdown, test.text, test.caption) for element in kind)


def _table(test: AppTest, column: str) -> Any:
    return next(element.value for element in test.dataframe if _(column) in element.value.columns)


def _new_goal(path: Path, title: str = "Nieuw doel", **other: Any) -> str:
    usual = {"unit": TOP, "owner_role": Position.HR, "starts_on": TODAY - timedelta(days=300), "due_on": TODAY + timedelta(days=300)}  # fmt: skip
    return save_goal(_store(path), SYSTEM, Goal(title=title, **(usual | other)))


# All goals -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["mt", "or", "hr"])
def test_every_chosen_goal_has_a_card(demo_store: Path, open_page: Opener, role: str) -> None:
    test = open_page("goals", role)
    assert not test.exception
    assert {header.value for header in test.header} == {
        "Verzuim onder de 5,5%", "Meer zeggenschap over het eigen werk", "Medewerkers beslissen mee over hun werk",
        "Minder collega's vertrekken op eigen verzoek",
    }  # fmt: skip
    assert not test.warning  # four of the three to five
    told = [element.value for element in test.text if element.value.startswith(_("Sickness absence rate"))]
    assert len(told) == 1
    goal = _goal(demo_store, goal_key(ABSENCE))
    assert f"{goal['baseline']:.1f}%".replace(".", ",") in told[0]
    assert "5,5%" in told[0]
    assert bool([button for button in test.button if button.label == _("Add the goal")]) is (role == "hr")


def test_too_many_goals_are_warned_of_and_past_ones_do_not_count(demo_store: Path, open_page: Opener) -> None:
    for title in ("Vijfde", "Zesde"):
        _new_goal(demo_store, title)
    _new_goal(demo_store, "Gehaald", status=GoalStatus.REACHED)
    test = open_page("goals", "mt")
    assert [warning.value for warning in test.warning] == [
        _("A programme works best with three to five goals; there are {count} now.", count=6)
    ]
    assert "Gehaald" not in {header.value for header in test.header}
    assert [button for button in test.button if button.label.startswith("Gehaald")]


def test_a_broken_link_is_mended_with_one_click(demo_store: Path, open_page: Opener) -> None:
    key = _new_goal(demo_store, "Los eind")
    test = open_page("goals", "hr")
    assert _("This goal has no indicator, so there is no figure to follow.") in _words(test)
    assert _("No action is running for this goal.") in _words(test)
    test.button(key=f"go no_indicator {key}").click().run()
    assert not test.exception
    assert test.query_params["goal"] == key
    opened = [fold.label for fold in test.expander if fold.proto.expanded]
    assert opened == [_("Change this goal")]
    _labelled(test.selectbox, "Indicator").select("autonomy")
    _button(test, "Save the goal").click().run()
    assert _goal(demo_store, key)["indicator"] == "autonomy"
    assert "form" not in test.query_params
    assert not [fold for fold in test.expander if fold.proto.expanded]


def test_who_only_reads_sees_the_broken_link_and_no_form(demo_store: Path, open_page: Opener) -> None:
    key = _new_goal(demo_store, "Los eind")
    for role in ("mt", "or"):
        test = open_page("goals", role, goal=key, form="change")
        assert _("This goal has no indicator, so there is no figure to follow.") in _words(test)
        assert [button.label for button in test.button] == [_("All goals")]
        assert not test.text_input
        assert not test.text_area


def test_a_goal_is_added_with_its_target(demo_store: Path, open_page: Opener) -> None:
    test = open_page("goals", "hr")
    test.text_input[0].set_value(HOSTILE)
    _labelled(test.selectbox, "Indicator").select("dialogue")
    _labelled(test.text_input, "Baseline").set_value("41,5")
    _labelled(test.text_input, "Target").set_value("80")
    _button(test, "Add the goal").click().run()
    assert not test.exception
    made = next(row for row in programme.goals(_store(demo_store), SYSTEM).rows() if row["title"] == HOSTILE)
    assert (made["baseline"], made["target"], made["direction"], made["unit_id"]) == (41.5, 80.0, "higher", TOP)
    assert made["target_due_on"] == made["due_on"]
    assert [note.value for note in test.success] == [_("The goal is saved; everybody sees it now.")]


@pytest.mark.parametrize(
    ("label", "typed", "message"),
    [
        ("Title", "", "Fill in “{field}”."),
        ("Title", "a" * 201, "“{field}” is too long: at most {longest} characters."),
        ("Title", "Vraag 111222333", "“{field}” seems to hold a citizen service number (BSN). Take it out; nothing was saved."),
        ("Baseline", "veel", "“{field}” is not a number. Write a number such as 5,4."),
        ("Period of the baseline", "ooit", "The period of the baseline is not a period. Write a month, a quarter or a year."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_the_form_and_what_was_typed_stays(
    demo_store: Path, open_page: Opener, label: str, typed: str, message: str
) -> None:
    before = len(programme.goals(_store(demo_store), SYSTEM))
    test = open_page("goals", "hr")
    test.text_input[0].set_value("Doel")
    _labelled(test.text_input, label).set_value(typed)
    _button(test, "Add the goal").click().run()
    values = {"field": _(label), "longest": 200}
    assert [error.value for error in test.error] == [_(message, **values)]
    assert _labelled(test.text_input, label).value == typed
    assert len(programme.goals(_store(demo_store), SYSTEM)) == before


def test_an_end_before_the_start_is_said_at_the_form(demo_store: Path, open_page: Opener) -> None:
    test = open_page("goals", "hr")
    test.text_input[0].set_value("Doel")
    _labelled(test.date_input, "Ready on").set_value(TODAY - timedelta(days=1))
    _button(test, "Add the goal").click().run()
    assert [error.value for error in test.error] == [
        _("The date on which it is ready lies before the start. Check the two dates.")
    ]


# The baseline that is known --------------------------------------------------------------------


def test_the_known_figure_becomes_the_baseline_with_one_click(demo_store: Path, open_page: Opener) -> None:
    test = open_page("goals", "hr")
    _labelled(test.selectbox, "Indicator").select("absence_rate")
    _button(test, "Fill in the figure that is known as the baseline").click().run()
    assert not test.exception
    period, figure = _labelled(test.text_input, "Period of the baseline").value, _labelled(test.text_input, "Baseline").value  # fmt: skip
    assert period == str(TODAY.year - 1)
    shown = open_page("indicators", "hr", indicator="absence_rate", unit="GEM", grain="year")
    table = _table(shown, "Figure")
    told = dict(zip(table[_("Period")], table[_("Figure")], strict=True))
    assert told[period] == (figure if "," in figure else f"{figure},0") + "%"
    assert test.success


@pytest.mark.parametrize(
    ("unit", "message"),
    [(SMALLEST, "The figure is not shown: {reason}."), (None, "First choose the indicator and the department.")],
)
def test_a_figure_that_is_not_shown_is_no_baseline(
    demo_store: Path, open_page: Opener, unit: str | None, message: str
) -> None:
    test = open_page("goals", "hr")
    if unit:
        _labelled(test.selectbox, "Indicator").select("absence_rate")
        _labelled(test.selectbox, "Department").select(unit)
    _button(test, "Fill in the figure that is known as the baseline").click().run()
    assert _labelled(test.text_input, "Baseline").value == ""
    (warning,) = [element.value for element in test.warning]
    told = _(message, reason=_("the group is too small")).rstrip(".")
    assert warning.replace("\\", "").startswith(told)
    if unit:
        assert f"{told}. {_('Look instead at')}: " in warning.replace("\\", "")


# Changing --------------------------------------------------------------------------------------


def test_a_goal_that_is_saved_as_it_was_opened_stays_the_same(demo_store: Path, open_page: Opener) -> None:
    key = goal_key(ABSENCE)
    before = _form(demo_store, key)
    test = open_page("goals", "hr", goal=key, form="change")
    _button(test, "Save the goal").click().run()
    assert not test.exception
    after = _form(demo_store, key)
    trace = ("version", "valid_from", "changed_by")
    assert after["version"] == before["version"] + 1
    assert {name: value for name, value in after.items() if name not in trace} == {
        name: value for name, value in before.items() if name not in trace
    }


def test_targets_over_time_are_a_small_table(demo_store: Path, open_page: Opener) -> None:
    key = goal_key(ABSENCE)
    first, last = _form(demo_store, key)["targets"]
    test = open_page("goals", "hr", goal=key)
    later = last[0] + timedelta(days=365)
    test.session_state[f"goal targets {key} 0"] = {
        "edited_rows": {0: {"value": "5,9"}}, "deleted_rows": [1], "added_rows": [{"due_on": str(later), "value": "5,25"}],
    }  # fmt: skip
    _button(test, "Save the goal").click().run()
    assert not test.exception
    assert _form(demo_store, key)["targets"] == [(first[0], 5.9), (later, 5.25)]


def test_further_indicators_are_a_small_table(demo_store: Path, open_page: Opener) -> None:
    key = goal_key(ABSENCE)
    test = open_page("goals", "hr", goal=key)
    test.session_state[f"goal indicators {key} 0"] = {
        "edited_rows": {}, "deleted_rows": [],
        "added_rows": [{"indicator": "autonomy", "direction": "higher", "baseline": "56,2", "baseline_period": "2024"}],
    }  # fmt: skip
    _button(test, "Save the goal").click().run()
    assert not test.exception
    assert _form(demo_store, key)["indicators"] == [("autonomy", "higher", 56.2, "2024")]
    assert [line for line in _words(test).split("\n") if line.startswith(_("Autonomy") + ",")]


def test_two_who_change_one_goal_lose_nothing(demo_store: Path, open_page: Opener) -> None:
    key = goal_key(ABSENCE)
    mine, other = open_page("goals", "hr", goal=key), open_page("goals", "hr", goal=key)
    _labelled(other.text_input, "Title").set_value("Verzuim omlaag")
    _button(other, "Save the goal").click().run()
    _labelled(mine.text_input, "Theme").set_value("Gezond aan het werk")
    _button(mine, "Save the goal").click().run()
    assert not mine.exception
    table = _table(mine, "The other")
    assert "Verzuim omlaag" in list(table[_("The other")])
    assert "Gezond aan het werk" in list(table[_("You")])
    _button(mine, "Save both changes together").click().run()
    assert not mine.exception
    saved = _goal(demo_store, key)
    assert (saved["title"], saved["theme"]) == ("Verzuim omlaag", "Gezond aan het werk")
    assert len(_form(demo_store, key)["targets"]) == 2


def test_a_goal_is_taken_away_and_brought_back(demo_store: Path, open_page: Opener) -> None:
    key = goal_key(AUTONOMY)
    test = open_page("goals", "hr", goal=key)
    stay = ngettext("{count} action stays, without a goal.", "{count} actions stay, without a goal.", 4)
    assert stay in _words(test)
    test.button(key=f"remove {key}").click().run()
    assert not test.exception
    assert len(programme.goals(_store(demo_store), SYSTEM).where(id=key)) == 0
    assert [info.value for info in test.info] == [
        _("This goal is not there, or it was taken away. Choose another one in the list of all goals.")
    ]
    test.toggle[0].set_value(True).run()
    _button(test, "Undo the last change").click().run()
    assert not test.exception
    assert _goal(demo_store, key)["version"] == 3
    assert _goal(demo_store, key)["target"] is not None


@pytest.mark.parametrize("told", ["nowhere", "'; drop table goal", "0c69e360-6a60-5357-82f6-000000000000"])
@pytest.mark.parametrize("role", ["hr", "mt"])
def test_a_goal_that_is_not_there(demo_store: Path, open_page: Opener, told: str, role: str) -> None:
    test = open_page("goals", role, goal=told)
    assert not test.exception
    assert len(test.info) == 1
    _button(test, "All goals").click().run()
    assert len(test.header) == 4


# Check-ins -------------------------------------------------------------------------------------


def test_a_check_in_is_logged_and_everybody_reads_it(demo_store: Path, open_page: Opener) -> None:
    key = goal_key(ABSENCE)
    test = open_page("goals", "hr", goal=key, form="check_in")
    assert test.slider[0].value == 5  # that of the last check-in of the demo
    test.slider[0].set_value(9)
    _labelled(test.text_area, "Note").set_value(HOSTILE)
    _button(test, "Save the check-in").click().run()
    assert not test.exception
    assert (_goal(demo_store, key)["confidence"], _goal(demo_store, key)["checked_on"]) == (9, TODAY)
    seen = open_page("goals", "or", goal=key)
    assert HOSTILE in [element.value for element in seen.text]
    table = _table(seen, "Confidence")
    assert list(table[_("Confidence")]) == [9, 5, 6, 6, 5]
    assert next(iter(table[_("Note")])) == HOSTILE


# The chain -------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["hr", "mt", "or"])
def test_the_chain_of_a_goal_reads_from_top_to_bottom(demo_store: Path, open_page: Opener, role: str) -> None:
    test = open_page("goals", role, goal=goal_key(ABSENCE))
    assert not test.exception
    assert [header.value for header in test.header] == [
        "Verzuim onder de 5,5%", _("1. Agreed"), _("2. Did"), _("3. Saw"), _("4. Learned")
    ]  # fmt: skip
    # di_data/demo/actions.py: done, A-09, A-12 and A-13 running, A-18 planned, A-23 stopped.
    counts = ", ".join(f"{_(word).lower()} {count}" for count, word in ((3, "Running"), (1, "Planned"), (2, "Done"), (1, "Stopped")))  # fmt: skip
    assert ngettext("{count} action: {counts}.", "{count} actions: {counts}.", 7, counts=counts) in _words(test)
    assert len(_table(test, "Steps done")) == 7
    assert len(_table(test, "How it stands")) == 2
    assert len(test.get("vega_lite_chart") or test.get("arrow_vega_lite_chart")) == 1
    # were evaluated, A-06 was not.
    counts = f"{_('As expected').lower()} 1, {_('Not as expected').lower()} 1"
    told = ngettext("{count} evaluation: {counts}.", "{count} evaluations: {counts}.", 2, counts=counts)
    assert [line for line in _words(test).split("\n") if line.startswith(told)]
    decided = "De proef met zelf plannen krijgt een tweede half jaar en twee ploegen erbij."
    assert (decided in _words(test)) is (role != "or"), "the works council has no right to see the review"


def test_the_chain_tells_where_the_goal_comes_from(demo_store: Path, open_page: Opener) -> None:
    store = _store(demo_store)
    meeting = save_card(store, SYSTEM, Card(held_on=date(2025, 3, 14), round=1, unit=TOP, participants={Position.EMPLOYEE: 8, Position.MANAGER: 3}))  # fmt: skip
    key = _new_goal(demo_store, session=meeting, theme=HOSTILE)
    save_proposal(store, SYSTEM, meeting, Proposal(HOSTILE, role=Position.EMPLOYEE, chosen_goal=key))
    test = open_page("goals", "or", goal=key)
    words = _words(test)
    assert _("Chosen in the dialogue session of {day}, {unit}.", day="14 mrt 2025", unit="Gemeente Voorbeeldstad") in words  # fmt: skip
    assert f"8 × {_('Employee')}" in words
    assert f"– {HOSTILE} ({_('Employee')})" in words
    assert _("Theme: {theme}", theme=HOSTILE) in words


def test_empty_parts_say_what_is_missing(demo_store: Path, open_page: Opener) -> None:
    test = open_page("goals", "hr", goal=_new_goal(demo_store))
    told = [info.value for info in test.info]
    assert told == [
        _("No action was logged for this goal yet."),
        _("This goal has no indicator yet, so there is no figure to follow."),
    ]
    assert _("No action of this goal was evaluated yet.") in _words(test)
    assert _("The owner has not said yet how sure they are of this goal.") in _words(test)
    assert _("Log an action for this goal") in _words(test)


def test_a_goal_of_the_smallest_department_shows_no_figure_and_says_why(demo_store: Path, open_page: Opener) -> None:
    key = _new_goal(demo_store, unit=SMALLEST, indicator="absence_rate", baseline=4.0, baseline_period="2024")
    test = open_page("goals", "mt", goal=key)
    assert not test.get("vega_lite_chart")
    assert not test.get("arrow_vega_lite_chart")
    told = _("{indicator}, {unit}: the figure is not shown: {reason}.", indicator=_("Sickness absence rate"), unit="Griffie", reason=_("the group is too small")).rstrip(".")  # fmt: skip
    assert told in _words(test).replace("\\", "")


def test_an_expectation_stands_beside_what_was_seen(demo_store: Path, open_page: Opener) -> None:
    year = TODAY.year
    save_action(_store(demo_store), SYSTEM, Action(
        title=HOSTILE, owner_role=Position.HR, starts_on=date(year - 1, 1, 1), due_on=date(year, 12, 31), goal=goal_key(AUTONOMY),
        status=ActionStatus.RUNNING, expected_indicator="voluntary_outflow_rate", expected_direction=Way.LOWER, expected_change=0.5,
    ))  # fmt: skip
    test = open_page("goals", "mt", goal=goal_key(AUTONOMY))
    table = _table(test, "Seen")
    at = list(table[_("Action")]).index(HOSTILE)
    expected, seen = table[_("Expected")][at], table[_("Seen")][at]
    assert expected == f"{_('Voluntary outflow')}, Gemeente Voorbeeldstad: {_('Down').lower()} {_('{points} points', points='0,5')}"  # fmt: skip
    assert f"({year - 2})" in seen
    assert f"({year - 1})" in seen
    assert not [line for line in _words(test).split("\n") if "veroorzaakt" in line]


def test_a_long_chain_stays_one_table(demo_store: Path, open_page: Opener) -> None:
    store, key = _store(demo_store), goal_key(AUTONOMY)
    for number in range(30):
        save_check_in(store, SYSTEM, key, TODAY - timedelta(days=number), number % 11)
    test = open_page("goals", "mt", goal=key)
    assert len(_table(test, "Confidence")) == 33


# Blind spots -----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["hr", "mt", "or"])
def test_three_maps_with_their_sentences(demo_store: Path, open_page: Opener, role: str) -> None:
    test = open_page("blind_spots", role)
    assert not test.exception
    assert [header.value for header in test.header] == [
        _("Factor and behaviour phase"), _("Level and role"), _("Department and employee domain")
    ]  # fmt: skip
    assert len(test.get("vega_lite_chart") or test.get("arrow_vega_lite_chart")) == 3
    # di_data/demo/actions.py: nine actions run and five are planned.
    assert ngettext("Counted: {count} action.", "Counted: {count} actions.", 14) in _words(test)
    # Know has one action, for learning space: no other factor beside it.
    assert [line for line in _words(test).split("\n") if line.startswith(_("Emptiest is {name}: {count} action, not with {names}.").split("{")[0] + _("Know").lower())]  # fmt: skip


def test_the_address_narrows_the_maps(demo_store: Path, open_page: Opener) -> None:
    running = open_page("blind_spots", "mt", status="running")
    assert ngettext("Counted: {count} action.", "Counted: {count} actions.", 9) in _words(running)
    of_goal = open_page("blind_spots", "mt", goal=goal_key(AUTONOMY))
    assert ngettext("Counted: {count} action.", "Counted: {count} actions.", 2) in _words(of_goal)
    nonsense = open_page("blind_spots", "mt", status="x", goal="'; drop table goal")
    assert ngettext("Counted: {count} action.", "Counted: {count} actions.", 14) in _words(nonsense)


def test_a_goal_without_actions_says_what_to_do(demo_store: Path, open_page: Opener) -> None:
    test = open_page("blind_spots", "mt", goal=_new_goal(demo_store))
    assert not test.exception
    assert len(test.info) == 1


def test_a_number_leads_to_its_actions(demo_store: Path, open_page: Opener) -> None:
    test = open_page("blind_spots", "mt")
    table = next(element.value for element in test.dataframe if _("Keep up") in element.value.columns)
    row = list(table[_("factor").capitalize()]).index(_("Participation"))
    test.session_state["map factor_phase"] = {"selection": {"rows": [], "columns": [], "cells": [(row, _("Keep up"))]}}
    test.run()
    assert not test.exception
    behind = [element.value for element in test.dataframe if element.proto.id and _("Action") in element.value.columns]
    # work on keeping up participation.
    assert ["Terugkoppelen wat er met voorstellen gebeurt", "Gesprekskaart als vast onderdeel van het jaarplan"] in [
        list(frame[_("Action")]) for frame in behind
    ]
    assert int(table[_("Keep up")][row]) == 2


def test_an_empty_cell_says_so(demo_store: Path, open_page: Opener) -> None:
    test = open_page("blind_spots", "mt")
    test.session_state["map factor_phase"] = {"selection": {"rows": [], "columns": [], "cells": [(0, _("Keep up"))]}}
    test.run()
    assert _("There is no action here.") in _words(test)


def test_actions_that_were_not_filled_in_are_said_and_listed(demo_store: Path, open_page: Opener) -> None:
    save_action(_store(demo_store), SYSTEM, Action(
        title=HOSTILE, owner_role=Position.HR, starts_on=TODAY, due_on=TODAY, factors=(Factor.AUTONOMY,), units=(TOP,),
    ))  # fmt: skip
    test = open_page("blind_spots", "mt")
    told = ngettext(
        "{count} action is not in this map: its {row} or its {column} is not filled in.",
        "{count} actions are not in this map: their {row} or their {column} is not filled in.",
        1, row=_("factor"), column=_("behaviour phase"),
    )  # fmt: skip
    fold = next(fold for fold in test.expander if fold.label == told)
    assert [list(frame.value[_("Action")]) for frame in fold.dataframe] == [[HOSTILE]]


def test_a_map_of_hostile_names_is_drawn_in_words(demo_store: Path, open_page: Opener) -> None:
    _new_goal(demo_store, HOSTILE)
    save_action(_store(demo_store), SYSTEM, Action(
        title=HOSTILE, owner_role=Position.HR, starts_on=TODAY, due_on=TODAY, factors=(Factor.AUTONOMY,),
        phases=(BehaviourPhase.WANT,), units=(TOP,),
    ))  # fmt: skip
    test = open_page("blind_spots", "mt")
    assert not test.exception
    goal = next(box for box in test.selectbox if box.label == _("Goal"))
    assert HOSTILE in goal.options
