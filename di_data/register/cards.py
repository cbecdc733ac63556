"""Writing the dialogue card: a session along its eight steps, saved at every step, for a group or typed over afterwards."""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any

from di_data.access import Right, Viewer
from di_data.card_catalogue import TEXT_LABELS
from di_data.errors import Conflict, Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.register.goals import Goal, goal_version
from di_data.register.history import again, versions
from di_data.register.records import (
    CHANGED_MEANWHILE,
    LONGEST_TITLE,
    Save,
    new_key,
    refuse_empty,
    refuse_texts,
    save,
)
from di_data.store import Store, Transaction
from di_data.vocabulary import CardStatus, CardStep, Factor, Position, Rating

FEWEST_GOALS, MOST_GOALS = 3, 5
"""A session chooses three to five goals: fewer or more only with a reason."""

GOAL_YEARS = 2
"""How long a goal that a session chose runs until HR sets its end."""

MOST_PARTICIPANTS = 1000
"""Of one role in one session; more is a typing mistake."""

MOST_ROUNDS = 100
"""As in the template for files (contracts.sessions): more is a typing mistake."""


@dataclass(frozen=True)
class FactorRating:
    """How a session judges a factor, and why."""

    rating: Rating
    reason: str | None = None


@dataclass(frozen=True, kw_only=True)
class Card:
    """The card of a session. `unit` is the key of the department or the organisation. Texts are what the group said,
    without names; participants are numbers by role."""

    held_on: date
    unit: str
    round: int = 1
    reference: str | None = None
    status: CardStatus = CardStatus.OPEN
    step: CardStep = CardStep.MEET
    meaning: str | None = None
    experiences: str | None = None
    results: str | None = None
    success_reasons: str | None = None
    future_vision: str | None = None
    choice_reason: str | None = None
    reflection: str | None = None
    take_along: str | None = None
    intentions: str | None = None
    participants: Mapping[Position, int] = field(default_factory=dict)
    ratings: Mapping[Factor, FactorRating] = field(default_factory=dict)


@dataclass(frozen=True)
class Proposal:
    """A goal that a participant proposes; `theme` names the group of like proposals that it was put in."""

    text: str
    theme: str | None = None
    role: Position | None = None
    chosen_goal: str | None = None


@dataclass(frozen=True)
class NextStep:
    """A next step: what, who, when, and what was started on the spot."""

    text: str
    owner_role: Position | None = None
    due_on: date | None = None
    started: bool = False
    started_with: str | None = None


def card_version(card: Card, key: str, read_version: int) -> Save:
    """The version of a card to save. Raises Refused for what a card cannot be."""
    refuse_texts({gettext(label): getattr(card, name) for name, label in TEXT_LABELS.items()})
    refuse_texts({factor.label: rating.reason for factor, rating in card.ratings.items()})
    if not 1 <= card.round <= MOST_ROUNDS:
        raise Refused(_("The round is a whole number from 1 to {most}."), most=MOST_ROUNDS)
    if any(not 0 <= number <= MOST_PARTICIPANTS for number in card.participants.values()):
        raise Refused(_("A number of participants is a whole number from 0 to {most}."), most=MOST_PARTICIPANTS)
    columns = asdict(replace(card, participants={}, ratings={}, reference=card.reference or key))
    del columns["participants"], columns["ratings"]
    columns["step"] = list(CardStep).index(card.step) + 1
    return Save("dialogue_session", key, read_version, columns, {
        ("participant_count", "session"): [
            {"role": role, "participants": number} for role, number in card.participants.items()],
        ("factor_rating", "session"): [
            {"factor": factor, **asdict(rating)} for factor, rating in card.ratings.items()],
    })  # fmt: skip


