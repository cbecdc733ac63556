"""The review that is on the page: its contents, read through the cache, with who looks at it."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import partial

from di_data.periods import Period
from di_data.reports.review_contents import Contents
from di_data.ui.reading import Drawing, drawn, read
from di_data.ui.session import Session


@dataclass(frozen=True)
class Meeting(Contents):
    """A review for one visitor."""

    session: Session

    def drawn(self, name: str, draw: Callable[[], Drawing]) -> Drawing:
        """A chart of this review, drawn once for all who see the same. `name`: which one."""
        return drawn(draw, self.session, name=name, quarter=str(self.quarter), as_of=self.as_of)


def meeting(session: Session, quarter: Period) -> Meeting:
    """The review of a quarter; a closed one as it was closed."""
    settings = session.settings
    return Meeting(
        partial(_read, session), quarter, settings.minimum_group, settings.delivery_days, date.today(), session
    )


def _read(session: Session, report: Callable[..., object], **parameters: object) -> object:
    return read(report, session, **parameters)
