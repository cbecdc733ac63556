"""Writing the programme: each save leaves its trace, needs its right, and takes no personal data."""

import uuid
from collections.abc import Callable, Iterator
from datetime import date, datetime

import polars as pl
import pytest

from di_data.access import SYSTEM, Viewer
from di_data.council_terms import AboutKind, CouncilRequest
from di_data.errors import Conflict, NotAllowed, Refused, WrongUse
from di_data.indicator_catalogue import SHIPPED_INDICATORS
from di_data.register import (
    accounts,
    actions,
    cards,
    consultations,
    decisions,
    deliveries,
    goals,
    indicators,
    remarks,
    roadmap,
)
from di_data.register.actions import Action, Evaluation
from di_data.register.decisions import Decision
from di_data.register.goals import Goal
from di_data.register.records import Save, key_of, save
from di_data.reports.accounts import roles_of
from di_data.store import Store, connection
from di_data.vocabulary import (
    ActionStatus,
    Body,
    EvaluationResult,
    Factor,
    Moment,
    NextMove,
    Position,
    Role,
    Scope,
)
from tests import stores

BSN, EMAIL = "111222333", "jan.jansen@voorbeeld.nl"
START, END = date(2025, 1, 1), date(2025, 6, 30)
UNIT, OTHER = key_of("org_unit", "A"), key_of("org_unit", "B")
VIEWERS = {role: Viewer(f"somebody-{role.value}", frozenset({role})) for role in Role}
HR, ADMINISTRATOR = VIEWERS[Role.HR], VIEWERS[Role.ADMINISTRATOR]


def _filled(store: Store) -> None:
    with store.write() as transaction:
        save(transaction, SYSTEM, [Save("org_unit", key, 0, {"code": code, "name": code}) for code, key in (("A", UNIT), ("B", OTHER))])  # fmt: skip


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent(_filled) as opened:
        yield opened


def goal(**other: object) -> Goal:
    usual = {"title": "Minder verzuim", "unit": UNIT, "owner_role": Position.HR, "starts_on": START, "due_on": END}
    return Goal(**{**usual, **other})  # type: ignore[arg-type]


def action(**other: object) -> Action:
    usual = {"title": "Zelf roosteren", "owner_role": Position.MANAGER, "starts_on": START, "due_on": END}
    return Action(**{**usual, **other})  # type: ignore[arg-type]


def evaluation(key: str, **other: object) -> Evaluation:
    usual = {
        "action": key,
        "evaluated_on": END,
        "result": EvaluationResult.PARTLY,
        "learned": "Veel",
        "next_move": NextMove.GO_ON,
    }
    return Evaluation(**{**usual, **other})  # type: ignore[arg-type]


def decision(**other: object) -> Decision:
    return Decision(**{"quarter": "2025-Q1", "text": "Doorgaan", "owner_role": Position.HR, **other})  # type: ignore[arg-type]


def _rows(store: Store, table: str, *columns: str) -> list[tuple[object, ...]]:
    return store._cursor().execute(f"select {', '.join(columns)} from {table} order by all").fetchall()


# The trace -------------------------------------------------------------------------------------

