"""The paper of the review to take along or to send: as a PDF, as one web page, and its figures as a workbook."""

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from di_data.export.review_paper import Paper, review_paper
from di_data.language import chosen, speaking
from di_data.language import gettext as _
from di_data.ui.review_meeting import Meeting
from di_data.ui.session import Session


def show(meeting: Meeting) -> None:
    """A button for each; the file is made at the click, as its role may see it."""
    st.write(_("The same as on this page, to send or to print. It holds what your role may see."))
    made = {
        "pdf": (_("Paper (PDF)"), _pdf, "application/pdf", "picture_as_pdf"),
        "html": (_("Web page"), _web_page, "text/html", "language"),
        "xlsx": (_("Figures (Excel)"), _workbook,
                 "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "table"),
    }  # fmt: skip
    with st.container(horizontal=True):
        for ending, (label, make, media_type, icon) in made.items():
            st.download_button(
                label, _at_the_click(meeting, make), _file_name(meeting, ending), media_type,
                icon=f":material/{icon}:", on_click="ignore", key=f"paper {ending} {meeting.quarter}",
            )  # fmt: skip


def _file_name(meeting: Meeting, ending: str) -> str:
    return _("quarterly-review") + f"-{meeting.quarter}.{ending}"


def _at_the_click(meeting: Meeting, make: Callable[[Paper], bytes]) -> Callable[[], bytes]:
    """Makes a file in a thread of its own, without Streamlit: the language and what is read go along."""
    language = chosen()

    def made() -> bytes:
        with speaking(language):
            return make(review_paper(replace(meeting, read=partial(_read, meeting.session))))

    return made


def _read(session: Session, report: Callable[..., Any], **parameters: object) -> Any:
    return report(session.store, session.viewer, **parameters)


def _pdf(paper: Paper) -> bytes:
    from di_data.export.review_document import review_pdf

    return review_pdf(paper)


def _web_page(paper: Paper) -> bytes:
    from di_data.export.review_web_page import review_web_page

    return review_web_page(paper)


def _workbook(paper: Paper) -> bytes:
    from di_data.export.review_workbook import review_workbook

    return review_workbook(paper)
