"""Who is here, in which language, over which store: every page begins with `require`."""

import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import streamlit as st

from di_data import language
from di_data.access import Right, Viewer
from di_data.config import Settings
from di_data.config import settings as read_settings
from di_data.errors import StoreUnavailable
from di_data.language import gettext as _
from di_data.register.looks import Looks, desk_of
from di_data.store import Store
from di_data.ui import sign_in
from di_data.ui.navigation import PAGES


@dataclass(frozen=True)
class Session:
    """What a page works with."""

    viewer: Viewer
    store: Store
    settings: Settings


@st.cache_resource(show_spinner=False)
def settings() -> Settings:
    """The settings of this process."""
    return read_settings()


@st.cache_resource(show_spinner=False)
def open_store(path: str) -> Store:
    """The one open store of this process. Raises StoreUnavailable, and then tries again at the next call."""
    return Store(Path(path))


@st.cache_resource(show_spinner=False)
def looks(path: str) -> Looks:
    """The looks at pages that this process counts for a store. Raises StoreUnavailable."""
    return Looks(open_store(path))


def speak() -> None:
    """Set the language that this session chose; Dutch until it chooses."""
    language.choose(st.session_state.get("language", settings().language))


def require(right: Right) -> Session:
    """The session of a viewer with this right. Shows why and stops the page for everybody else."""
    speak()
    viewer = sign_in.present_viewer(store_or_none, settings().administrator)
    if viewer is None:
        sign_in.ask()
        st.stop()
    if not viewer.may(right):
        st.title(_("No access"), anchor=False)
        st.info(
            _("Your role does not give access to this page. Choose another page in the menu."), icon=":material/lock:"
        )
        st.stop()
    session = Session(viewer, _store(), settings())
    _count_look(session, right, Path(sys._getframe(1).f_code.co_filename).stem)
    return session


def _count_look(session: Session, right: Right, page: str) -> None:
    """Count that a desk looks at a page: once a visit, however often the page runs; `page` is the file that asks."""
    desk = desk_of(session.viewer, right)
    if desk is None or page not in _FILES or st.session_state.get("looked_at") == (page, desk):
        return
    st.session_state["looked_at"] = (page, desk)
    looks(str(session.store.path)).note(page, desk, date.today())


_FILES = frozenset(entry.file for entry in PAGES)


def _store() -> Store:
    try:
        return open_store(str(settings().store))
    except StoreUnavailable as error:
        st.title(_("The store cannot be opened"), anchor=False)
        st.error(error.message, icon=":material/database_off:")
        st.stop()


def store_or_none() -> Store | None:
    try:
        return open_store(str(settings().store))
    except StoreUnavailable:
        return None
