"""The way from a figure, a goal or anything else to a question of the works council about it."""

from di_data.access import Right
from di_data.council_terms import AboutKind
from di_data.language import gettext as _
from di_data.ui.navigation import link as page_link
from di_data.ui.session import Session


def link(session: Session, about_kind: AboutKind, about: str = "") -> None:
    """A link to the form for a question about this, for who may ask one; nothing for others. `about`: a code as `AboutKind`
    says, such as `AboutFigure(indicator, unit).code`."""
    if session.viewer.may(Right.ASK):
        page_link("questions", _("Ask a question about this"), about_kind=about_kind.value, about=about)
