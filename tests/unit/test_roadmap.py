"""The programme around the dialogue: what is saved, what the catalogues hold, and what the pages say about it."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

import polars as pl
import pytest

from di_data.access import SYSTEM, Viewer
from di_data.charts.stakeholders import stakeholders as chart_of
from di_data.disclosure import SafeTable, guard_records
from di_data.errors import Conflict, NotAllowed, Refused
from di_data.instrument_catalogue import CARDS
from di_data.language import speaking
from di_data.register.history import remove, undo
from di_data.register.records import LONGEST_TEXT, LONGEST_TITLE, Save, key_of, save
from di_data.register.roadmap import (
    AgreementMoment,
    Answer,
    OwnInstrument,
    ProgrammeScope,
    Stakeholder,
    save_answer,
    save_instrument,
    save_moment,
    save_scope,
    save_stakeholder,
)
from di_data.reports import roadmap
from di_data.roadmap_catalogue import BY_CODE, PHASES, QUESTIONS
from di_data.store import Store
from di_data.ui import instrument_library, programme_reach, programme_roadmap, stakeholder_map
from di_data.vocabulary import Body, Factor, Instrument, Moment, Position, Role, Scope, StepStatus
from tests import stores

UNIT, OTHER = key_of("org_unit", "A"), key_of("org_unit", "B")
READERS = [Viewer(f"somebody-{role.value}", frozenset({role})) for role in (Role.MT, Role.OR)]
TODAY = date(2025, 6, 15)
ANSWER = Answer(phase=1, question="Wat willen we?", code="purpose", answer="Gezond werken", status=StepStatus.DONE)


def _filled(store: Store) -> None:
    with store.write() as transaction:
        save(transaction, SYSTEM, [Save("org_unit", key, 0, {"code": code, "name": f"Afdeling {code}"}) for code, key in (("A", UNIT), ("B", OTHER))])  # fmt: skip


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent(_filled) as opened:
        yield opened


# What is saved ---------------------------------------------------------------------------------

WRITERS = [
    (save_answer, ANSWER, roadmap.answers),
    (save_stakeholder, Stakeholder("Teamleiders", "Minder verloop", 1), roadmap.stakeholders),
    (save_moment, AgreementMoment(Body.WORKS_COUNCIL, Moment.PRESENTED, TODAY, "In de zaal"), roadmap.moments),
    (save_scope, ProgrammeScope(Scope.PILOT, "Eerst klein", (UNIT,)), roadmap.scope),
    (save_instrument, OwnInstrument("Weekstart", "Kort overleg aan het begin van de week."), roadmap.instruments),
]
every_writer = pytest.mark.parametrize(("write", "record", "report"), WRITERS, ids=lambda value: getattr(value, "__name__", ""))  # fmt: skip


@every_writer
def test_what_hr_saves_the_mt_and_the_works_council_read(store: Store, write, record, report) -> None:  # type: ignore[no-untyped-def]
    write(store, Viewer("hr", frozenset({Role.HR})), record)
    for viewer in READERS:
        (row,) = report(store, viewer).rows()
        assert (row["version"], row["changed_by"]) == (1, "hr")
        told = {name: value for name, value in vars(record).items() if name in row}
        assert {name: row[name] for name in told} == told


@every_writer
def test_who_only_reads_cannot_write(store: Store, write, record, report) -> None:  # type: ignore[no-untyped-def]
    for viewer in (*READERS, Viewer("nobody", frozenset()), Viewer("admin", frozenset({Role.ADMINISTRATOR}))):
        with pytest.raises(NotAllowed):
            write(store, viewer, record)
    assert len(report(store, SYSTEM)) == 0


@every_writer
def test_without_the_right_nothing_is_read(store: Store, write, record, report) -> None:  # type: ignore[no-untyped-def]
    write(store, SYSTEM, record)
    for viewer in (Viewer("nobody", frozenset()), Viewer("admin", frozenset({Role.ADMINISTRATOR}))):
        with pytest.raises(NotAllowed):
            report(store, viewer)


@every_writer
def test_taken_away_and_brought_back(store: Store, write, record, report) -> None:  # type: ignore[no-untyped-def]
    write(store, SYSTEM, record)
    kind = write.__name__.replace("save_", "")
    kind = {"answer": "programme_step", "moment": "agreement_moment", "scope": "programme_scope"}.get(kind, kind)
    (before,) = report(store, SYSTEM).rows()
    remove(store, SYSTEM, kind, before["id"], 1)
    assert len(report(store, SYSTEM)) == 0
    undo(store, SYSTEM, kind, before["id"], 2)
    (after,) = report(store, SYSTEM).rows()
    trace = ("version", "valid_from", "changed_by")
    assert {name: after[name] for name in after if name not in trace} == {
        name: before[name] for name in before if name not in trace
    }


def test_two_who_answer_the_same_question_at_once(store: Store) -> None:
    save_answer(store, SYSTEM, ANSWER)
    with pytest.raises(Conflict):
        save_answer(store, SYSTEM, ANSWER)
    assert roadmap.answers(store, SYSTEM).column("answer") == ["Gezond werken"]


def test_the_reach_is_one_record_whoever_saves_it(store: Store) -> None:
    save_scope(store, SYSTEM, ProgrammeScope(Scope.PILOT, None, (UNIT, OTHER)))
    save_scope(store, SYSTEM, ProgrammeScope(Scope.ORGANISATION), read_version=1)
    (row,) = roadmap.scope(store, SYSTEM).rows()
    assert (row["scope"], row["unit_names"], row["version"]) == ("organisation", None, 2)


@pytest.mark.parametrize(
    ("write", "record"),
    [
        (save_answer, Answer(phase=1, question=" ")),
        (save_answer, Answer(phase=1, question="v" * (2 * LONGEST_TITLE + 1))),
        (save_answer, Answer(phase=1, question="Wie?", answer="a" * (LONGEST_TEXT + 1))),
        (save_answer, Answer(phase=1, question="Wie?", answer="Mail jan.jansen@voorbeeld.nl")),
        (save_stakeholder, Stakeholder("")),
        (save_stakeholder, Stakeholder("MT", support=3)),
        (save_stakeholder, Stakeholder("MT", support=-3)),
        (save_stakeholder, Stakeholder("Medewerker 111222333")),
        (save_moment, AgreementMoment(Body.EXECUTIVE, Moment.AGREED, TODAY, "jan.jansen@voorbeeld.nl")),
        (save_scope, ProgrammeScope(Scope.PILOT)),
        (save_instrument, OwnInstrument("", "Doel")),
        (save_instrument, OwnInstrument("Scan", " ")),
        (save_instrument, OwnInstrument("Scan", "Bel met jan.jansen@voorbeeld.nl")),
    ],
)
def test_what_cannot_be_is_refused(store: Store, write, record) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(Refused):
        write(store, SYSTEM, record)


# The roadmap -----------------------------------------------------------------------------------


def test_five_phases_with_four_to_six_questions_each() -> None:
    assert [phase.number for phase in PHASES] == [1, 2, 3, 4, 5]
    assert all(4 <= count <= 6 for count in Counter(question.phase for question in QUESTIONS).values())
    assert len(BY_CODE) == len(QUESTIONS)


def test_codes_under_which_answers_are_kept_do_not_change() -> None:
    assert [question.code for question in QUESTIONS] == [
        "purpose", "meaning", "strategy", "hr_policy", "findings",
        "gains", "leaders", "works_council", "ambassadors", "sceptics", "reach",
        "subjects", "opening", "cycle", "form", "record",
        "telling", "managers", "employees", "hr_part", "room",
        "rhythm", "experience", "yield", "change", "keep_up",
    ]  # fmt: skip


def test_questions_are_all_there_before_anything_was_saved(store: Store) -> None:
    found = programme_roadmap.entries(roadmap.answers(store, SYSTEM))
    assert [entry.name for entry in found] == [question.code for question in QUESTIONS]
    assert {(entry.row["version"], entry.is_answered) for entry in found} == {(0, False)}


def test_answers_stand_with_their_question_and_own_questions_after_them(store: Store) -> None:
    save_answer(store, SYSTEM, ANSWER)
    own = save_answer(store, SYSTEM, Answer(phase=1, question="Wat vindt de raad?", status=StepStatus.RUNNING))
    with speaking("en"):
        found = [
            entry for entry in programme_roadmap.entries(roadmap.answers(store, SYSTEM)) if entry.row["phase"] == 1
        ]
        assert programme_roadmap.progress(found) == "1 of 6 questions answered."
    assert [entry.name for entry in found] == ["purpose", "meaning", "strategy", "hr_policy", "findings", own]
    assert found[0].row["answer"] == "Gezond werken"
    assert found[0].row["question"] == BY_CODE["purpose"].question, "the words of today, not those of when it was saved"


def test_unanswered_question_is_saved_under_the_key_that_the_page_gave(store: Store) -> None:
    entry = next(
        entry for entry in programme_roadmap.entries(roadmap.answers(store, SYSTEM)) if entry.name == "purpose"
    )
    assert save_answer(store, SYSTEM, ANSWER) == entry.row["id"]


# Presented and agreed --------------------------------------------------------------------------


def moments(*told: tuple[Body, Moment, date]) -> SafeTable:
    schema = {"body": pl.String, "step": pl.String, "held_on": pl.Date, "valid_from": pl.Int64}
    return guard_records(pl.DataFrame([(*one, place) for place, one in enumerate(told)], schema=schema, orient="row"))


def said(*told: tuple[Body, Moment, date]) -> list[str]:
    with speaking("en"):
        return list(programme_reach.sentences(moments(*told), TODAY))


DIRECTION, COUNCIL = Body.DIRECTION_TEAM, Body.WORKS_COUNCIL
NOT_COUNCIL = "It was not presented to the works council yet."


def test_nothing_happened_yet() -> None:
    assert said() == ["It was not presented to the direction team yet.", NOT_COUNCIL]


def test_agreed_by_one_and_not_presented_to_the_other() -> None:
    found = said((DIRECTION, Moment.PRESENTED, date(2025, 1, 7)), (DIRECTION, Moment.AGREED, date(2025, 3, 4)))
    assert found == ["The direction team agreed on 4 Mar 2025.", NOT_COUNCIL]


@pytest.mark.parametrize(
    ("step", "sentence"),
    [
        (Moment.PRESENTED, "It was presented to the works council on 4 Mar 2025, which did not agree yet."),
        (Moment.AMENDED, "After the works council it was amended on 4 Mar 2025, and it has to agree yet."),
        (Moment.AGREED, "The works council agreed on 4 Mar 2025."),
    ],
)
def test_the_last_thing_that_happened_counts(step: Moment, sentence: str) -> None:
    # Given newest first: the date decides, not the order.
    assert said((COUNCIL, step, date(2025, 3, 4)), (COUNCIL, Moment.PRESENTED, date(2025, 1, 7)))[-1] == sentence


def test_presented_again_after_it_was_agreed() -> None:
    found = said((COUNCIL, Moment.AGREED, date(2024, 3, 4)), (COUNCIL, Moment.PRESENTED, date(2025, 3, 4)))
    assert found[1:] == [
        "The works council agreed on 4 Mar 2024.",
        "After that it was presented there again, on 4 Mar 2025.",
    ]


def test_what_lies_ahead_is_not_told_as_done() -> None:
    assert said((COUNCIL, Moment.AGREED, date(2025, 6, 16)))[-1] == NOT_COUNCIL
    assert said((COUNCIL, Moment.AGREED, TODAY))[-1] == "The works council agreed on 15 Jun 2025."


def test_every_body_and_step_has_a_sentence_of_its_own() -> None:
    found = [
        [words for words in said((body, step, TODAY)) if "15 Jun 2025" in words] for body in Body for step in Moment
    ]
    assert all(len(words) == 1 for words in found)
    assert len({words[0] for words in found}) == len(Body) * len(Moment)


# Stakeholders ----------------------------------------------------------------------------------


def people(*told: tuple[str, int, bool]) -> SafeTable:
    return guard_records(pl.DataFrame(told, schema=["who", "support", "ambassador"], orient="row"))


@pytest.mark.parametrize(
    ("told", "sentences"),
    [
        ([("MT", 0, False)], ["Nobody carries it yet.", "There is no ambassador yet."]),
        (
            [("MT", 2, True), ("OR", 1, False), ("Teamleiders", -1, False)],
            ["MT and OR carry it.", "Teamleiders has doubts or is against.", "1 ambassador: MT."],
        ),
        (
            [("A", 1, False), ("B", 1, False), ("C", 1, False), ("D", 1, False), ("E", 1, False), ("F", -2, False)],
            ["A, B, C and 2 others carry it.", "F has doubts or is against.", "There is no ambassador yet."],
        ),
    ],
)
def test_the_map_in_words(told: list[tuple[str, int, bool]], sentences: list[str]) -> None:
    with speaking("en"):
        assert list(stakeholder_map.sentences(people(*told))) == sentences


def test_the_map_shows_everyone_most_support_first() -> None:
    with speaking("en"):
        figure = chart_of(people(("Raad", -2, False), ("MT", 2, True), ("B", 0, False), ("A", 0, False)), "Support")
    rows = figure.rows.to_dicts()
    assert [(row["who"], row["support"], row["told"], row["role"], row["leaning"]) for row in rows] == [
        ("MT", 2, "pulls along", "ambassador", "for"), ("A", 0, "neutral", "stakeholder", "neutral"),
        ("B", 0, "neutral", "stakeholder", "neutral"), ("Raad", -2, "against", "stakeholder", "against"),
    ]  # fmt: skip
    assert figure.description == "Support. MT: pulls along (ambassador); A: neutral; B: neutral; Raad: against"


# Instruments -----------------------------------------------------------------------------------


def test_every_known_instrument_has_its_card() -> None:
    assert sorted(card.instrument for card in CARDS) == sorted(Instrument)
    assert all(card.purpose and card.when and card.factors and card.phases for card in CARDS)
    assert {factor for card in CARDS for factor in card.factors} == set(Factor)


def test_use_of_an_instrument_counts_old_texts_and_codes_together() -> None:
    actions = guard_records(pl.DataFrame({
        "instrument": ["Menukaart", "menukaart", "Menu card (menukaart)", "Zelf roosteren", "zelf  Roosteren", None],
        "status": ["running", "done", "planned", "running", "stopped", "running"],
    }))  # fmt: skip
    evaluations = guard_records(pl.DataFrame({"instrument": ["menukaart", None], "learned": ["Kort houden", "Niets"]}))
    found = instrument_library.uses(actions, evaluations)
    assert sorted(found) == ["menukaart", "zelf roosteren"]
    menu, own = found["menukaart"], found["zelf roosteren"]
    assert (menu.running, menu.done, menu.others) == (1, 1, 1)
    assert (own.running, own.done, own.others) == (1, 0, 1)
    assert [row["learned"] for row in menu.evaluations] == ["Kort houden"]
    with speaking("en"):
        assert own.sentence == "1 action is running, 1 is planned or stopped"


def test_owner_of_an_answer_is_a_role(store: Store) -> None:
    save_answer(
        store, SYSTEM, Answer(phase=2, question="Wie doet mee?", owner_role=Position.WORKS_COUNCIL, due_on=TODAY)
    )
    (row,) = roadmap.answers(store, SYSTEM).rows()
    assert (row["owner_role"], row["due_on"], row["status"], row["code"]) == ("works_council", TODAY, "open", None)
