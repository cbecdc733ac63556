"""The card that a page shows: the session, its fields as they are now, and what else it put down."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from di_data.disclosure import SafeTable
from di_data.register.card_changes import card_fields
from di_data.reports import dialogue
from di_data.ui.reading import read
from di_data.ui.session import Session
from di_data.vocabulary import CardStatus, CardStep


@dataclass(frozen=True)
class OpenCard:
    """`row` is that of the session in `reports.dialogue.sessions`, `fields` those of `register.card_changes`."""

    user: Session
    row: dict[str, Any]
    fields: dict[str, Any]

    @property
    def id(self) -> str:
        """The key of the session."""
        return str(self.row["id"])

    @property
    def is_open(self) -> bool:
        """Whether it is still being filled in."""
        return bool(self.row["status"] == CardStatus.OPEN)

    @property
    def left_at(self) -> CardStep:
        """The step at which it was left."""
        return CardStep(self.fields["step"])

    def rows_of(self, report: Callable[..., SafeTable]) -> SafeTable:
        """The rows of a report that belong to this session."""
        return read(report, self.user).where(session_id=self.id)


def open_card(user: Session, id: str) -> OpenCard | None:
    """The card of a session as it is now; None when there is no such session."""
    row = read(dialogue.sessions, user).where(id=id).first()
    if row is None:
        return None
    participants = read(dialogue.participants, user).where(session_id=id).rows()
    ratings = read(dialogue.ratings, user).where(session_id=id).rows()
    return OpenCard(user, row, card_fields(row, participants, ratings))
