"""Requests to the works council for advice (WOR art. 25) or consent (art. 27): when, about what, and what it said."""

from dataclasses import asdict, dataclass
from datetime import date

from di_data.access import Right, Viewer
from di_data.council_terms import CouncilOutcome, CouncilRequest
from di_data.errors import Refused
from di_data.language import gettext
from di_data.language import mark as _
from di_data.register.records import LONGEST_TITLE, Save, new_key, refuse_empty, refuse_texts, save
from di_data.store import Store


@dataclass(frozen=True, kw_only=True)
class Consultation:
    """A request for advice or consent. `article` says on which ground ("27 lid 1 onder k"), `due_on` by when an answer is
    wanted. An outcome has its day."""

    kind: CouncilRequest
    subject: str
    requested_on: date
    article: str | None = None
    due_on: date | None = None
    outcome: CouncilOutcome | None = None
    outcome_on: date | None = None
    note: str | None = None


def save_consultation(
    store: Store, viewer: Viewer, consultation: Consultation, *, id: str | None = None, read_version: int = 0
) -> str:
    """Save a request for advice or consent; returns its key. Raises Refused, Conflict, NotAllowed."""
    viewer.must(Right.ADVISE)
    refuse_empty(gettext("Subject"), consultation.subject)
    titles = {gettext("Subject"): consultation.subject, gettext("Article"): consultation.article}
    refuse_texts(titles, longest=LONGEST_TITLE)
    refuse_texts({gettext("Note"): consultation.note})
    _refuse_days(consultation)
    key = id or new_key()
    with store.write() as transaction:
        save(transaction, viewer, [Save("consultation", key, read_version, asdict(consultation))])
    return key


def _refuse_days(consultation: Consultation) -> None:
    if consultation.due_on is not None and consultation.due_on < consultation.requested_on:
        raise Refused(_("The answer is wanted before it was asked. Check the two dates."))
    if (consultation.outcome is None) != (consultation.outcome_on is None):
        raise Refused(_("Fill in both what the works council said and on which day, or neither."))
    if consultation.outcome_on is not None and consultation.outcome_on < consultation.requested_on:
        raise Refused(_("The works council said this before it was asked. Check the two dates."))
