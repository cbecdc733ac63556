"""The dialogue card on the page: a whole session from step 1 to 8, two browsers at once, and what MT sees of it."""

import io
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from PIL import Image
from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM, Viewer
from di_data.card_catalogue import STEPS, TEXT_LABELS
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.register.cards import Card, NextStep, Proposal, choose_goals, save_card, save_next_step, save_proposals
from di_data.register.records import key_of, new_key
from di_data.reports import dialogue, programme
from di_data.store import Store
from di_data.ui import session
from di_data.ui.card.timer import minutes_left
from di_data.vocabulary import CardStatus, CardStep, Factor, Position, Role
from tests.pages.conftest import Opener

HR = Viewer("demo-hr", frozenset({Role.HR}))
MT = Viewer("demo-mt", frozenset({Role.MT}))
GEM = key_of("org_unit", "GEM")


@pytest.fixture
def store(demo_store: Path) -> Store:
    """The store that the pages work in."""
    return session.open_store(str(demo_store))


@pytest.fixture
def card(store: Store) -> str:
    """A new card for the whole organisation."""
    return save_card(store, HR, Card(held_on=datetime.now().date(), unit=GEM, round=9))


def _row(store: Store, card: str) -> dict[str, Any]:
    row = dialogue.sessions(store, SYSTEM).where(id=card).first()
    assert row is not None
    return row


def _of(store: Store, card: str, report: Any) -> list[dict[str, Any]]:
    return list(report(store, MT).where(session_id=card).rows())


def _button(test: AppTest, label: str) -> Any:
    return next(button for button in test.button if button.label == _(label))


def _area(test: AppTest, name: str) -> Any:
    return next(area for area in test.text_area if area.label == _(TEXT_LABELS[name]))


def _box(test: AppTest, label: str) -> Any:
    return next(box for box in test.text_input if box.label == _(label))


def _propose(store: Store, card: str, *texts: str) -> list[str]:
    return save_proposals(store, HR, card, [(new_key(), 0, Proposal(text)) for text in texts])


def _tick(test: AppTest, *texts: str) -> None:
    for text in texts:
        next(box for box in test.checkbox if box.label == text).check().run()
    assert not test.exception


# One step at a time -------------------------------------------------------------------------------


@pytest.mark.parametrize("step", list(CardStep))
def test_a_step_asks_its_question(step: CardStep, store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step=step.value)
    assert not test.exception
    assert [title.value for title in test.title] == [_("Dialogue card"), _(STEPS[step].question)]
    assert _(STEPS[step].hint) in [element.value for element in test.markdown]


def test_back_and_forth_through_the_eight_steps(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card)
    seen = []
    for _step in CardStep:
        seen.append(test.title[1].value)
        if _step != CardStep.REFLECTION:
            test.button(key="next_step").click().run()
    assert seen == [_(STEPS[step].question) for step in CardStep]
    test.button(key="previous_step").click().run()
    assert test.query_params["step"] in ("steps", ["steps"])
    assert _row(store, card)["step"] == 7


def test_the_bar_leads_to_any_step(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card)
    test.pills(key="card_step").set_value(CardStep.PLAN).run()
    assert test.title[1].value == _(STEPS[CardStep.PLAN].question)


def test_a_card_opens_where_it_was_left(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card)
    _area(test, "meaning").set_value("Nog lang met plezier werken").run()
    for _count in range(4):
        test.button(key="next_step").click().run()
    again = open_page("dialogue_card", "hr", session=card)
    assert again.title[1].value == _(STEPS[CardStep.ANALYSIS].question)
    back = open_page("dialogue_card", "hr", session=card, step="meet")
    assert _area(back, "meaning").value == "Nog lang met plezier werken"