SAVES: dict[str, Callable[[Store, Viewer], object]] = {
    "goal": lambda store, viewer: goals.save_goal(store, viewer, goal()),
    "goal_target": lambda store, viewer: goals.save_target(store, viewer, UNIT, END, 5.5),
    "action": lambda store, viewer: actions.save_action(store, viewer, action()),
    "evaluation": lambda store, viewer: actions.save_evaluation(store, viewer, evaluation(UNIT)),
    "check_in": lambda store, viewer: goals.save_check_in(store, viewer, UNIT, END, 7, "Goed"),
    "decision": lambda store, viewer: decisions.save_decision(store, viewer, decision()),
    "action_note": lambda store, viewer: actions.save_note(store, viewer, UNIT, END, "Gesproken"),
    "dialogue_session": lambda store, viewer: cards.save_card(store, viewer, cards.Card(held_on=START, unit=UNIT)),
    "goal_proposal": lambda store, viewer: cards.save_proposal(store, viewer, UNIT, cards.Proposal("Meer ruimte")),
    "solution_direction": lambda store, viewer: cards.save_line(store, viewer, "solution_direction", UNIT, "Anders werken"),
    "frame": lambda store, viewer: cards.save_line(store, viewer, "frame", UNIT, "Zonder extra geld"),
    "next_step": lambda store, viewer: cards.save_next_step(store, viewer, UNIT, cards.NextStep("Bellen")),
    "photo": lambda store, viewer: cards.save_photo(store, viewer, UNIT, b"jpeg"),
    "programme_step": lambda store, viewer: roadmap.save_answer(store, viewer, roadmap.Answer(phase=1, question="Waarom?")),
    "stakeholder": lambda store, viewer: roadmap.save_stakeholder(store, viewer, roadmap.Stakeholder("Teamleiders")),
    "agreement_moment": lambda store, viewer: roadmap.save_moment(
        store, viewer, roadmap.AgreementMoment(Body.WORKS_COUNCIL, Moment.PRESENTED, START)),
    "programme_scope": lambda store, viewer: roadmap.save_scope(store, viewer, roadmap.ProgrammeScope(Scope.ORGANISATION)),
    "instrument": lambda store, viewer: roadmap.save_instrument(store, viewer, roadmap.OwnInstrument("Teamdag", "Ontmoeten")),
    "remark": lambda store, viewer: remarks.ask(store, viewer, remarks.Remark(AboutKind.GENERAL, "", "Wie beslist?")),
    "consultation": lambda store, viewer: consultations.save_consultation(store, viewer, consultations.Consultation(
        kind=CouncilRequest.ADVICE, subject="Nieuwe indeling", requested_on=START)),
    "user_role": lambda store, viewer: accounts.set_role(store, viewer, "a@b.nl", Role.MT),
}  # fmt: skip
MAY_SAVE = {
    "decision": {Role.MT, Role.HR},
    "user_role": {Role.ADMINISTRATOR},
    "remark": {Role.OR},
    "consultation": {Role.OR},
}


@pytest.mark.parametrize("kind", SAVES)
def test_save_leaves_its_trace(store: Store, kind: str) -> None:
    before = connection.now()
    viewer = VIEWERS[min(MAY_SAVE.get(kind, {Role.HR}))]
    SAVES[kind](store, viewer)
    (version, who, moment), = _rows(store, kind, "version", "changed_by", "valid_from")  # fmt: skip
    assert (version, who) == (1, viewer.subject)
    assert before <= moment <= connection.now()  # type: ignore[operator]


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("kind", SAVES)
def test_save_needs_its_right(store: Store, kind: str, role: Role) -> None:
    if role in MAY_SAVE.get(kind, {Role.HR}):
        SAVES[kind](store, VIEWERS[role])
        assert len(_rows(store, kind, "id")) == 1
    else:
        with pytest.raises(NotAllowed):
            SAVES[kind](store, VIEWERS[role])
        assert _rows(store, kind, "id") == []


def test_nobody_may_save(store: Store) -> None:
    with pytest.raises(NotAllowed):
        actions.save_action(store, Viewer("nobody", frozenset()), action())


def test_second_version_keeps_the_first(store: Store) -> None:
    key = goals.save_goal(store, HR, goal())
    goals.save_goal(store, VIEWERS[Role.HR], goal(title="Veel minder verzuim"), id=key, read_version=1)
    assert _rows(store, "goal", "version", "title") == [(1, "Minder verzuim"), (2, "Veel minder verzuim")]
    assert store.read("programme/goals").select("version", "title").rows() == [(2, "Veel minder verzuim")]
    assert _rows(store, "record", "kind").count(("goal",)) == 1


