"""The paper of the review to take along or to send: as a PDF, as one web page, and its figures as a workbook."""

from dataclasses import replace

import streamlit as st

from di_data.export.review_paper import Paper, review_paper
from di_data.language import gettext as _
from di_data.reports.reader import reader
from di_data.ui import paper_buttons
from di_data.ui.review_meeting import Meeting


def show(meeting: Meeting) -> None:
    """A button for each; the file is made at the click, as its role may see it."""
    session = meeting.session

    def paper() -> Paper:
        return review_paper(replace(meeting, read=reader(session.store, session.viewer)))

    st.write(_("The same as on this page, to send or to print. It holds what your role may see."))
    paper_buttons.show(
        {"pdf": _("Paper (PDF)"), "html": _("Web page"), "xlsx": _("Figures (Excel)")}, paper, _figures,
        name=_("quarterly-review") + f"-{meeting.quarter}", key=f"paper {meeting.quarter}",
    )  # fmt: skip


def _figures(paper: Paper) -> bytes:
    from di_data.export.review_workbook import review_workbook

    return review_workbook(paper)
