"""Writing the programme around the dialogue: answers to the roadmap, stakeholders, moments, scope, own instruments."""

from dataclasses import asdict, dataclass
from datetime import date

from di_data.access import Right, Viewer
from di_data.errors import Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.register.records import (
    LONGEST_TITLE,
    Save,
    key_of,
    new_key,
    refuse_empty,
    refuse_texts,
    save,
)
from di_data.store import Store
from di_data.vocabulary import Body, Moment, Position, Scope, StepStatus

MOST_SUPPORT = 2
"""Support runs from −2 (against) to +2 (pulls along)."""


@dataclass(frozen=True, kw_only=True)
class Answer:
    """The answer to a question of the roadmap. `code` is that of a known question; None for one of our own."""

    phase: int
    question: str
    code: str | None = None
    answer: str | None = None
    owner_role: Position | None = None
    due_on: date | None = None
    status: StepStatus = StepStatus.OPEN


@dataclass(frozen=True)
class Stakeholder:
    """Who has an interest in the programme: a role or a group, never a person. `support` from −2 to +2."""

    who: str
    interest: str | None = None
    support: int = 0
    ambassador: bool = False


@dataclass(frozen=True)
class AgreementMoment:
    """A moment on which the programme was presented, amended or agreed."""

    body: Body
    step: Moment
    held_on: date
    note: str | None = None


@dataclass(frozen=True)
class ProgrammeScope:
    """How far the programme reaches; `units` are the keys of the departments of a pilot."""

    scope: Scope
    note: str | None = None
    units: tuple[str, ...] = ()


@dataclass(frozen=True)
class OwnInstrument:
    """An instrument that this municipality adds to the library."""

    name: str
    purpose: str


def _store(
    store: Store, viewer: Viewer, kind: str, key: str, read_version: int, columns: dict[str, object],
    children: dict[tuple[str, str], list[dict[str, object]]] | None = None,
) -> str:  # fmt: skip
    with store.write() as transaction:
        save(transaction, viewer, [Save(kind, key, read_version, columns, children or {})])
    return key


def save_answer(store: Store, viewer: Viewer, answer: Answer, *, id: str | None = None, read_version: int = 0) -> str:
    """Save an answer of the roadmap; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    refuse_empty(gettext("Question"), answer.question)
    refuse_texts({gettext("Question"): answer.question}, longest=2 * LONGEST_TITLE)
    refuse_texts({gettext("Answer"): answer.answer})
    key = id or (key_of("programme_step", answer.code) if answer.code else new_key())
    return _store(store, viewer, "programme_step", key, read_version, asdict(answer))


def save_stakeholder(
    store: Store, viewer: Viewer, stakeholder: Stakeholder, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save a stakeholder; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    refuse_empty(gettext("Who"), stakeholder.who)
    refuse_texts({gettext("Who"): stakeholder.who}, longest=LONGEST_TITLE)
    refuse_texts({gettext("Interest"): stakeholder.interest})
    if not -MOST_SUPPORT <= stakeholder.support <= MOST_SUPPORT:
        raise Refused(_("Support is a whole number from −2 to +2."))
    return _store(store, viewer, "stakeholder", id or new_key(), read_version, asdict(stakeholder))


def save_moment(
    store: Store, viewer: Viewer, moment: AgreementMoment, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save a moment of presenting, amending or agreeing; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    refuse_texts({gettext("Note"): moment.note})
    return _store(store, viewer, "agreement_moment", id or new_key(), read_version, asdict(moment))


def save_scope(store: Store, viewer: Viewer, scope: ProgrammeScope, *, read_version: int = 0) -> str:
    """Save how far the programme reaches; there is one. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    refuse_texts({gettext("Note"): scope.note})
    if scope.scope == Scope.PILOT and not scope.units:
        raise Refused(_("Choose the departments of the pilot."))
    key = key_of("programme_scope", "programme")
    columns: dict[str, object] = {"scope": scope.scope, "note": scope.note}
    units: list[dict[str, object]] = [{"unit": unit} for unit in scope.units]
    return _store(
        store,
        viewer,
        "programme_scope",
        key,
        read_version,
        columns,
        {("programme_scope_unit", "programme_scope"): units},
    )


def save_instrument(
    store: Store, viewer: Viewer, instrument: OwnInstrument, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save an instrument of our own; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    refuse_empty(gettext("Instrument"), instrument.name)
    refuse_empty(gettext("What it is for"), instrument.purpose)
    refuse_texts({gettext("Instrument"): instrument.name}, longest=LONGEST_TITLE)
    refuse_texts({gettext("What it is for"): instrument.purpose})
    return _store(store, viewer, "instrument", id or new_key(), read_version, asdict(instrument))