def test_looking_back_at_a_finished_card_changes_nothing(store: Store, open_page: Opener) -> None:
    done = next(row for row in dialogue.sessions(store, SYSTEM).rows() if row["status"] == CardStatus.FINISHED)
    test = open_page("dialogue_card", "hr", session=done["id"], step="meet")
    test.button(key="next_step").click().run()
    assert _row(store, done["id"])["version"] == done["version"]


def test_nonsense_in_the_address_is_no_card(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session="'; drop table goal", step="nowhere")
    assert not test.exception
    assert len(test.info) == 1
    nowhere = open_page("dialogue_card", "hr", session=card, step="nowhere")
    assert nowhere.title[1].value == _(STEPS[CardStep.MEET].question)


# Saving by itself ---------------------------------------------------------------------------------


@pytest.mark.parametrize("text", ["<b>vet</b> *ster* $x$ [l](http://x)", "🎉 שלום", "=SOM(A1)", "een\n\ntwee  "])
def test_a_text_saves_itself_and_is_shown_as_it_was_typed(text: str, store: Store, card: str, open_page: Opener) -> None:  # fmt: skip
    test = open_page("dialogue_card", "hr", session=card, step="success")
    _area(test, "results").set_value(text).run()
    assert not test.exception
    assert _row(store, card)["results"] == text
    assert _area(open_page("dialogue_card", "hr", session=card, step="success"), "results").value == text
    test.button(key="next_step").click().run()
    assert _row(store, card)["results"] == text


@pytest.mark.parametrize("text", ["BSN 111222333", "mail iemand@voorbeeld.nl", "x" * 4001])
def test_what_is_refused_stays_at_its_field(text: str, store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="success")
    _area(test, "results").set_value(text).run()
    assert len(test.error) == 1
    assert "111222333" not in test.error[0].value
    assert "iemand@" not in test.error[0].value
    assert _area(test, "results").value == text
    assert _row(store, card)["results"] is None
    _area(test, "experiences").set_value("Dit mag wel").run()
    test.button(key="next_step").click().run()
    assert [warning.value for warning in test.warning] == [
        ngettext("{count} field is not saved yet: it stands on the card with the reason under it.",
                 "{count} fields are not saved yet: they stand on the card with the reason under them.", 1)
    ]  # fmt: skip
    test.button(key="previous_step").click().run()
    assert _area(test, "results").value == text
    _area(test, "results").set_value("Zonder persoonsgegevens").run()
    assert not test.error
    row = _row(store, card)
    assert (row["results"], row["experiences"]) == ("Zonder persoonsgegevens", "Dit mag wel")


def test_participants_are_roles_and_counts(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="meet")
    for box, count in zip([box for box in test.number_input if box.label != _("Round")], (2, 0, 3, 8, 1), strict=True):
        box.set_value(count).run()
    assert ngettext("{count} person takes part.", "{count} people take part.", 14) in [text.value for text in test.text]
    took_part = {row["role"]: row["participants"] for row in _of(store, card, dialogue.participants)}
    assert took_part == dict(zip(Position, (2, 0, 3, 8, 1), strict=True))


def test_for_whom_and_when_can_be_set_right(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="meet")
    next(box for box in test.selectbox if box.label == _("For")).set_value(key_of("org_unit", "BOR")).run()
    day = datetime.now().date() - timedelta(days=3)
    test.date_input[0].set_value(day).run()
    assert not test.exception
    assert (_row(store, card)["unit"], _row(store, card)["held_on"]) == ("BOR", day)


def test_two_browsers_lose_nothing(store: Store, card: str, open_page: Opener) -> None:
    one = open_page("dialogue_card", "hr", session=card, step="success")
    two = open_page("dialogue_card", "hr", session=card, step="success")
    _area(one, "experiences").set_value("Wat de een schreef").run()
    _area(one, "results").set_value("Alleen de een").run()
    _area(two, "experiences").set_value("Wat de ander schreef").run()
    _area(two, "success_reasons").set_value("Alleen de ander").run()
    row = _row(store, card)
    assert row["experiences"] == "Wat de een schreef\nWat de ander schreef"
    assert (row["results"], row["success_reasons"]) == ("Alleen de een", "Alleen de ander")
    assert _("Somebody else wrote here at the same time. Both texts are kept, one under the other.") in [
        warning.value for warning in two.warning
    ]
    assert _area(two, "experiences").value == row["experiences"], "the second sees both"
    assert _area(two, "results").value == "Alleen de een"
    one.run()
    assert not one.warning
    assert _area(one, "experiences").value == row["experiences"], "the first sees it at the next click"