@pytest.mark.parametrize("read_version", [0, 1, 3])
def test_save_on_another_version_is_a_conflict(store: Store, read_version: int) -> None:
    key = actions.save_action(store, HR, action())
    actions.save_action(store, HR, action(title="Van een ander"), id=key, read_version=1)
    with pytest.raises(Conflict):
        actions.save_action(store, HR, action(title="Van mij"), id=key, read_version=read_version)
    assert store.read("programme/actions")["title"].to_list() == ["Van een ander"]


def test_children_belong_to_their_version(store: Store) -> None:
    key = actions.save_action(
        store, HR, action(units=(UNIT, OTHER), factors=(Factor.AUTONOMY, Factor.DIALOGUE))
    )  # fmt: skip
    actions.save_action(store, HR, action(units=(OTHER,), factors=()), id=key, read_version=1)
    assert _rows(store, "action_unit", "version", "unit::varchar") == sorted([(1, UNIT), (1, OTHER), (2, OTHER)])
    assert _rows(store, "action_factor", "version", "factor") == [(1, "autonomy"), (1, "dialogue")]
    now = store.read("programme/actions").select("units", "factors").row(0)
    assert now == (["B"], None)


def test_factors_of_a_goal_belong_to_their_version(store: Store) -> None:
    key = goals.save_goal(store, HR, goal(factors=(Factor.AUTONOMY,)))
    goals.save_goal(store, HR, goal(factors=(Factor.DIALOGUE,)), id=key, read_version=1)
    assert _rows(store, "goal_factor", "version", "factor") == [(1, "autonomy"), (2, "dialogue")]
    assert store.read("programme/goals")["factors"].to_list() == [["dialogue"]]


def test_every_field_of_an_action_is_kept(store: Store) -> None:
    actions.save_action(store, HR, action(status=ActionStatus.DONE, expectation="Minder ruis", reference="A-1"))
    found = store.read("programme/actions").row(0, named=True)
    assert (found["status"], found["expectation"], found["reference"]) == ("done", "Minder ruis", "A-1")
    assert (found["owner_role"], found["starts_on"], found["due_on"]) == ("manager", START, END)


def test_action_saved_after_its_delivery_was_withdrawn(store: Store) -> None:
    # Was a bug once: sql/queries/store/version_of.sql counts versions of withdrawn deliveries, while the user sees the version before
    # them: every save on what is on the screen is a Conflict, for ever. Let version_of give both the highest number (for
    # the new version) and the version that is current (to compare with read_version), and use each for its own in
    # register/records.py.
    key = actions.save_action(store, HR, action())
    with store.write() as transaction:
        transaction.insert("delivery", pl.DataFrame([_delivery(transaction.moment)]))
        save(transaction, HR, [Save("action", key, 1, {
            "reference": key, "title": "Uit het bestand", "owner_role": "hr", "starts_on": START, "due_on": END,
            "status": "planned"})], delivery=DELIVERY)  # fmt: skip
    deliveries.withdraw(store, HR, DELIVERY)
    shown = store.read("programme/actions").row(0, named=True)
    assert shown["title"] == "Zelf roosteren"
    actions.save_action(store, HR, action(title="Beter"), id=key, read_version=shown["version"])
    assert store.read("programme/actions")["title"].to_list() == ["Beter"]


# What is refused -------------------------------------------------------------------------------

TEXTS: dict[str, Callable[[Store, str], object]] = {
    "goal, title": lambda store, text: goals.save_goal(store, HR, goal(title=text)),
    "goal, description": lambda store, text: goals.save_goal(store, HR, goal(description=text)),
    "action, title": lambda store, text: actions.save_action(store, HR, action(title=text)),
    "action, expectation": lambda store, text: actions.save_action(store, HR, action(expectation=text)),
    "action, instrument": lambda store, text: actions.save_action(store, HR, action(instrument=text)),
    "evaluation, learned": lambda store, text: actions.save_evaluation(store, HR, evaluation(UNIT, learned=text)),
    "check-in, note": lambda store, text: goals.save_check_in(store, HR, UNIT, END, 5, text),
    "decision, text": lambda store, text: decisions.save_decision(store, HR, decision(text=text)),
    "withdrawal, reason": lambda store, text: deliveries.withdraw(store, HR, DELIVERY, text),
}