def save_card(store: Store, viewer: Viewer, card: Card, *, id: str | None = None, read_version: int = 0) -> str:
    """Save the card of a session; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [card_version(card, key, read_version)])
    return key


def save_proposal(
    store: Store, viewer: Viewer, session: str, proposal: Proposal, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save a goal that was proposed in a session (its key); returns the proposal's key. Raises Refused, Conflict."""
    return save_proposals(store, viewer, session, [(id or new_key(), read_version, proposal)])[0]


def save_proposals(
    store: Store, viewer: Viewer, session: str, proposals: Sequence[tuple[str, int, Proposal]]
) -> list[str]:
    """Save proposals as (key, version that was read, proposal), all or none. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    for _key, _version, proposal in proposals:
        refuse_empty(gettext("Proposal"), proposal.text)
        refuse_texts({gettext("Proposal"): proposal.text, gettext("Group"): proposal.theme}, longest=LONGEST_TITLE)
    with store.write() as transaction:
        save(transaction, viewer, [
            Save("goal_proposal", key, version, {"session": session, **asdict(proposal)})
            for key, version, proposal in proposals
        ])  # fmt: skip
    return [key for key, _version, _proposal in proposals]


def choose_goals(store: Store, viewer: Viewer, session: str, titles: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Make the chosen proposals goals: per title the keys of the proposals that it comes from. Proposals that are a goal
    already keep it, under the title that it has now. A goal none of whose proposals is chosen any more is taken away.
    Returns the keys of the goals by title.

    Raises Refused when the number is not three to five and the card gives no reason for it; Conflict, NotAllowed.
    """
    viewer.must(Right.LOG_ACTIONS)
    with store.write() as transaction:
        card = present_session(transaction, session)
        if not FEWEST_GOALS <= len(titles) <= MOST_GOALS and not card["choice_reason"]:
            raise Refused(
                _("You chose {count} goals; the card asks for three to five. Choose again, or write down why."),
                count=len(titles),
            )
        proposals = {row["id"]: row for row in transaction.read("dialogue/proposals").filter(session_id=session).to_dicts()}  # fmt: skip
        goals = {row["id"]: row for row in transaction.read("programme/goals").filter(session_id=session).to_dicts()}
        chosen = _goal_keys(titles, proposals, goals)
        made = [
            goal_version(_chosen_goal(title, session, card), key, 0)
            for title, key in chosen.items()
            if key not in goals
        ]
        of_proposal = {key: chosen[title] for title, keys in titles.items() for key in keys}
        marked = [
            Save("goal_proposal", key, row["version"], {**_proposal_columns(row), "chosen_goal": of_proposal.get(key)})
            for key, row in proposals.items()
            if row["chosen_goal"] != of_proposal.get(key)
        ]
        gone = [
            again("goal", key, versions(transaction, "goal", key)[-1], goals[key]["version"], removed=True)
            for key in {row["chosen_goal"] for row in proposals.values()} & set(goals) - set(chosen.values())
        ]
        save(transaction, viewer, [*made, *marked])
        save(transaction, viewer, gone)
    return chosen


def _goal_keys(
    titles: Mapping[str, Sequence[str]], proposals: Mapping[str, Mapping[str, Any]], goals: Mapping[str, Mapping[str, Any]]
) -> dict[str, str]:  # fmt: skip
    """The key of each title's goal: the one that its proposals have, or else the one that is called so, or a new one."""
    chosen: dict[str, str] = {}
    for title, keys in titles.items():
        own = [proposals[key]["chosen_goal"] for key in keys if key in proposals]
        named = [key for key, row in goals.items() if row["title"] == title]
        free = [key for key in (*own, *named) if key in goals and key not in chosen.values()]
        chosen[title] = free[0] if free else new_key()
    return chosen