def test_a_reason_waits_for_its_judgement(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="analysis")
    reason = next(box for box in test.text_area if box.label == _("Why: {factor}", factor=Factor.DIALOGUE.label))
    reason.set_value("Men zegt weinig").run()
    assert len(test.error) == 1
    assert _of(store, card, dialogue.ratings) == []
    next(one for one in test.segmented_control if one.label == Factor.DIALOGUE.label).set_value("poor").run()
    assert not test.error
    assert [(row["factor"], row["rating"], row["reason"]) for row in _of(store, card, dialogue.ratings)] == [
        ("dialogue", "poor", "Men zegt weinig")
    ]
    again = open_page("dialogue_card", "hr", session=card, step="analysis")
    assert {one.label: one.value for one in again.segmented_control} == {
        factor.label: "poor" if factor == Factor.DIALOGUE else None for factor in Factor
    }


# Choosing goals -----------------------------------------------------------------------------------


def test_a_proposal_is_put_down_with_enter_and_the_box_is_empty_again(store: Store, card: str, open_page: Opener) -> None:  # fmt: skip
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    for text in ("Zelf roosteren", "Minder *regels* <b>"):
        _box(test, "A goal that somebody proposes").set_value(text)
        _button(test, "Put it down").click().run()
        assert _box(test, "A goal that somebody proposes").value == ""
    assert [row["text"] for row in _of(store, card, dialogue.proposals)] == ["Zelf roosteren", "Minder *regels* <b>"]
    assert [header.value for header in test.header] == ["Zelf roosteren", "Minder \\*regels\\* \\<b\\>"]


