"""For which figures a minimum group holds, in words."""

from di_data.language import gettext as _
from di_data.reports import figures
from di_data.ui.reading import read
from di_data.ui.session import Session


def names(session: Session) -> dict[str | None, str]:
    """The indicators by code, in the order of their names, after the one for all of them (None)."""
    known = {row["code"]: _(row["name"]) for row in read(figures.indicators, session).rows()}
    return {None: _("all figures"), **dict(sorted(known.items(), key=lambda pair: pair[1].lower()))}
