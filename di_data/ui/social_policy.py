"""The extract of social policy (WOR art. 31b) to take along: a period is chosen, and the file is made at the click."""

from collections.abc import Callable
from datetime import date
from typing import Any

import streamlit as st

from di_data.export.review_paper import Paper
from di_data.language import chosen, speaking
from di_data.language import gettext as _
from di_data.notation import period
from di_data.periods import Period
from di_data.reports import social_policy
from di_data.reports.social_policy import SocialPolicy
from di_data.ui.reading import read
from di_data.ui.session import Session


def show(session: Session) -> None:
    """A choice of a year or quarter that has ended, and a button for each kind of file."""
    st.write(
        _(
            "Once a year the works council gets in writing what was done for employees and what came of it, by department (WOR art. 31b). Make that here for a year, or for one quarter. It holds what your role may see."
        )
    )
    offered = read(social_policy.periods, session, today=date.today())
    if not offered:
        st.info(_("There is no year or quarter yet to make it of."))
        return
    at = st.selectbox(_("Of which period"), offered, format_func=period, key="social policy of", width=320)
    made = {
        "pdf": (_("Document (PDF)"), _pdf, "application/pdf", "picture_as_pdf"),
        "html": (_("Web page"), _web_page, "text/html", "language"),
        "xlsx": (_("Tables (Excel)"), _workbook,
                 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table"),
    }  # fmt: skip
    with st.container(horizontal=True):
        for ending, (label, make, media_type, icon) in made.items():
            st.download_button(
                label, _at_the_click(session, at, make), _("social-policy") + f"-{at}.{ending}", media_type,
                icon=f":material/{icon}:", on_click="ignore", key=f"social policy {ending} {at}",
            )  # fmt: skip


def _at_the_click(session: Session, at: Period, make: Callable[[Paper], bytes]) -> Callable[[], bytes]:
    """Makes a file in a thread of its own, without Streamlit: the language and what is read go along."""
    language = chosen()

    def read_here(report: Callable[..., Any], **parameters: object) -> Any:
        return report(session.store, session.viewer, **parameters)

    def made() -> bytes:
        from di_data.export.social_policy_paper import social_policy_paper

        with speaking(language):
            found = SocialPolicy(read_here, at, minimum_group=session.settings.minimum_group, day=date.today())
            return make(social_policy_paper(found))

    return made


def _pdf(paper: Paper) -> bytes:
    from di_data.export.review_document import review_pdf

    return review_pdf(paper)


def _web_page(paper: Paper) -> bytes:
    from di_data.export.review_web_page import review_web_page

    return review_web_page(paper)


def _workbook(paper: Paper) -> bytes:
    from di_data.export.tables_workbook import tables_workbook

    return tables_workbook(paper)
