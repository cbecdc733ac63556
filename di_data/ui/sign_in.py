"""Signing in: at the municipality's identity provider, or, where none is set up, as a demo identity on this machine."""

import time
from collections.abc import Callable, Mapping

import streamlit as st

from di_data.access import Viewer
from di_data.language import gettext as _
from di_data.register.accounts import log_sign_in
from di_data.reports.accounts import roles_of
from di_data.store import Store
from di_data.ui.people import DEMO
from di_data.vocabulary import Role

SESSION_LASTS = 8 * 3600
"""Seconds that a sign-in counts: a working day. The provider's own end (`exp`) may come earlier."""


def is_configured() -> bool:
    """Whether an identity provider is set up in the secrets."""
    try:
        return "auth" in st.secrets
    except FileNotFoundError:
        return False


def present_viewer(store: Callable[[], Store | None], administrator: str = "") -> Viewer | None:
    """Who is here; None for nobody. Looked up anew at every run, so that a role that was taken is gone at once.

    `administrator` is the account that the settings make an administrator whatever the store says.
    """
    if not is_configured():
        role = st.session_state.get("demo_role")
        return Viewer(f"{DEMO}{role}", frozenset({Role(role)})) if role else None
    if not st.user.get("is_logged_in") or st.user.get("email_verified") is False:
        return None
    subject = str(st.user.get("email") or st.user.get("sub") or "")
    opened = store()
    if not subject or opened is None:
        return None
    over = _is_over(st.user.to_dict())
    roles = frozenset() if over else roles_of(opened, subject)
    if administrator and subject.strip().lower() == administrator and not over:
        roles |= {Role.ADMINISTRATOR}
    _log_once(opened, subject, "expired" if over else "granted" if roles else "no_role")
    return None if over else Viewer(subject, roles)


def _log_once(store: Store, subject: str, outcome: str) -> None:
    """Note the sign-in at the first page of a session, and again when its outcome changes."""
    if st.session_state.get("signed_in") != (subject, outcome):
        st.session_state["signed_in"] = (subject, outcome)
        log_sign_in(store, subject, outcome)


def _is_over(claims: Mapping[str, object]) -> bool:
    """Whether a sign-in is past its time; Streamlit itself never looks."""
    now, issued, ends = time.time(), claims.get("iat"), claims.get("exp")
    if not isinstance(issued, (int, float)):
        return True
    return now > issued + SESSION_LASTS or (isinstance(ends, (int, float)) and now > ends and now > issued + 3600)


def ask() -> None:
    """Ask the visitor who they are; nothing of the data is on this page."""
    st.title("Inzetwijzer", anchor=False)
    if is_configured():
        st.header(_("Sign in"), anchor=False)
        st.write(_("Sign in with your account of the municipality."))
        st.button(_("Sign in"), on_click=st.login, type="primary")
        return
    st.header(_("Who are you?"), anchor=False)
    st.write(_("No sign-in is set up, so this Inzetwijzer works on this computer only. Choose a role to look around."))
    for role, words in _welcome().items():
        st.button(role.label, key=f"be_{role.value}", on_click=_become, args=(role,), width=320)
        st.caption(words)


def _welcome() -> dict[Role, str]:
    return {
        Role.MT: _("Reviews the goals every quarter and decides."),
        Role.HR: _("Logs sessions, actions and evaluations, and loads files."),
        Role.OR: _("Follows participation and autonomy."),
        Role.ADMINISTRATOR: _("Looks after departments, indicators and roles."),
    }


def _become(role: Role) -> None:
    st.session_state["demo_role"] = role.value


def _leave() -> None:
    st.session_state.pop("demo_role", None)


def show_in_sidebar(viewer: Viewer) -> None:
    """Who is signed in, and the way out; with a lasting warning when the identity is a demo one."""
    roles = ", ".join(role.label for role in Role if role in viewer.roles) or _("no role")
    st.sidebar.caption(_("You are here as: {roles}", roles=roles))
    if is_configured():
        st.sidebar.button(_("Sign out"), on_click=st.logout, width="stretch")
    else:
        st.sidebar.button(_("Choose another role"), on_click=_leave, width="stretch")


def show_demo_banner() -> None:
    """Say on every page that anybody at this computer may choose any role."""
    if not is_configured():
        st.warning(
            _(
                "Demo: no sign-in is set up. Anybody at this computer can choose any role; other computers cannot reach it."
            ),
            icon=":material/info:",
        )