@pytest.mark.parametrize("secret", [BSN, EMAIL])
@pytest.mark.parametrize("field", TEXTS)
def test_personal_data_in_a_text(store: Store, field: str, secret: str) -> None:
    with pytest.raises(Refused) as told:
        TEXTS[field](store, f"Besproken met {secret} in het overleg")
    assert str(told.value.values["field"]) in told.value.message
    assert secret not in told.value.message
    assert secret not in repr(told.value.values)
    for table in ("goal", "action", "evaluation", "check_in", "decision"):
        assert _rows(store, table, "id") == []


@pytest.mark.parametrize("field", TEXTS)
def test_field_with_personal_data_is_named_as_on_the_page(store: Store, field: str) -> None:
    # Was a bug once: di_data/register/deliveries.py:withdraw names its field "reason", a word of the code; use gettext("Reason").
    with pytest.raises(Refused) as told:
        TEXTS[field](store, EMAIL)
    label = str(told.value.values["field"])
    assert label[0].isupper()


def test_reference_of_an_action_is_a_text_too(store: Store) -> None:
    # Was a bug once: di_data/register/actions.py:save_action does not look at `reference`, nor save_goal at `baseline_period`;
    # both are free text that is stored and exported. Add them to their refuse_personal.
    with pytest.raises(Refused):
        actions.save_action(store, HR, action(reference=f"voor {EMAIL}"))


def test_numbers_that_are_no_bsn_pass(store: Store) -> None:
    goals.save_goal(store, HR, goal(description="Zaak 123456789 en 2025; 06-12345678"))
    assert len(_rows(store, "goal", "id")) == 1


@pytest.mark.parametrize(
    "attempt",
    [
        lambda store: goals.save_goal(store, HR, goal(title="  ")),
        lambda store: actions.save_action(store, HR, action(title="")),
        lambda store: actions.save_evaluation(store, HR, evaluation(UNIT, learned="\n")),
        lambda store: decisions.save_decision(store, HR, decision(text=" ")),
        lambda store: accounts.set_role(store, ADMINISTRATOR, "  ", Role.MT),
        lambda store: goals.save_goal(store, HR, goal(starts_on=END, due_on=START)),
        lambda store: actions.save_action(store, HR, action(starts_on=END, due_on=START)),
    ],
)
def test_incomplete_or_turned_round(store: Store, attempt: Callable[[Store], object]) -> None:
    records = _rows(store, "record", "id")
    with pytest.raises(Refused):
        attempt(store)
    assert _rows(store, "record", "id") == records


def test_ready_on_the_day_it_starts(store: Store) -> None:
    goals.save_goal(store, HR, goal(starts_on=START, due_on=START))
    actions.save_action(store, HR, action(starts_on=START, due_on=START))
    assert len(_rows(store, "goal", "id")) == len(_rows(store, "action", "id")) == 1


# Deliveries ------------------------------------------------------------------------------------

DELIVERY = key_of("delivery", "one")


def _delivery(moment: datetime) -> dict[str, object]:
    return {
        "id": DELIVERY, "kind": "actions", "profile": "p", "file_name": "f", "sha256": "0" * 64, "bytes": 1,
        "loaded_at": moment, "loaded_by": "hr", "rows_read": 1, "rows_loaded": 1, "public_source": False,
    }  # fmt: skip


@pytest.fixture
def loaded(store: Store) -> Store:
    with store.write() as transaction:
        transaction.insert("delivery", pl.DataFrame([_delivery(transaction.moment)]))
    return store


