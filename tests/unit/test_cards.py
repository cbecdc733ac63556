"""The dialogue card in the register: saved field by field, by several people at once, until it holds goals and steps."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.access import SYSTEM, Viewer
from di_data.contracts.sessions import RATINGS
from di_data.errors import Conflict, NotAllowed, Refused
from di_data.register.actions import Action, save_action
from di_data.register.card_changes import card_fields, change_card
from di_data.register.cards import (
    Card,
    FactorRating,
    NextStep,
    Proposal,
    choose_goals,
    remove_photo,
    retitle,
    save_card,
    save_line,
    save_next_step,
    save_photo,
    save_proposal,
    save_proposals,
)
from di_data.register.erasure import erase
from di_data.register.goals import Goal, save_goal
from di_data.register.history import remove, undo
from di_data.register.records import key_of, new_key
from di_data.reports import dialogue, programme
from di_data.store import Store
from di_data.ui.card.missing import missing
from di_data.vocabulary import ActionStatus, CardStatus, CardStep, Factor, Position, Rating, Role

HR = Viewer("hr", frozenset({Role.HR}))
OTHER = Viewer("hr-two", frozenset({Role.HR}))
MT = Viewer("mt", frozenset({Role.MT}))
ZORG = key_of("org_unit", "ZORG")
DAY = date(2026, 3, 14)

NASTY = [
    "<b>vet</b> <script>alert(1)</script>",
    "🎉👍🏽 emoji",
    "שלום مرحبا",
    "=SOM(A1:A9)",
    "+31 dagen; -5; @iedereen",
    "*ster* _streep_ `code` $x^2$ [link](http://x)",
    "  spaties   en\nregels\n\n",
]


@pytest.fixture
def card(town: Store) -> str:
    """The key of a new card of ZORG in `town`."""
    return save_card(town, HR, Card(held_on=DAY, unit=ZORG))


def _row(store: Store, card: str) -> dict[str, Any]:
    found = dialogue.sessions(store, SYSTEM).where(id=card).first()
    assert found is not None
    return found


def _fields(store: Store, card: str) -> dict[str, Any]:
    return card_fields(
        _row(store, card),
        dialogue.participants(store, SYSTEM).where(session_id=card).rows(),
        dialogue.ratings(store, SYSTEM).where(session_id=card).rows(),
    )


def _propose(store: Store, card: str, *texts: str) -> list[str]:
    return save_proposals(store, HR, card, [(new_key(), 0, Proposal(text)) for text in texts])


def _titles(store: Store, card: str) -> list[str]:
    return sorted(programme.goals(store, SYSTEM).where(session_id=card).column("title"))


# The card ---------------------------------------------------------------------------------------


def test_a_new_card_is_open_at_the_first_step(town: Store, card: str) -> None:
    row = _row(town, card)
    assert (row["status"], row["step"], row["unit"], row["held_on"]) == ("open", 1, "ZORG", DAY)
    assert row["reference"] == card
    assert set(_fields(town, card).values()) == {DAY, ZORG, 1, "open", "meet", None}


def test_a_whole_card_comes_back_as_it_was_saved(town: Store) -> None:
    full = Card(
        held_on=DAY, unit=ZORG, round=2, reference="GK-9", status=CardStatus.FINISHED, step=CardStep.PLAN,
        meaning="a", experiences="b", results="c", success_reasons="d", future_vision="e", choice_reason="f",
        reflection="g", take_along="h", intentions="i", participants={Position.HR: 2, Position.WORKS_COUNCIL: 0},
        ratings={Factor.DIALOGUE: FactorRating(Rating.GOOD, "j"), Factor.AUTONOMY: FactorRating(Rating.POOR)},
    )  # fmt: skip
    key = save_card(town, HR, full)
    fields = _fields(town, key)
    texts = ("meaning", "experiences", "results", "success_reasons", "future_vision", "choice_reason", "reflection", "take_along", "intentions")  # fmt: skip
    assert "".join(fields[name] for name in texts) == "abcdefghi"
    assert (fields["participants_hr"], fields["participants_works_council"], fields["participants_manager"]) == (2, 0, None)  # fmt: skip
    assert (fields["rating_dialogue"], fields["reason_dialogue"]) == ("good", "j")
    assert (fields["rating_autonomy"], fields["reason_autonomy"], fields["rating_participation"]) == ("poor", None, None)  # fmt: skip
    assert (fields["status"], fields["step"], fields["round"]) == ("finished", "plan", 2)
    row = _row(town, key)
    assert (row["reference"], row["participants"], row["works_council_present"]) == ("GK-9", 2, False)


@pytest.mark.parametrize("text", NASTY)
def test_any_text_is_kept_exactly(town: Store, card: str, text: str) -> None:
    change_card(town, HR, card, {"meaning": None}, {"meaning": text})
    assert _row(town, card)["meaning"] == text


@pytest.mark.parametrize(
    "wrong",
    [
        {"meaning": "x" * 4001},
        {"meaning": "het BSN is 111222333"},
        {"take_along": "mail naar iemand@voorbeeld.nl"},
        {"reason_dialogue": "iemand@voorbeeld.nl", "rating_dialogue": "good"},
        {"reason_dialogue": "een reden zonder oordeel"},
        {"participants_hr": -1},
        {"participants_hr": 1001},
        {"round": 0},
        {"round": 101},
    ],
)
def test_what_a_card_cannot_hold_is_refused_and_nothing_changes(town: Store, card: str, wrong: dict[str, Any]) -> None:
    before = _row(town, card)
    with pytest.raises(Refused) as refused:
        change_card(town, HR, card, _fields(town, card), wrong)
    assert "111222333" not in refused.value.message
    assert "iemand@" not in refused.value.message
    assert _row(town, card) == before


def test_only_who_logs_may_write_on_a_card(town: Store, card: str) -> None:
    photo = save_photo(town, HR, card, b"jpeg")
    for attempt in (
        lambda: save_card(town, MT, Card(held_on=DAY, unit=ZORG)),
        lambda: change_card(town, MT, card, {}, {"meaning": "x"}),
        lambda: save_proposal(town, MT, card, Proposal("x")),
        lambda: choose_goals(town, MT, card, {}),
        lambda: save_line(town, MT, "frame", card, "x"),
        lambda: save_next_step(town, MT, card, NextStep("x")),
        lambda: save_photo(town, MT, card, b"x"),
        lambda: remove_photo(town, MT, card, photo, read_version=1),
        lambda: retitle(town, MT, "goal", new_key(), "x", read_version=1),
    ):
        with pytest.raises(NotAllowed):
            attempt()


# Several people on one card -----------------------------------------------------------------------


def test_two_who_change_different_fields_keep_both(town: Store, card: str) -> None:
    opened = _fields(town, card)
    assert change_card(town, HR, card, opened, {"meaning": "van de een"}) == ()
    assert change_card(town, OTHER, card, opened, {"future_vision": "van de ander", "participants_hr": 3}) == ()
    row = _row(town, card)
    assert (row["meaning"], row["future_vision"], row["participants"], row["version"]) == ("van de een", "van de ander", 3, 3)  # fmt: skip


def test_the_same_text_by_two_is_kept_twice_and_it_is_said(town: Store, card: str) -> None:
    opened = _fields(town, card)
    change_card(town, HR, card, opened, {"meaning": "van de een"})
    assert change_card(town, OTHER, card, opened, {"meaning": "van de ander"}) == ("meaning",)
    assert _row(town, card)["meaning"] == "van de een\nvan de ander"


@pytest.mark.parametrize(("theirs", "mine"), [("gezond", "gezond en wel"), ("gezond en wel", "gezond")])
def test_a_text_that_holds_the_other_is_kept_once(town: Store, card: str, theirs: str, mine: str) -> None:
    opened = _fields(town, card)
    change_card(town, HR, card, opened, {"meaning": theirs})
    change_card(town, OTHER, card, opened, {"meaning": mine})
    assert _row(town, card)["meaning"] == "gezond en wel"


def test_the_last_judgement_counts_and_it_is_said(town: Store, card: str) -> None:
    opened = _fields(town, card)
    change_card(town, HR, card, opened, {"rating_dialogue": "poor", "reason_dialogue": "stil"})
    both = change_card(town, OTHER, card, opened, {"rating_dialogue": "good"})
    fields = _fields(town, card)
    assert (both, fields["rating_dialogue"], fields["reason_dialogue"]) == (("rating_dialogue",), "good", "stil")


def test_the_same_from_both_is_no_clash_and_no_new_version(town: Store, card: str) -> None:
    opened = _fields(town, card)
    change_card(town, HR, card, opened, {"meaning": "gelijk"})
    assert change_card(town, OTHER, card, opened, {"meaning": "gelijk"}) == ()
    assert _row(town, card)["version"] == 2


def test_a_card_that_was_taken_away_is_a_conflict(town: Store, card: str) -> None:
    opened = _fields(town, card)
    remove(town, HR, "dialogue_session", card, 1)
    with pytest.raises(Conflict):
        change_card(town, OTHER, card, opened, {"meaning": "te laat"})


@given(theirs=st.text("ab\n", max_size=6), mine=st.text("ab\n", max_size=6))
def test_no_text_of_either_is_lost(theirs: str, mine: str) -> None:
    from di_data.register.card_changes import _both

    kept = _both("meaning", theirs, mine)
    assert theirs in kept
    assert mine in kept
    assert len(kept) <= len(theirs) + len(mine) + 1


# From proposal to goal ----------------------------------------------------------------------------


def test_proposals_that_are_chosen_become_goals_of_the_session(town: Store, card: str) -> None:
    one, two, three, four = _propose(town, card, "Rooster", "Ruilen", "Gesprek", "Leren")
    goals = choose_goals(town, HR, card, {"Zelf roosteren": [one, two], "Gesprek": [three], "Leren": [four]})
    rows = {row["title"]: row for row in programme.goals(town, SYSTEM).where(session_id=card).rows()}
    assert set(rows) == {"Zelf roosteren", "Gesprek", "Leren"}
    made = rows["Zelf roosteren"]
    assert (made["unit"], made["starts_on"], made["due_on"], made["status"]) == ("ZORG", DAY, date(2028, 12, 31), "chosen")  # fmt: skip
    chosen = {row["id"]: row["chosen_goal"] for row in dialogue.proposals(town, SYSTEM).rows()}
    assert chosen == {one: goals["Zelf roosteren"], two: goals["Zelf roosteren"], three: goals["Gesprek"], four: goals["Leren"]}  # fmt: skip
    assert _row(town, card)["goals"] == 3


@pytest.mark.parametrize("count", [0, 1, 2, 6, 7])
def test_fewer_or_more_goals_need_a_reason(town: Store, card: str, count: int) -> None:
    keys = _propose(town, card, *(f"Doel {number}" for number in range(7)))
    titles = {f"Doel {number}": [keys[number]] for number in range(count)}
    with pytest.raises(Refused):
        choose_goals(town, HR, card, titles)
    assert _titles(town, card) == []
    change_card(town, HR, card, {"choice_reason": None}, {"choice_reason": "De groep was klein."})
    choose_goals(town, HR, card, titles)
    assert _titles(town, card) == sorted(titles)


def test_choosing_again_keeps_the_goals_that_stay(town: Store, card: str) -> None:
    one, two, three, four = _propose(town, card, "A", "B", "C", "D")
    first = choose_goals(town, HR, card, {"A": [one], "B": [two], "C": [three]})
    again = choose_goals(town, HR, card, {"A": [one], "B in andere woorden": [two], "D": [four]})
    assert again["A"] == first["A"]
    assert again["B in andere woorden"] == first["B"], "the goal of a proposal stays its goal under another title"
    assert _titles(town, card) == ["A", "B", "D"]
    rows = {row["text"]: row["chosen_goal"] for row in dialogue.proposals(town, SYSTEM).rows()}
    assert rows == {"A": first["A"], "B": first["B"], "C": None, "D": again["D"]}


def test_a_goal_that_no_proposal_made_is_left_alone(town: Store, card: str) -> None:
    save_goal(town, HR, Goal(title="Later toegevoegd", unit=ZORG, owner_role=Position.HR, starts_on=DAY, due_on=DAY, session=card))  # fmt: skip
    keys = _propose(town, card, "A", "B", "C")
    choose_goals(town, HR, card, dict(zip("ABC", ([key] for key in keys), strict=True)))
    assert _titles(town, card) == ["A", "B", "C", "Later toegevoegd"]


def test_a_goal_in_other_words_keeps_the_rest(town: Store, card: str) -> None:
    goal = save_goal(town, HR, Goal(
        title="Kort", description="Waarom", unit=ZORG, owner_role=Position.HR, starts_on=DAY, due_on=date(2027, 1, 1),
        factors=(Factor.AUTONOMY,), session=card,
    ))  # fmt: skip
    retitle(town, OTHER, "goal", goal, "In één zin gezegd", read_version=1)
    row = programme.goals(town, SYSTEM).where(id=goal).first()
    assert row is not None
    assert (row["title"], row["description"], row["factors"], row["due_on"], row["version"]) == (
        "In één zin gezegd", "Waarom", ["autonomy"], date(2027, 1, 1), 2)  # fmt: skip
    with pytest.raises(Conflict):
        retitle(town, HR, "goal", goal, "Te laat", read_version=1)
    with pytest.raises(Refused):
        retitle(town, HR, "goal", goal, " ", read_version=2)


def test_a_proposal_is_changed_grouped_taken_away_and_brought_back(town: Store, card: str) -> None:
    (key,) = _propose(town, card, "Roster")
    save_proposal(town, HR, card, Proposal("Rooster", theme="Tijd"), id=key, read_version=1)
    with pytest.raises(Conflict):
        save_proposal(town, OTHER, card, Proposal("Rooste"), id=key, read_version=1)
    remove(town, HR, "goal_proposal", key, 2)
    assert len(dialogue.proposals(town, SYSTEM)) == 0
    undo(town, HR, "goal_proposal", key, 3)
    row = dialogue.proposals(town, SYSTEM).first()
    assert row is not None
    assert (row["text"], row["theme"]) == ("Rooster", "Tijd")


def test_proposals_stay_in_the_order_in_which_they_were_put_down(town: Store, card: str) -> None:
    one = save_proposal(town, HR, card, Proposal("eerste"))
    save_proposal(town, HR, card, Proposal("tweede"))
    save_proposal(town, HR, card, Proposal("eerste, beter gezegd"), id=one, read_version=1)
    assert dialogue.proposals(town, SYSTEM).column("text") == ["eerste, beter gezegd", "tweede"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 201, "111222333", "iemand@voorbeeld.nl"])
def test_a_proposal_that_cannot_be_is_refused_with_all_of_its_list(town: Store, card: str, text: str) -> None:
    with pytest.raises(Refused):
        _propose(town, card, "Goed voorstel", text)
    assert len(dialogue.proposals(town, SYSTEM)) == 0


# Plan and next steps ------------------------------------------------------------------------------


def _act(store: Store, card: str, **more: Any) -> str:
    return save_action(store, HR, Action(title="Doen", owner_role=Position.HR, starts_on=DAY, due_on=DAY, session=card, units=(ZORG,), **more))  # fmt: skip


def test_actions_go_along_when_their_direction_gets_other_words(town: Store, card: str) -> None:
    line = save_line(town, HR, "solution_direction", card, "Roosters")
    own = _act(town, card, solution_direction="Roosters", frame="Budget", status=ActionStatus.RUNNING)
    other = _act(town, card, solution_direction="Anders")
    save_line(town, HR, "solution_direction", card, "Roosters samen maken", id=line, read_version=1)
    rows = {row["id"]: row for row in programme.actions(town, SYSTEM).rows()}
    assert rows[own]["solution_direction"] == "Roosters samen maken"
    assert (rows[own]["frame"], rows[own]["status"], rows[own]["units"]) == ("Budget", "running", ["ZORG"])
    assert (rows[other]["solution_direction"], rows[other]["version"]) == ("Anders", 1)
    assert dialogue.lines(town, SYSTEM).column("text") == ["Roosters samen maken"]


def test_a_next_step_is_started_only_with_something(town: Store, card: str) -> None:
    with pytest.raises(Refused):
        save_next_step(town, HR, card, NextStep("Bellen", started=True))
    key = save_next_step(town, HR, card, NextStep("Bellen", Position.MANAGER, DAY))
    assert (_row(town, card)["next_steps"], _row(town, card)["started_steps"]) == (1, 0)
    save_next_step(town, HR, card, NextStep("Bellen", Position.MANAGER, DAY, True, "Gebeld"), id=key, read_version=1)
    assert _row(town, card)["started_steps"] == 1
    assert dialogue.next_steps(town, SYSTEM).column("started_with") == ["Gebeld"]


# The photo ----------------------------------------------------------------------------------------


def test_a_photo_is_kept_taken_away_and_erased(town: Store, card: str) -> None:
    key = save_photo(town, HR, card, b"\xff\xd8 jpeg")
    kept = dialogue.photos(town, HR, session=card).first()
    assert kept is not None
    assert (kept["content"], kept["media_type"]) == (b"\xff\xd8 jpeg", "image/jpeg")
    remove_photo(town, HR, card, key, read_version=1)
    assert len(dialogue.photos(town, HR, session=card)) == 0
    assert erase(town, HR, "photo", key, "content") == 2
    held = town._connection.cursor().execute("select count(*) from store.main.photo where octet_length(content) > 0")
    assert held.fetchall() == [(0,)]


def test_only_who_logs_sees_the_photo(town: Store, card: str) -> None:
    with pytest.raises(NotAllowed):
        dialogue.photos(town, MT, session=card)


# What is missing ----------------------------------------------------------------------------------


def test_an_empty_card_lacks_something_at_every_step(town: Store, card: str) -> None:
    assert [step for step, _words in missing(_fields(town, card), _row(town, card))] == list(CardStep)


def test_a_full_card_lacks_nothing(town: Store, card: str) -> None:
    change_card(town, HR, card, _fields(town, card), {
        "participants_hr": 1, "results": "x", "future_vision": "x", "take_along": "x",
        **dict.fromkeys(RATINGS.values(), "good"),
    })  # fmt: skip
    keys = _propose(town, card, "A", "B", "C")
    choose_goals(town, HR, card, dict(zip("ABC", ([key] for key in keys), strict=True)))
    _act(town, card)
    step = save_next_step(town, HR, card, NextStep("Bellen"))
    assert [one for one, _words in missing(_fields(town, card), _row(town, card))] == [CardStep.STEPS]
    save_next_step(town, HR, card, NextStep("Bellen", started=True, started_with="x"), id=step, read_version=1)
    assert missing(_fields(town, card), _row(town, card)) == []