@pytest.mark.parametrize("text", ["", "111222333 bellen", "x" * 201])
def test_a_refused_proposal_stays_in_its_box(text: str, store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    _box(test, "A goal that somebody proposes").set_value(text)
    _button(test, "Put it down").click().run()
    assert len(test.error) == 1
    assert _box(test, "A goal that somebody proposes").value == text
    assert _of(store, card, dialogue.proposals) == []


def test_a_whole_list_is_typed_over_at_once(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    test.text_area(key="proposals_list").set_value("Een\n\n  Twee  \nDrie\n").run()
    _button(test, "Put them all down").click().run()
    assert sorted(row["text"] for row in _of(store, card, dialogue.proposals)) == ["Drie", "Een", "Twee"]
    assert test.text_area(key="proposals_list").value == ""


def test_the_like_are_put_together_and_taken_apart(store: Store, card: str, open_page: Opener) -> None:
    one, two, _three = _propose(store, card, "Rooster maken", "Diensten ruilen", "Leren")
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    test.multiselect(key="grouped").set_value([one, two])
    test.text_input(key="group_name").set_value("Zelf roosteren")
    _button(test, "Put them together").click().run()
    assert not test.exception
    groups = {row["text"]: row["theme"] for row in _of(store, card, dialogue.proposals)}
    assert groups == {"Rooster maken": "Zelf roosteren", "Diensten ruilen": "Zelf roosteren", "Leren": None}
    assert "Zelf roosteren (2)" in [box.label.replace("\\", "") for box in test.checkbox]
    test.multiselect(key="grouped").set_value([one])
    _button(test, "Take them out of their group").click().run()
    assert {row["theme"] for row in _of(store, card, dialogue.proposals) if row["id"] == one} == {None}


def test_a_group_needs_a_name_and_proposals(store: Store, card: str, open_page: Opener) -> None:
    (one,) = _propose(store, card, "Rooster maken")
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    test.multiselect(key="grouped").set_value([one])
    _button(test, "Put them together").click().run()
    assert len(test.error) == 1
    assert test.multiselect(key="grouped").value == [one]


def test_two_goals_need_a_reason(store: Store, card: str, open_page: Opener) -> None:
    _propose(store, card, "Rooster", "Leren", "Gesprek")
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    _tick(test, "Rooster", "Leren")
    _button(test, "These are our goals").click().run()
    assert len(test.error) == 1
    assert _of(store, card, programme.goals) == []
    _area(test, "choice_reason").set_value("We waren met weinig.").run()
    _button(test, "These are our goals").click().run()
    assert not test.error
    assert sorted(row["title"] for row in _of(store, card, programme.goals)) == ["Leren", "Rooster"]
    assert _row(store, card)["choice_reason"] == "We waren met weinig."


def test_a_proposal_is_changed_taken_away_and_brought_back(store: Store, card: str, open_page: Opener) -> None:
    (key,) = _propose(store, card, "Roster")
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    _box(test, "Proposal").set_value("Rooster")
    test.button(key="save goal_proposal").click().run()
    assert [row["text"] for row in _of(store, card, dialogue.proposals)] == ["Rooster"]
    test.button(key="remove goal_proposal").click().run()
    assert _of(store, card, dialogue.proposals) == []
    test.button(key="undo goal_proposal").click().run()
    assert not test.exception
    assert [(row["id"], row["text"]) for row in _of(store, card, dialogue.proposals)] == [(key, "Rooster")]


def test_two_browsers_change_one_proposal(store: Store, card: str, open_page: Opener) -> None:
    _propose(store, card, "Roster")
    one = open_page("dialogue_card", "hr", session=card, step="goals")
    two = open_page("dialogue_card", "hr", session=card, step="goals")
    _box(one, "Proposal").set_value("Rooster van de een")
    one.button(key="save goal_proposal").click().run()
    _box(two, "Proposal").set_value("Rooster van de ander")
    two.button(key="save goal_proposal").click().run()
    assert [row["text"] for row in _of(store, card, dialogue.proposals)] == ["Rooster van de een"]
    assert two.radio, "the second is shown both, and chooses"
    _button(two, "Save both changes together").click().run()
    assert [row["text"] for row in _of(store, card, dialogue.proposals)] == ["Rooster van de ander"]


def test_a_goal_that_goes_takes_its_actions_with_a_warning(store: Store, card: str, open_page: Opener) -> None:
    _propose(store, card, "A", "B", "C")
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    _tick(test, "A", "B", "C")
    _button(test, "These are our goals").click().run()
    goal = next(row["id"] for row in _of(store, card, programme.goals) if row["title"] == "B")
    plan = open_page("dialogue_card", "hr", session=card, step="plan")
    plan.text_input(key="action_title").set_value("Werken aan B")
    plan.selectbox(key="action_goal").set_value(goal)
    _button(plan, "Add the action").click().run()
    assert not plan.exception
    again = open_page("dialogue_card", "hr", session=card, step="goals")
    next(box for box in again.checkbox if box.label == "B").uncheck().run()
    assert any("B" in warning.value for warning in again.warning)


# A whole session ----------------------------------------------------------------------------------


def _start(open_page: Opener, store: Store) -> str:
    known = set(dialogue.sessions(store, SYSTEM).column("id"))
    test = open_page("dialogue_sessions", "hr")
    test.selectbox(key="new_card_unit").set_value(GEM).run()
    _button(test, "Start this card").click().run()
    assert not test.exception
    (key,) = set(dialogue.sessions(store, SYSTEM).column("id")) - known
    assert test.query_params["session"] in (key, [key])
    return key


def test_a_whole_session_from_step_1_to_8(store: Store, open_page: Opener) -> None:
    card = _start(open_page, store)
    test = open_page("dialogue_card", "hr", session=card)
    _area(test, "meaning").set_value("Met plezier werken").run()
    test.number_input[3].set_value(6).run()
    test.button(key="next_step").click().run()
    _area(test, "experiences").set_value("Teams maakten zelf hun rooster").run()
    test.button(key="next_step").click().run()
    _area(test, "future_vision").set_value("Iedereen denkt mee").run()
    test.button(key="next_step").click().run()
    for text in ("Zelf roosteren", "Diensten ruilen", "Goed gesprek", "Leren van elkaar"):
        _box(test, "A goal that somebody proposes").set_value(text)
        _button(test, "Put it down").click().run()
    keys = {row["text"]: row["id"] for row in _of(store, card, dialogue.proposals)}
    test.multiselect(key="grouped").set_value([keys["Zelf roosteren"], keys["Diensten ruilen"]])
    test.text_input(key="group_name").set_value("Wie werkt, roostert")
    _button(test, "Put them together").click().run()
    _tick(test, "Wie werkt, roostert \\(2\\)", "Goed gesprek", "Leren van elkaar")
    _button(test, "These are our goals").click().run()
    test.button(key="next_step").click().run()
    for control in range(len(Factor)):
        test.segmented_control[control].set_value("could_be_better").run()
    test.button(key="next_step").click().run()
    _box(test, "Solution direction").set_value("Teams aan zet")
    test.button(key="submit solution_direction").click().run()
    _box(test, "Frame, such as money, time or a rule").set_value("Binnen het budget")
    test.button(key="submit frame").click().run()
    goal = next(row["id"] for row in _of(store, card, programme.goals) if row["title"] == "Wie werkt, roostert")
    for title in ("Proef in drie teams", "Training ruilen"):
        test.text_input(key="action_title").set_value(title)
        test.selectbox(key="action_goal").set_value(goal)
        test.selectbox(key="action_direction").set_value("Teams aan zet")
        test.selectbox(key="action_frame").set_value("Binnen het budget")
        _button(test, "Add the action").click().run()
    assert not test.exception
    assert "Proef in drie teams" in [header.value for header in test.subheader]
    test.button(key="next_step").click().run()
    test.selectbox(key="step_text").set_value("Proef in drie teams")
    test.text_input(key="step_started_with").set_value("Eerste team is gebeld")
    _button(test, "Add the next step").click().run()
    test.button(key="next_step").click().run()
    _area(test, "take_along").set_value("Vaker doen").run()
    _button(test, "Finish the card").click().run()
    assert not test.exception
    assert _("Everything is filled in.") in [element.value for element in test.markdown]

    row = _row(store, card)
    assert (row["status"], row["goals"], row["actions"], row["next_steps"], row["started_steps"]) == ("finished", 3, 2, 1, 1)  # fmt: skip
    actions = _of(store, card, programme.actions)
    assert {(one["goal"], one["solution_direction"], one["frame"], tuple(one["units"])) for one in actions} == {
        ("Wie werkt, roostert", "Teams aan zet", "Binnen het budget", ("GEM",))
    }
    seen = open_page("dialogue_sessions", "mt", session=card)
    assert not seen.exception
    words = " ".join(text.value for text in seen.text)
    assert "Eerste team is gebeld" in words
    assert "Met plezier werken" in words
    assert not seen.warning
    assert not seen.button
    frames = [list(frame.value[_("Action")]) for frame in seen.dataframe if _("Solution direction") in frame.value]
    assert sorted(frames[0]) == ["Proef in drie teams", "Training ruilen"]


def test_finishing_says_what_is_missing_and_leads_there(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="reflection")
    _button(test, "No goals were chosen yet.").click().run()
    assert test.title[1].value == _(STEPS[CardStep.GOALS].question)
    test = open_page("dialogue_card", "hr", session=card, step="reflection")
    _button(test, "Finish the card").click().run()
    assert _row(store, card)["status"] == "finished"
    _button(test, "Open the card again").click().run()
    assert _row(store, card)["status"] == "open"


def test_the_timer_counts_down_and_holds_nobody_up(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="vision", language="en")
    _button_en(test, "Start the timer").click().run()
    assert "15 minutes left" in [header.value for header in test.header]
    test.button(key="next_step").click().run()
    assert "15 minutes left" not in [header.value for header in test.header]


def _button_en(test: AppTest, label: str) -> Any:
    return next(button for button in test.button if button.label == label)


@pytest.mark.parametrize(("passed", "left"), [(0, 15), (1, 15), (60, 14), (14 * 60 + 59, 1), (15 * 60, 0), (17 * 60, -2)])  # fmt: skip
def test_minutes_left(passed: int, left: int) -> None:
    since = datetime(2026, 1, 1, 12)
    assert minutes_left(CardStep.MEET, since, since + timedelta(seconds=passed)) == left


# The photo ----------------------------------------------------------------------------------------


def _jpeg() -> bytes:
    exif = Image.Exif()
    exif[0x010F] = "GeheimeTelefoon"
    target = io.BytesIO()
    Image.new("RGB", (300, 200), "orange").save(target, "JPEG", exif=exif.tobytes())
    return target.getvalue()


def test_a_photo_is_kept_bare_shown_and_erased(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="reflection")
    test.file_uploader[0].upload("kaart.jpg", _jpeg(), "image/jpeg").run()
    assert not test.exception
    (kept,) = dialogue.photos(store, HR, session=card).rows()
    assert b"GeheimeTelefoon" not in kept["content"]
    assert len(test.image) == 1
    assert not open_page("dialogue_sessions", "mt", session=card).image
    test.button(key=f"erase {kept['id']}").click().run()
    assert len(dialogue.photos(store, HR, session=card)) == 0


def test_a_file_that_is_no_photo_is_refused(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="reflection")
    test.file_uploader[0].upload("kaart.jpg", b"dit is tekst", "image/jpeg").run()
    assert [error.value for error in test.error] == [
        _("This is not a photo in JPEG, PNG or HEIC. Take a photo of the card and choose that file.")
    ]
    assert len(dialogue.photos(store, HR, session=card)) == 0


# The list of sessions -----------------------------------------------------------------------------


def test_the_list_says_how_every_session_stands(store: Store, open_page: Opener) -> None:
    test = open_page("dialogue_sessions", "or")
    table = test.dataframe[0].value
    expected = dialogue.sessions(store, SYSTEM)
    assert list(table[_("Next steps")]) == expected.column("next_steps")
    assert list(table[_("Started")]) == expected.column("started_steps")
    assert list(table[_("Goals")]) == expected.column("goals")
    assert not test.button, "the works council reads"


def test_an_open_card_is_offered_to_go_on_with(store: Store, card: str, open_page: Opener) -> None:
    words = _("{day} · {unit} · round {round}", day="", unit=_row(store, card)["unit_name"], round=9).strip()
    for page in ("dialogue_sessions", "dialogue_card"):
        shown = [element.value.replace("\\", "") for element in open_page(page, "hr").markdown]
        assert any(words in element for element in shown), page
    seen = [element.value.replace("\\", "") for element in open_page("dialogue_sessions", "mt").markdown]
    assert not any(words in element for element in seen)


def test_a_session_from_a_file_is_found_by_its_reference(store: Store, open_page: Opener) -> None:
    test = open_page("dialogue_sessions", "mt", session="GK-2-BOR")
    assert not test.exception
    session = dialogue.sessions(store, SYSTEM).where(reference="GK-2-BOR").first()
    assert session is not None
    assert test.selectbox(key="address_session").value == session["id"]
    reasons = next(frame.value for frame in test.dataframe if _("Judgement") in frame.value)
    assert "De weekstart is kort en het gaat ergens over." in list(reasons[_("Reason")])


def test_a_loose_session_is_mended_with_one_click(store: Store, open_page: Opener) -> None:
    loose = dialogue.sessions(store, SYSTEM).where(reference="GK-3-WERK").first()
    assert loose is not None
    test = open_page("dialogue_sessions", "hr", session=loose["id"])
    warning = _("No next step was started. A session lives on in what people start.")
    assert warning in [element.value for element in test.warning]
    _button(test, "Started").click().run()
    assert not test.exception
    assert warning not in [element.value for element in test.warning]
    (step,) = dialogue.next_steps(store, SYSTEM).where(session_id=loose["id"]).rows()
    assert (step["started"], step["started_with"]) == (True, step["text"])


def test_a_next_step_that_somebody_changed_meanwhile_is_not_overwritten(store: Store, card: str, open_page: Opener) -> None:  # fmt: skip
    key = save_next_step(store, HR, card, NextStep("Bellen"))
    test = open_page("dialogue_sessions", "hr", session=card)
    save_next_step(store, HR, card, NextStep("Langsgaan"), id=key, read_version=1)
    _button(test, "Started").click().run()
    assert len(test.error) == 1
    assert [row["text"] for row in _of(store, card, dialogue.next_steps)] == ["Langsgaan"]


def test_a_card_that_was_started_by_mistake_goes_and_comes_back(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_sessions", "hr", session=card)
    test.button(key=f"away {card}").click().run()
    assert not test.exception
    assert card not in dialogue.sessions(store, SYSTEM).column("id")
    test.button(key="undo dialogue_session").click().run()
    assert not test.exception
    assert _row(store, card)["round"] == 9


def test_a_card_with_goals_cannot_go(store: Store, card: str, open_page: Opener) -> None:
    keys = _propose(store, card, "A", "B", "C")
    choose_goals(store, HR, card, dict(zip("ABC", ([key] for key in keys), strict=True)))
    test = open_page("dialogue_sessions", "hr", session=card)
    assert f"away {card}" not in [button.key for button in test.button]


def test_who_changed_what_of_a_proposal_can_be_seen(store: Store, card: str, open_page: Opener) -> None:
    _propose(store, card, "Rooster")
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    toggle = next(one for one in test.toggle if one.label == _("Who changed what"))
    toggle.set_value(True).run()
    assert not test.exception
    assert any(_("After") in frame.value and "Rooster" in list(frame.value[_("After")]) for frame in test.dataframe)


def test_a_refusal_is_forgotten_on_another_step(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="goals")
    _button(test, "Put it down").click().run()
    assert len(test.error) == 1
    test.button(key="next_step").click().run()
    test.button(key="previous_step").click().run()
    assert not test.error


def test_a_round_that_is_emptied_is_refused_at_its_field(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_card", "hr", session=card, step="meet")
    next(box for box in test.number_input if box.label == _("Round")).set_value(None).run()
    assert not test.exception
    assert len(test.error) == 1
    assert _row(store, card)["round"] == 9


def test_a_session_without_a_next_step_leads_to_one(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_sessions", "hr", session=card)
    assert _("No next step was chosen.") in [text.value for text in test.text]
    assert _("Choose a next step") in [element.value for element in test.markdown]


def test_both_cards_can_be_downloaded(store: Store, card: str, open_page: Opener) -> None:
    test = open_page("dialogue_sessions", "or", session=card)
    assert [button.label for button in test.get("download_button")] == [_("Empty card to print (PDF)"), _("Card as PDF")]  # fmt: skip


def test_a_first_card_is_started_in_an_empty_store(empty_store: Path, open_page: Opener) -> None:
    test = open_page("dialogue_sessions", "hr")
    assert not test.exception
    assert len(test.info) == 2, "departments first, and what to do then"
