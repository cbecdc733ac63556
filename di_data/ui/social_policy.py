"""The extract of social policy (WOR art. 31b) to take along: a period is chosen, and the file is made at the click."""

from datetime import date

import streamlit as st

from di_data.export.review_paper import Paper
from di_data.language import gettext as _
from di_data.notation import period
from di_data.reports import social_policy
from di_data.reports.reader import reader
from di_data.reports.social_policy import SocialPolicy
from di_data.ui import paper_buttons
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

    def paper() -> Paper:
        from di_data.export.social_policy_paper import social_policy_paper

        read_here = reader(session.store, session.viewer)
        found = SocialPolicy(read_here, at, minimum_group=session.settings.minimum_group, day=date.today())
        return social_policy_paper(found)

    paper_buttons.show(
        {"pdf": _("Document (PDF)"), "html": _("Web page"), "xlsx": _("Tables (Excel)")}, paper, _tables,
        name=_("social-policy") + f"-{at}", key=f"social policy {at}",
    )  # fmt: skip


def _tables(paper: Paper) -> bytes:
    from di_data.export.tables_workbook import tables_workbook

    return tables_workbook(paper)
