"""What the sections of the quarterly review share: the quarter, the moment as of which it is read, and its readings."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from di_data.disclosure import SafeTable
from di_data.periods import Period
from di_data.reports import figures, programme, quarters
from di_data.reports.review_contents import changes_by_goal
from di_data.reports.reviewed import Reviewed, reviewed
from di_data.ui.reading import read
from di_data.ui.session import Session


@dataclass(frozen=True)
class Meeting:
    """A review. `as_of` is the moment of closing, or None for an open quarter; `today` the day on which it is held."""

    session: Session
    quarter: Period
    as_of: datetime | None
    today: date
    found: Reviewed
    known: dict[str, dict[str, Any]]
    changes: dict[str, list[str]]
    """By goal what is new or other since the last closing, in words."""

    def actions(self) -> SafeTable:
        """The actions as they stood."""
        return read(programme.actions, self.session, as_of=self.as_of)


def meeting(session: Session, quarter: Period) -> Meeting:
    """Read the review of a quarter; a closed one as it was closed."""
    closings = read(quarters.closings, session)
    closing, before = quarters.closing_of(closings, quarter), quarters.closing_before(closings, quarter)
    as_of = None if closing is None else closing["as_of"]
    found = read(reviewed, session, minimum_group=session.settings.minimum_group, quarter=str(quarter), as_of=as_of)
    known = {row["code"]: row for row in read(figures.indicators, session, as_of=as_of).rows()}
    today = quarters.day_of(closing) if closing else date.today()
    return Meeting(session, quarter, as_of, today, found, known, _changes(session, before, as_of))


def _changes(session: Session, before: dict[str, Any] | None, until: datetime | None) -> dict[str, list[str]]:
    """By goal what is new, changed or gone since the last closing; nothing before there was one."""
    if before is None:
        return {}
    return changes_by_goal(read(quarters.changed_records, session, since=before["as_of"], until=until).rows())