def retitle(store: Store, viewer: Viewer, kind: str, id: str, title: str, *, read_version: int) -> None:
    """Give a goal or an action ("goal", "action") the title in which the group says it; everything else of it stays.
    Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    label = {"goal": gettext("Goal"), "action": gettext("What are we going to do?")}[kind]
    refuse_empty(label, title)
    refuse_texts({label: title}, longest=LONGEST_TITLE)
    with store.write() as transaction:
        kept = _present_again(transaction, kind, id, read_version)
        save(transaction, viewer, [replace(kept, columns=kept.columns | {"title": title})])


def _present_again(transaction: Transaction, kind: str, id: str, read_version: int) -> Save:
    """What the record holds now, to save as a new version with a change in it."""
    known = versions(transaction, kind, id)
    if not known or known[-1].removed:
        raise Conflict(CHANGED_MEANWHILE)
    return again(kind, id, known[-1], read_version)


def _chosen_goal(title: str, session: str, card: Mapping[str, object]) -> Goal:
    held_on = card["held_on"]
    assert isinstance(held_on, date)
    return Goal(
        title=title, unit=str(card["unit_id"]), owner_role=Position.SENIOR_MANAGEMENT, starts_on=held_on,
        due_on=date(held_on.year + GOAL_YEARS, 12, 31), session=session,
    )  # fmt: skip


def _proposal_columns(row: Mapping[str, object]) -> dict[str, object]:
    return {"session": row["session_id"], **{name: row[name] for name in ("text", "theme", "role")}}


def save_line(
    store: Store, viewer: Viewer, kind: str, session: str, text: str, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save a solution direction or a frame ("solution_direction", "frame") of a session; the actions of the session that
    stand in it go along when it gets other words. Returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    label = {"solution_direction": gettext("Solution direction"), "frame": gettext("Frame")}[kind]
    refuse_empty(label, text)
    refuse_texts({label: text}, longest=LONGEST_TITLE)
    key = id or new_key()
    with store.write() as transaction:
        lines = transaction.read("dialogue/lines").filter(id=key)["text"].to_list()
        actions = transaction.read("programme/actions").filter(session_id=session).to_dicts() if lines else []
        save(transaction, viewer, [Save(kind, key, read_version, {"session": session, "text": text})])
        for row in actions:
            if row[kind] == lines[0] != text:
                kept = _present_again(transaction, "action", row["id"], row["version"])
                save(transaction, viewer, [replace(kept, columns=kept.columns | {kind: text})])
    return key


def save_next_step(
    store: Store, viewer: Viewer, session: str, step: NextStep, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save a next step of a session; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    refuse_empty(gettext("Next step"), step.text)
    started_with = gettext("What was started on the spot")
    if step.started:
        refuse_empty(started_with, step.started_with)
    refuse_texts({gettext("Next step"): step.text}, longest=LONGEST_TITLE)
    refuse_texts({started_with: step.started_with})
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [Save("next_step", key, read_version, {"session": session, **asdict(step)})])
    return key


def save_photo(store: Store, viewer: Viewer, session: str, content: bytes) -> str:
    """Save the photo of a paper card, made safe by `export.photo` (JPEG, without location); returns its key."""
    viewer.must(Right.LOG_ACTIONS)
    key = new_key()
    with store.write() as transaction:
        save(transaction, viewer, [
            Save("photo", key, 0, {"session": session, "media_type": "image/jpeg", "content": content})
        ])  # fmt: skip
    return key


def remove_photo(store: Store, viewer: Viewer, session: str, photo: str, *, read_version: int) -> None:
    """Take the photo of a paper card away. Its bytes stay in the earlier version until they are erased
    (`register.erasure`). Raises Conflict, NotAllowed."""
    viewer.must(Right.LOG_ACTIONS)
    with store.write() as transaction:
        columns = {"session": session, "media_type": "image/jpeg", "content": b"", "removed": True}
        save(transaction, viewer, [Save("photo", photo, read_version, columns)])


def present_session(transaction: Transaction, session: str) -> dict[str, Any]:
    """The row of a session as it stands now. Raises Conflict when it was taken away."""
    found = transaction.read("dialogue/sessions").filter(id=session)
    if found.is_empty():
        raise Conflict(CHANGED_MEANWHILE)
    return found.row(0, named=True)
