"""Changing a card while several people fill it in: only what was typed changes, on top of what stands there by now."""

from collections.abc import Iterable, Mapping
from typing import Any

from di_data.access import Right, Viewer
from di_data.card_catalogue import TEXT_LABELS
from di_data.contracts.sessions import PARTICIPANTS, RATINGS, REASONS
from di_data.errors import Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.register.cards import Card, FactorRating, card_version, present_session
from di_data.register.merging import clashes, merged
from di_data.register.records import refuse_empty, save
from di_data.store import Store
from di_data.vocabulary import CardStatus, CardStep, Factor, Position, Rating

Row = Mapping[str, Any]

_TEXTS = {*TEXT_LABELS, *REASONS.values()}
_OWN = ("held_on", "round", "status", *TEXT_LABELS)


def card_fields(session: Row, participants: Iterable[Row], ratings: Iterable[Row]) -> dict[str, Any]:
    """A card as fields, of a row of the sessions with its rows of participants and ratings: `held_on`, `unit`, `round`,
    `status`, `step`, the texts, and for each role and factor those of `contracts.sessions` (`participants_hr`,
    `rating_dialogue`, `reason_dialogue` …). What was not filled in is None."""
    counts = {row["role"]: row["participants"] for row in participants}
    judged = {row["factor"]: row for row in ratings}
    return {
        **{name: session[name] for name in _OWN},
        "unit": session["unit_id"],
        "step": list(CardStep)[(session["step"] or 1) - 1].value,
        **{name: counts.get(role) for role, name in PARTICIPANTS.items()},
        **{name: judged.get(factor, {}).get("rating") for factor, name in RATINGS.items()},
        **{name: judged.get(factor, {}).get("reason") for factor, name in REASONS.items()},
    }


def change_card(store: Store, viewer: Viewer, session: str, opened: Row, mine: Row) -> tuple[str, ...]:
    """Save fields of a card (`mine`, by the names of `card_fields`); `opened` is how this user saw them before. What
    others changed meanwhile stays. Where they changed the same text, both are kept, one under the other; of a number, a
    date or a judgement the last one counts. Returns the fields that others had changed as well.

    Raises Refused, Conflict when the session was taken away, NotAllowed.
    """
    viewer.must(Right.LOG_ACTIONS)
    with store.write() as transaction:
        row = present_session(transaction, session)
        participants = transaction.read("dialogue/participants").filter(session_id=session).to_dicts()
        ratings = transaction.read("dialogue/ratings").filter(session_id=session).to_dicts()
        theirs = card_fields(row, participants, ratings)
        both = clashes(opened, theirs, mine)
        wanted = theirs | merged(opened, theirs, mine, {name: _both(name, theirs[name], mine[name]) for name in both})
        if wanted != theirs:
            save(transaction, viewer, [card_version(_card(wanted, row["reference"]), session, row["version"])])
    return tuple(both)


def _both(name: str, theirs: Any, mine: Any) -> Any:
    """Both texts, unless one holds the other; of anything else mine."""
    if name not in _TEXTS:
        return mine
    theirs, mine = theirs or "", mine or ""
    if theirs in mine or mine in theirs:
        return max(theirs, mine, key=len)
    return f"{theirs}\n{mine}"


def _card(fields: Row, reference: str) -> Card:
    """Raises Refused for a reason without a judgement, which has no place on the card, and for what was left empty."""
    refuse_empty(gettext("Round"), str(fields["round"] or ""))
    for factor in Factor:
        if fields[REASONS[factor]] and not fields[RATINGS[factor]]:
            raise Refused(_("Choose first how things stand with “{factor}”; then the reason is saved as well."), factor=factor.label)  # fmt: skip
    return Card(
        **{name: fields[name] or None for name in TEXT_LABELS},
        held_on=fields["held_on"], unit=fields["unit"], round=fields["round"], reference=reference,
        status=CardStatus(fields["status"]), step=CardStep(fields["step"]),
        participants={role: fields[name] for role, name in PARTICIPANTS.items() if fields[name] is not None},
        ratings={
            factor: FactorRating(Rating(fields[name]), fields[REASONS[factor]] or None)
            for factor, name in RATINGS.items() if fields[name]
        },
    )  # fmt: skip


def roles_taking_part(fields: Row) -> dict[Position, int]:
    """The roles that took part with their numbers, of the fields of a card."""
    return {role: fields[name] for role, name in PARTICIPANTS.items() if fields[name]}
