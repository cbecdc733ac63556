"""Requests to the works council for advice and consent: who keeps them, what they cannot be, and for how long they wait."""

from collections.abc import Iterator
from datetime import date

import pytest
from test_register import BSN, EMAIL, VIEWERS

from di_data.access import Right
from di_data.council_terms import CouncilOutcome, CouncilRequest
from di_data.errors import Conflict, NotAllowed, Refused
from di_data.language import speaking
from di_data.register import history
from di_data.register.consultations import Consultation, save_consultation
from di_data.reports import trace, voice
from di_data.store import Store
from di_data.vocabulary import Role
from tests import stores

OR = VIEWERS[Role.OR]
ASKED, LATER = date(2025, 3, 1), date(2025, 4, 12)


@pytest.fixture
def store() -> Iterator[Store]:
    with stores.lent() as opened:
        yield opened


def request(**other: object) -> Consultation:
    usual: dict[str, object] = {"kind": CouncilRequest.CONSENT, "subject": "Verzuimregeling", "requested_on": ASKED}
    return Consultation(**(usual | other))  # type: ignore[arg-type]


def told(store: Store, *columns: str) -> list[tuple[object, ...]]:
    return voice.consultations(store, VIEWERS[Role.MT]).frame().select(columns).rows()


@pytest.mark.parametrize("role", Role)
def test_only_the_works_council_records_them(store: Store, role: Role) -> None:
    if VIEWERS[role].may(Right.ADVISE):
        save_consultation(store, VIEWERS[role], request())
    else:
        with pytest.raises(NotAllowed):
            save_consultation(store, VIEWERS[role], request())
    assert len(told(store, "id")) == (role == Role.OR)


def test_every_field_is_kept(store: Store) -> None:
    given = request(article="27 lid 1 onder k", due_on=LATER, outcome=CouncilOutcome.CONDITIONAL, outcome_on=LATER, note="Mits")  # fmt: skip
    save_consultation(store, OR, given)
    columns = ("kind", "subject", "article", "requested_on", "due_on", "outcome", "outcome_on", "note")
    assert told(store, *columns) == [("consent", "Verzuimregeling", "27 lid 1 onder k", ASKED, LATER, "conditional", LATER, "Mits")]  # fmt: skip


def test_what_waits_comes_first(store: Store) -> None:
    save_consultation(store, OR, request(subject="gezegd", outcome=CouncilOutcome.POSITIVE, outcome_on=LATER))
    save_consultation(store, OR, request(subject="wacht lang"))
    save_consultation(store, OR, request(subject="wacht kort", requested_on=LATER))
    assert told(store, "subject") == [("wacht kort",), ("wacht lang",), ("gezegd",)]


def test_the_outcome_is_a_later_version(store: Store) -> None:
    key = save_consultation(store, OR, request())
    said = request(outcome=CouncilOutcome.NEGATIVE, outcome_on=LATER)
    save_consultation(store, OR, said, id=key, read_version=1)
    with pytest.raises(Conflict):
        save_consultation(store, OR, request(subject="Van een ander"), id=key, read_version=1)
    assert told(store, "version", "outcome") == [(2, "negative")]
    with speaking("en"):
        changes = trace.changes(store, VIEWERS[Role.HR], kind="consultation", id=key).where(version=2)
    assert dict(zip(changes.column("field"), changes.column("after"), strict=True)) == {
        "What the works council said": "Negative", "Said on": "12 Apr 2025",
    }  # fmt: skip
    history.remove(store, OR, "consultation", key, 2)
    assert told(store, "id") == []


@pytest.mark.parametrize("wrong", [
    {"subject": "  "}, {"subject": "x" * 201}, {"article": "x" * 201}, {"note": "x" * 4001},
    {"subject": f"Over {EMAIL}"}, {"note": f"Over {BSN}"}, {"article": EMAIL},
    {"due_on": date(2025, 2, 28)},
    {"outcome": CouncilOutcome.POSITIVE}, {"outcome_on": LATER},
    {"outcome": CouncilOutcome.POSITIVE, "outcome_on": date(2025, 2, 28)},
])  # fmt: skip
def test_what_a_request_cannot_be(store: Store, wrong: dict[str, object]) -> None:
    with pytest.raises(Refused):
        save_consultation(store, OR, request(**wrong))
    assert told(store, "id") == []


def test_an_answer_on_the_day_itself(store: Store) -> None:
    save_consultation(store, OR, request(due_on=ASKED, outcome=CouncilOutcome.WITHDRAWN, outcome_on=ASKED))
    assert len(told(store, "id")) == 1


@pytest.mark.parametrize(("outcome_on", "days"), [(None, 92), (LATER, 42), (ASKED, 0)])
def test_days_that_it_waits_or_waited(outcome_on: date | None, days: int) -> None:
    assert voice.days_of({"requested_on": ASKED, "outcome_on": outcome_on}, date(2025, 6, 1)) == days
