"""The voice of the works council: who may say what, that no words get lost, and what a question is about, in words."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule
from test_register import BSN, EMAIL, HR, UNIT, VIEWERS, action, decision, goal

from di_data.access import SYSTEM, Viewer
from di_data.council_terms import AboutFigure, AboutKind, figure_of, stored, unstored
from di_data.disclosure import SafeTable
from di_data.errors import Conflict, InzetwijzerError, NotAllowed, Refused
from di_data.language import speaking
from di_data.periods import Grain, Period, quarter
from di_data.register import actions, cards, decisions, goals, history
from di_data.register.erasure import MARK, erase
from di_data.register.indicators import ensure_shipped
from di_data.register.records import Save, new_key, save
from di_data.register.remarks import Remark, answer, ask, ask_again, change, take_away
from di_data.reports import voice
from di_data.store import Store
from di_data.vocabulary import Role
from tests import stores

OR, MT = VIEWERS[Role.OR], VIEWERS[Role.MT]
COLLEAGUE = Viewer("collega-or", frozenset({Role.OR}))
QUESTION = Remark(AboutKind.GENERAL, "", "Wie beslist?")


def _filled(store: Store) -> None:
    ensure_shipped(store)
    with store.write() as transaction:
        save(transaction, SYSTEM, [Save("org_unit", UNIT, 0, {"code": "A", "name": "Afdeling A"})])


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent(_filled) as opened:
        yield opened


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def told(store: Store, viewer: Viewer = OR) -> list[dict[str, object]]:
    return list(voice.remarks(store, viewer).rows())


def rounds(store: Store, key: str) -> list[tuple[object, object]]:
    found = voice.rounds(store, OR).where(id=key)
    return list(zip(found.column("follow_up"), found.column("answer"), strict=True))


# Who -------------------------------------------------------------------------------------------

WRITES: dict[str, tuple[set[Role], Callable[[Store, Viewer, str], object]]] = {
    "ask": ({Role.OR}, lambda store, viewer, _key: ask(store, viewer, QUESTION)),
    "change": ({Role.OR}, lambda store, viewer, key: change(store, viewer, key, "Anders", read_version=1)),
    "take away": ({Role.OR}, lambda store, viewer, key: take_away(store, viewer, key, read_version=1)),
    "answer": ({Role.MT, Role.HR}, lambda store, viewer, key: answer(store, viewer, key, "Wij", read_version=1)),
    "ask on": ({Role.OR}, lambda store, viewer, key: ask_again(store, viewer, key, "En dan?", read_version=1)),
}


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("what", WRITES)
def test_each_side_says_its_own_words(store: Store, what: str, role: Role) -> None:
    key = ask(store, OR, QUESTION)
    allowed, write = WRITES[what]
    if role not in allowed:
        with pytest.raises(NotAllowed):
            write(store, VIEWERS[role], key)
        assert [row["version"] for row in told(store)] == [1]
    elif what == "ask on":  # there is no answer yet
        with pytest.raises(Refused):
            write(store, VIEWERS[role], key)
    else:
        write(store, VIEWERS[role], key)


@pytest.mark.parametrize("role", [*Role, None])
@pytest.mark.parametrize("report", [voice.remarks, voice.rounds, voice.consultations])
def test_who_may_read(store: Store, report: Callable[..., SafeTable], role: Role | None) -> None:
    ask(store, OR, QUESTION)
    viewer = VIEWERS[role] if role else Viewer("nobody", frozenset())
    if role in (Role.MT, Role.HR, Role.OR):
        report(store, viewer)
    else:
        with pytest.raises(NotAllowed):
            report(store, viewer)


def test_works_council_and_mt_read_the_same(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    answer(store, HR, key, "Het MT", read_version=1)
    assert told(store, OR) == told(store, MT) == told(store, HR)


# A question and its answer ---------------------------------------------------------------------


def test_a_question_until_it_is_answered(store: Store) -> None:
    key = ask(store, OR, Remark(AboutKind.GENERAL, "", " Wie beslist? "))
    (row,) = told(store)
    assert (row["text"], row["is_open"], row["round"], row["first_asked_by"]) == ("Wie beslist?", True, 1, OR.subject)
    assert (row["answer"], row["answered_by"], row["answered_at"]) == (None, None, None)
    answer(store, MT, key, "Het college.", read_version=1)
    (row,) = told(store)
    assert (row["is_open"], row["answer"], row["answered_by"], row["answered_as"]) == (False, "Het college.", MT.subject, "mt")  # fmt: skip
    assert row["answered_at"] == row["valid_from"]
    assert row["first_asked_at"] < row["answered_at"]  # type: ignore[operator]


def test_who_has_both_roles_answers_as_the_mt(store: Store) -> None:
    both = Viewer("beide", frozenset({Role.HR, Role.MT}))
    answer(store, both, ask(store, OR, QUESTION), "Wij", read_version=1)
    assert [row["answered_as"] for row in told(store)] == ["mt"]


def test_an_answer_can_be_changed_by_who_answers(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    answer(store, HR, key, "Morgen", read_version=1)
    answer(store, MT, key, "Overmorgen", read_version=2)
    assert [(row["answer"], row["answered_as"]) for row in told(store)] == [("Overmorgen", "mt")]


def test_one_changes_ones_own_question_while_nobody_answered_it(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    change(store, OR, key, "Wie beslist hierover?", read_version=1)
    with pytest.raises(Refused):
        change(store, COLLEAGUE, key, "Van een collega", read_version=2)
    answer(store, HR, key, "Het MT", read_version=2)
    for write in (change, take_away):
        arguments = ("Te laat",) if write is change else ()
        with pytest.raises(Refused):
            write(store, OR, key, *arguments, read_version=3)  # type: ignore[operator]
    assert [(row["text"], row["answer"]) for row in told(store)] == [("Wie beslist hierover?", "Het MT")]


def test_an_account_in_other_capitals_is_the_same(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    change(store, Viewer(OR.subject.upper(), OR.roles), key, "Zelfde mens", read_version=1)
    assert [row["text"] for row in told(store)] == ["Zelfde mens"]


def test_asking_on_opens_it_again_and_keeps_the_answer(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    answer(store, HR, key, "Dat ligt eraan.", read_version=1)
    ask_again(store, COLLEAGUE, key, "Waaraan?", read_version=2)
    (row,) = told(store)
    assert (row["is_open"], row["text"], row["follow_up"], row["answer"]) == (True, "Wie beslist?", "Waaraan?", None)
    assert (row["first_asked_by"], row["asked_by"]) == (OR.subject, COLLEAGUE.subject)
    assert rounds(store, key) == [(None, "Dat ligt eraan."), ("Waaraan?", None)]
    change(store, COLLEAGUE, key, "Waaraan ligt dat?", read_version=3)
    answer(store, MT, key, "Aan het bedrag.", read_version=4)
    assert rounds(store, key) == [(None, "Dat ligt eraan."), ("Waaraan ligt dat?", "Aan het bedrag.")]
    assert [row["is_open"] for row in told(store)] == [False]


def test_a_question_that_was_answered_once_is_not_taken_away(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    answer(store, HR, key, "Ja", read_version=1)
    ask_again(store, OR, key, "Waarom?", read_version=2)
    with pytest.raises(Refused):
        take_away(store, OR, key, read_version=3)
    assert len(told(store)) == 1


def test_taking_away_leaves_the_trace(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    take_away(store, OR, key, read_version=1)
    assert told(store) == []
    assert voice.rounds(store, OR).column("id") == []
    history.undo(store, OR, "remark", key, 2)
    assert [row["text"] for row in told(store)] == ["Wie beslist?"]


def test_nobody_undoes_what_the_other_side_said(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    answer(store, HR, key, "Nee", read_version=1)
    for viewer in (OR, COLLEAGUE):
        with pytest.raises(Refused):
            history.undo(store, viewer, "remark", key, 2)
        with pytest.raises(Refused):
            history.remove(store, viewer, "remark", key, 2)
    with pytest.raises(NotAllowed):
        history.undo(store, HR, "remark", key, 2)
    ask_again(store, OR, key, "Waarom niet?", read_version=2)
    history.undo(store, OR, "remark", key, 3)
    assert rounds(store, key) == [(None, "Nee")]
    assert [(row["round"], row["answer"], row["answered_by"]) for row in told(store)] == [(1, "Nee", HR.subject)]


@pytest.mark.parametrize("write", [
    lambda store, key: change(store, OR, key, "Anders", read_version=1),
    lambda store, key: answer(store, HR, key, "Anders", read_version=1),
    lambda store, key: ask_again(store, OR, key, "Anders", read_version=1),
    lambda store, key: take_away(store, OR, key, read_version=1),
    lambda store, key: answer(store, HR, new_key(), "Anders", read_version=1),
])  # fmt: skip
def test_on_top_of_another_version_is_a_conflict(store: Store, write: Callable[[Store, str], None]) -> None:
    key = ask(store, OR, QUESTION)
    answer(store, MT, key, "Het eerste antwoord", read_version=1)
    with pytest.raises(Conflict):
        write(store, key)
    assert rounds(store, key) == [(None, "Het eerste antwoord")]


@pytest.mark.parametrize("text", ["", "  \n", f"Vraag het {BSN}", f"Mail {EMAIL}", "x" * 4001])
def test_what_cannot_be_said(store: Store, text: str) -> None:
    key = ask(store, OR, QUESTION)
    attempts: list[Callable[[], object]] = [
        lambda: ask(store, OR, Remark(AboutKind.GENERAL, "", text)),
        lambda: change(store, OR, key, text, read_version=1),
        lambda: answer(store, HR, key, text, read_version=1),
        lambda: ask_again(store, OR, key, text, read_version=2),
    ]
    for attempt in attempts:
        if attempt is attempts[-1]:
            answer(store, HR, key, "Ja", read_version=1)
        with pytest.raises(Refused) as refusal:
            attempt()
        assert EMAIL not in refusal.value.message
    assert rounds(store, key) == [(None, "Ja")]


def test_as_it_stood_at_a_moment(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    with store.write() as transaction:
        before = transaction.moment
    answer(store, HR, key, "Ja", read_version=1)
    ask_again(store, OR, key, "Waarom?", read_version=2)
    assert voice.remarks(store, OR, as_of=before).column("is_open") == [True]
    assert voice.remarks(store, OR, as_of=before).column("round") == [1]
    assert len(voice.rounds(store, OR, as_of=before)) == 1
    assert len(voice.remarks(store, OR, as_of=before - timedelta(days=1))) == 0


def test_erased_words_are_gone_from_every_round(store: Store) -> None:
    key = ask(store, OR, QUESTION)
    answer(store, HR, key, "Jan is ziek", read_version=1)
    ask_again(store, OR, key, "Hoe lang is Jan ziek?", read_version=2)
    answer(store, HR, key, "Jan komt terug", read_version=3)
    for field in ("text", "answer", "follow_up"):
        erase(store, HR, "remark", key, field)
    assert rounds(store, key) == [(None, None), (None, None)]
    assert [(row["text"], row["is_open"]) for row in told(store)] == [(MARK, True)]


class Conversation(RuleBasedStateMachine):
    """Whatever the two sides do after one another, the page shows every round as it was said last."""

    def __init__(self) -> None:
        super().__init__()
        self._lent = stores.lent(_filled)
        self.store = self._lent.__enter__()
        self.key = ask(self.store, OR, QUESTION)
        self.version = 1
        self.said: list[list[str | None]] = [[None, None]]

    @rule(text=st.sampled_from(["Ja", "Nee", "Misschien"]), viewer=st.sampled_from([MT, HR]))
    def answers(self, text: str, viewer: Viewer) -> None:
        answer(self.store, viewer, self.key, text, read_version=self.version)
        self.said[-1][1] = text
        self.version += 1

    @precondition(lambda self: self.said[-1][1] is not None)
    @rule(text=st.sampled_from(["Waarom?", "Wanneer?"]))
    def asks_on(self, text: str) -> None:
        ask_again(self.store, OR, self.key, text, read_version=self.version)
        self.said.append([text, None])
        self.version += 1

    @precondition(lambda self: len(self.said) > 1 and self.said[-1][1] is None)
    @rule()
    def takes_the_last_question_back(self) -> None:
        try:
            history.undo(self.store, OR, "remark", self.key, self.version)
        except InzetwijzerError:
            raise AssertionError("what one asked on oneself can be undone") from None
        self.said.pop()
        self.version += 1
        assert rounds(self.store, self.key)[-1][1] == self.said[-1][1]
        self.asks_on("Toch nog iets")  # so that the last save is an undo at most once in a row

    @rule()
    def reads(self) -> None:
        assert rounds(self.store, self.key) == [tuple(one) for one in self.said]
        (row,) = told(self.store)
        assert (row["round"], row["is_open"]) == (len(self.said), self.said[-1][1] is None)

    def teardown(self) -> None:
        self._lent.__exit__(None, None, None)


TestConversation = Conversation.TestCase
TestConversation.settings = settings(max_examples=10, stateful_step_count=10)


# What it is about ------------------------------------------------------------------------------


def test_about_each_kind_in_words(store: Store) -> None:
    session = cards.save_card(store, HR, cards.Card(held_on=date(2025, 3, 14), unit=UNIT, reference="S-1"))
    goal_key, action_key = goals.save_goal(store, HR, goal()), actions.save_action(store, HR, action())
    decision_key = decisions.save_decision(store, HR, decision())
    figure = AboutFigure("autonomy", UNIT)
    expected = {
        (AboutKind.INDICATOR, figure.code): ("Autonomy · Afdeling A", "indicators", {"indicator": "autonomy", "unit": "A"}),
        (AboutKind.INDICATOR, figure._replace(period=quarter(2025, 1)).code): (
            "Autonomy · Afdeling A · Q1 2025", "indicators", {"indicator": "autonomy", "unit": "A", "grain": "quarter"}),
        (AboutKind.GOAL, goal_key): ("Minder verzuim", "goals", {"goal": goal_key}),
        (AboutKind.ACTION, action_key): ("Zelf roosteren", "action_sheet", {"action": action_key}),
        (AboutKind.SESSION, session): ("14 Mar 2025 · Afdeling A", "dialogue_sessions", {"session": "S-1"}),
        (AboutKind.DECISION, decision_key): ("Doorgaan (Q1 2025)", "quarterly_review", {"quarter": "2025-Q1", "decision": decision_key}),
        (AboutKind.GENERAL, ""): ("In general", None, {}),
    }  # fmt: skip
    for kind, code in expected:
        ask(store, OR, Remark(kind, code, "Waarom?"))
    found = {
        (AboutKind(str(row["about_kind"])), row["about"]): (row["about_words"], row["page"], voice.address_of(row))
        for row in told(store, MT)
    }
    assert found == expected
    for (kind, code), (words, *_more) in expected.items():
        assert found[(kind, code)][0] == words
        assert voice.about(store, MT, kind=kind, code=code).words == words


def test_the_words_of_a_decision_are_for_who_may_see_the_review(store: Store) -> None:
    key = decisions.save_decision(store, HR, decision(text="Geheim besluit"))
    ask(store, OR, Remark(AboutKind.DECISION, key, "Waarom?"))
    (row,) = told(store, OR)
    assert (row["about_kind"], row["about_words"], row["page"]) == ("decision", "A decision of the MT", None)
    assert "Geheim" not in str(row)


@pytest.mark.parametrize(("kind", "about"), [
    (AboutKind.GENERAL, "iets"), (AboutKind.GOAL, ""), (AboutKind.GOAL, UNIT), (AboutKind.ACTION, "x"),
    (AboutKind.SESSION, UNIT), (AboutKind.DECISION, UNIT), (AboutKind.INDICATOR, "autonomy"),
    (AboutKind.INDICATOR, f"geluk|{UNIT}"), (AboutKind.INDICATOR, "autonomy|A"),
    (AboutKind.INDICATOR, f"autonomy|{UNIT}|ooit"), (AboutKind.INDICATOR, f"autonomy|{UNIT}|2025|2026"),
])  # fmt: skip
def test_nothing_can_be_asked_about_what_is_not_there(store: Store, kind: AboutKind, about: str) -> None:
    with pytest.raises(Refused):
        ask(store, OR, Remark(kind, about, "Waarom?"))
    assert told(store) == []


def test_what_is_taken_away_later_leaves_the_question(store: Store) -> None:
    key = actions.save_action(store, HR, action())
    ask(store, OR, Remark(AboutKind.ACTION, key, "Waarom?"))
    history.remove(store, HR, "action", key, 1)
    (row,) = told(store)
    assert (row["text"], row["about_words"], row["page"]) == ("Waarom?", "An action that is no longer there", None)


PERIODS = st.builds(
    Period,
    st.dates(date(1990, 1, 1), date(2060, 12, 31)).map(lambda day: date(day.year, 1, 1)),
    st.sampled_from([Grain.MONTH, Grain.QUARTER, Grain.YEAR]),
)
PLAIN = st.text(st.characters(codec="ascii", categories=["L", "N"]) | st.just("_"), min_size=1)


@given(indicator=PLAIN, unit=st.uuids().map(str), period=st.none() | PERIODS)
def test_the_code_of_a_figure_means_that_figure(indicator: str, unit: str, period: Period | None) -> None:
    figure = AboutFigure(indicator, unit, period)
    assert figure_of(figure.code) == figure


@given(st.text())
def test_any_other_text_is_no_figure_or_its_own_code(text: str) -> None:
    found = figure_of(text)
    assert found is None or found.code == text


@given(kind=st.sampled_from(AboutKind), key=st.uuids().map(str))
def test_the_store_keeps_the_kind(kind: AboutKind, key: str) -> None:
    about = "" if kind == AboutKind.GENERAL else key
    kept, code = stored(kind, about)
    assert kept in {"indicator", "goal", "action", "session", "general"}, "the terms that the table knows"
    assert unstored(kept, code) == (kind, about)
