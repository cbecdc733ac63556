"""What happens with the data: the sections on the page, the ways on, and the same as a document."""

from datetime import date

import streamlit as st

from di_data.access import Right
from di_data.council_terms import AboutKind
from di_data.export import oversight_paper
from di_data.export.tables_workbook import tables_workbook
from di_data.language import gettext as _
from di_data.reports.oversight import Oversight, oversight
from di_data.ui import paper_buttons, paper_on_page
from di_data.ui.navigation import PAGES, link
from di_data.ui.people import who
from di_data.ui.session import Session, looks
from di_data.ui.small_group_words import names


def show(session: Session) -> None:
    """All sections, read anew: the looks are not among what pages keep, and those of this process are written first."""
    looks(str(session.store.path)).write()
    found = oversight(
        session.store, session.viewer, minimum_group=session.settings.minimum_group, today=date.today()
    )  # fmt: skip
    indicators = _indicators(session)
    if not found.collected:
        st.info(_("There is nothing to tell about files yet: none was loaded."))
    paper_on_page.show(oversight_paper.collected_section(found))
    paper_on_page.show(oversight_paper.never_section())
    paper_on_page.show(oversight_paper.minimums_section(found, indicators, who))
    link("small_groups", _("See what is hidden and why, and how the number came about"))
    paper_on_page.show(oversight_paper.looks_section(found, titles()))
    paper_on_page.show(oversight_paper.audit_section(found))
    paper_on_page.show(oversight_paper.undone_section(found))
    st.header(_("Is something not clear?"), anchor=False)
    if session.viewer.may(Right.ASK):
        link("questions", _("Ask a question about the data"), about_kind=AboutKind.GENERAL.value)
    else:
        link("questions", _("See what the works council asked"))
    _download(found, indicators)


def titles() -> dict[str, str]:
    """What the pages are called, by file."""
    return {entry.file: _(entry.title) for entry in PAGES}


def _indicators(session: Session) -> dict[str, str]:
    return {code: name for code, name in names(session).items() if code is not None}


def _download(found: Oversight, indicators: dict[str, str]) -> None:
    """The same as a PDF."""
    paper_buttons.show(
        {"pdf": _("This page as a document (PDF)")},
        lambda: oversight_paper.oversight_paper(found, indicators=indicators, pages=titles(), who=who),
        tables_workbook, name=_("what-happens-with-the-data") + f"-{found.today}", key="oversight",
    )  # fmt: skip