def test_withdrawing_leaves_its_trace(loaded: Store) -> None:
    deliveries.withdraw(loaded, HR, DELIVERY.upper(), "Verkeerde maand")
    assert _rows(loaded, "delivery_withdrawal", "withdrawn_by", "reason") == [(HR.subject, "Verkeerde maand")]
    assert loaded.read("loading/deliveries")["withdrawn_at"].null_count() == 0
    assert len(_rows(loaded, "delivery", "id")) == 1


def test_withdrawing_twice(loaded: Store) -> None:
    deliveries.withdraw(loaded, HR, DELIVERY)
    with pytest.raises(WrongUse):
        deliveries.withdraw(loaded, HR, DELIVERY)
    assert len(_rows(loaded, "delivery_withdrawal", "delivery")) == 1


@pytest.mark.parametrize("number", ["", "x", "' or 1=1 --", str(uuid.UUID(int=7))])
def test_withdrawing_what_is_not_there(loaded: Store, number: str) -> None:
    with pytest.raises(WrongUse):
        deliveries.withdraw(loaded, HR, number)
    assert _rows(loaded, "delivery_withdrawal", "delivery") == []


@pytest.mark.parametrize("role", [Role.MT, Role.OR, Role.ADMINISTRATOR])
def test_withdrawing_needs_its_right(loaded: Store, role: Role) -> None:
    with pytest.raises(NotAllowed):
        deliveries.withdraw(loaded, VIEWERS[role], DELIVERY)
    assert _rows(loaded, "delivery_withdrawal", "delivery") == []


# Roles -----------------------------------------------------------------------------------------


def test_role_given_twice_and_taken(store: Store) -> None:
    for active in (True, True, False):
        accounts.set_role(store, ADMINISTRATOR, "iemand@gemeente.nl", Role.MT, active=active)
    assert _rows(store, "user_role", "version", "active", "changed_by") == [
        (1, True, ADMINISTRATOR.subject), (2, True, ADMINISTRATOR.subject), (3, False, ADMINISTRATOR.subject),
    ]  # fmt: skip
    assert roles_of(store, "iemand@gemeente.nl") == frozenset()


def test_roles_of_an_account_whatever_its_capitals(store: Store) -> None:
    accounts.set_role(store, ADMINISTRATOR, "Iemand@Gemeente.nl", Role.MT)
    accounts.set_role(store, ADMINISTRATOR, "iemand@gemeente.nl", Role.HR)
    accounts.set_role(store, ADMINISTRATOR, "ander@gemeente.nl", Role.OR)
    assert roles_of(store, " IEMAND@gemeente.NL ") == {Role.MT, Role.HR}
    assert roles_of(store, "niemand@gemeente.nl") == frozenset()


@pytest.mark.parametrize(("given", "taken"), [("a@b.nl", "A@B.nl"), ("a@b.nl ", "a@b.nl"), (" a@b.nl", "a@b.nl")])
def test_role_is_taken_however_the_account_was_typed(store: Store, given: str, taken: str) -> None:
    # Was a bug once: di_data/register/accounts.py:set_role makes the key of the subject as typed; a blank after it makes a second
    # record, and taking the role under the right name leaves the first one active: the account keeps its role.
    # Begin with `subject = subject.strip().lower()` and use it for both the key and the column.
    accounts.set_role(store, ADMINISTRATOR, given, Role.ADMINISTRATOR)
    accounts.set_role(store, ADMINISTRATOR, taken, Role.ADMINISTRATOR, active=False)
    assert roles_of(store, "a@b.nl") == frozenset()


@pytest.mark.parametrize("outcome", ["granted", "no_role", "expired"])
def test_sign_in_is_logged(store: Store, outcome: str) -> None:
    accounts.log_sign_in(store, "a@b.nl", outcome)
    assert _rows(store, "sign_in", "subject", "outcome") == [("a@b.nl", outcome)]


def test_shipped_indicators_are_added_once(store: Store) -> None:
    indicators.ensure_shipped(store)
    indicators.ensure_shipped(store)
    assert _rows(store, "indicator", "code", "version") == sorted((one.code, 1) for one in SHIPPED_INDICATORS)
