"""The pages: file, title, icon and the right that each asks for."""

from dataclasses import dataclass

import streamlit as st
from streamlit.errors import StreamlitPageNotFoundError

from di_data.access import Right, Viewer
from di_data.language import gettext
from di_data.language import mark as _


@dataclass(frozen=True)
class PageEntry:
    """A page as the menu knows it."""

    file: str
    title: str
    icon: str
    right: Right
    in_menu: bool = True
    """Whether the menu shows it; the others are opened from a list."""

    @property
    def path(self) -> str:
        """The last part of the page's address."""
        return "" if self.file == "home" else self.file


PAGES = (
    PageEntry("home", _("Home"), "home", Right.SEE_HOME),
    PageEntry("to_do", _("To do"), "task_alt", Right.SEE_TO_DO),
    PageEntry("quarterly_review", _("Quarterly review"), "event_available", Right.SEE_REVIEW),
    PageEntry("goals", _("Goals"), "flag", Right.SEE_GOALS),
    PageEntry("actions", _("Actions"), "checklist", Right.SEE_ACTIONS),
    PageEntry("action_sheet", _("Action"), "edit_note", Right.SEE_ACTIONS, in_menu=False),
    PageEntry("evaluations", _("Evaluations"), "school", Right.SEE_ACTIONS),
    PageEntry("dialogue_sessions", _("Dialogue sessions"), "forum", Right.SEE_SESSIONS),
    PageEntry("dialogue_card", _("Dialogue card"), "co_present", Right.LOG_ACTIONS, in_menu=False),
    PageEntry("blind_spots", _("Blind spots"), "grid_view", Right.SEE_ACTIONS),
    PageEntry("programme", _("Programme"), "map", Right.SEE_PROGRAMME),
    PageEntry("indicators", _("Indicators"), "monitoring", Right.SEE_INDICATORS),
    PageEntry("coverage", _("Coverage"), "calendar_month", Right.SEE_INDICATORS),
    PageEntry("works_council", _("Works council"), "groups", Right.SEE_WORKS_COUNCIL),
    PageEntry("questions", _("Questions of the works council"), "question_answer", Right.SEE_WORKS_COUNCIL),
    PageEntry("small_groups", _("Small groups"), "shield_person", Right.SEE_SMALL_GROUPS),
    PageEntry("data_oversight", _("What happens with the data"), "policy", Right.SEE_WORKS_COUNCIL),
    PageEntry("load_data", _("Load data"), "upload_file", Right.LOAD_DATA),
    PageEntry("administration", _("Administration"), "settings", Right.ADMINISTER),
)


def navigation(viewer: Viewer | None) -> st.Page:
    """The page that was asked for, and the menu of those that the viewer may open. The guard is in the page."""
    pages = [
        st.Page(
            f"pages/{entry.file}.py",
            title=gettext(entry.title),
            icon=f":material/{entry.icon}:",
            url_path=entry.path or None,
            default=entry.file == "home",
            visibility="visible" if entry.in_menu and viewer is not None and viewer.may(entry.right) else "hidden",
        )
        for entry in PAGES
    ]
    return st.navigation(pages, position="sidebar" if viewer is not None else "hidden", expanded=True)


def link(file: str, label: str, **address: str) -> None:
    """A link to another page with an icon, and what to look at there in its address; the bare words where the page runs without the menu (a cold deep link)."""
    entry = next(entry for entry in PAGES if entry.file == file)
    try:
        st.page_link(f"pages/{file}.py", label=label, icon=f":material/{entry.icon}:", query_params=address or None)
    except StreamlitPageNotFoundError:
        st.write(label)
