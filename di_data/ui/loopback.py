"""Without a sign-in the app serves this computer only."""

import ipaddress
import re

import streamlit as st

from di_data.language import gettext as _
from di_data.ui import sign_in

_NAMES = ("localhost",)


def is_loopback(host: str | None) -> bool:
    """Whether a host name or address is this computer itself; a port after it is allowed."""
    if not host:
        return False
    bare = host.strip()
    if bare.startswith("["):
        bare, _bracket, port = bare[1:].partition("]")
        if port and not re.fullmatch(r":\d+", port):
            return False
    elif bare.count(":") == 1:
        bare = bare.partition(":")[0]
    if bare.lower() in _NAMES:
        return True
    try:
        return ipaddress.ip_address(bare).is_loopback
    except ValueError:
        return False


def refuse_elsewhere() -> None:
    """Stop the page when there is no sign-in and the visitor, or the address asked for, is not this computer.

    The ASGI app refuses such requests before they get here; this holds for `streamlit run` as well.
    """
    if sign_in.is_configured():
        return
    forwarded = st.context.headers.get("X-Forwarded-For") or st.context.headers.get("Forwarded")
    host = st.context.headers.get("Host")
    address = st.context.ip_address
    if forwarded or (host and not is_loopback(host)) or (address and not is_loopback(address)):
        st.error(
            _(
                "No sign-in is set up, so Inzetwijzer serves the computer that it runs on and no other. Set up a sign-in first (see the README)."
            ),
            icon=":material/block:",
        )
        st.stop()
