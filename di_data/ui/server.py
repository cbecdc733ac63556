"""The ASGI app: `uvicorn di_data.ui.server:app --host 127.0.0.1`. What it does beyond Streamlit is measured in
the platform notes: preloading, frozen garbage, security headers, an own origin check, closed side doors."""

import base64
import gc
import hashlib
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import streamlit as st
from starlette.datastructures import Headers, MutableHeaders
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from di_data import language
from di_data.config import PROJECT
from di_data.errors import StoreUnavailable
from di_data.language import gettext as _
from di_data.ui import quiet_log, session, sign_in
from di_data.ui.loopback import is_loopback

_CLOSED = ("/_stcore/metrics", "/_stcore/agent")
_INDEX = Path(st.__file__).parent / "static" / "index.html"


def _script_hashes() -> str:
    """The hashes of the inline scripts in Streamlit's own page, for the content security policy."""
    scripts = re.findall(rb"<script>(.*?)</script>", _INDEX.read_bytes(), re.DOTALL)
    return " ".join(f"'sha256-{base64.b64encode(hashlib.sha256(script).digest()).decode()}'" for script in scripts)


HEADERS = {
    "content-security-policy": "; ".join((
        "default-src 'self'", f"script-src 'self' {_script_hashes()}", "style-src 'self' 'unsafe-inline'",
        "img-src 'self' data: blob:", "font-src 'self' data:", "connect-src 'self'", "worker-src 'self' blob:",
        "frame-ancestors 'none'", "object-src 'none'", "base-uri 'self'", "form-action 'self'",
    )),
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
    "cross-origin-opener-policy": "same-origin",
}  # fmt: skip


class Guarded:
    """Refuses what may not be asked, and adds the security headers and the page's language to what is answered."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self.app(scope, receive, send)
            return
        if refusal := refusal_of(scope):
            if scope["type"] == "websocket":
                await send({"type": "websocket.close", "code": 1008, "reason": "refused"})
            else:
                await PlainTextResponse(refusal, 403, HEADERS)(scope, receive, send)
            return
        if scope["type"] == "http":
            scope = {
                **scope,
                "headers": [pair for pair in scope["headers"] if pair[0] != b"accept-encoding" or not _is_page(scope)],
            }
        await self.app(scope, receive, _Answer(send, _is_page(scope)).send)


def refusal_of(scope: Scope) -> str | None:
    """Why a request is refused; None when it is not."""
    headers = Headers(scope=scope)
    if any(scope["path"].startswith(closed) for closed in _CLOSED):
        return "closed"
    if (origin := headers.get("origin")) and origin.partition("://")[2] != headers.get("host"):
        return "foreign origin"
    if sign_in.is_configured():
        return None
    served, client = scope.get("server"), scope.get("client")
    elsewhere = (
        "x-forwarded-for" in headers
        or "forwarded" in headers
        or not is_loopback(headers.get("host"))
        or not (served and is_loopback(str(served[0])))
        or not (client and is_loopback(str(client[0])))
    )
    if not elsewhere:
        return None
    with language.speaking(session.settings().language):
        return _(
            "No sign-in is set up, so Inzetwijzer serves the computer that it runs on and no other. Set up a sign-in first (see the README)."
        )


def _is_page(scope: Scope) -> bool:
    """Whether Streamlit answers with its page: every path without a file's extension outside its own routes."""
    path = str(scope["path"])
    return scope["type"] == "http" and "." not in path.rpartition("/")[2] and "/_stcore/" not in path


class _Answer:
    """Passes an answer on, with our headers, and with the page's language instead of English."""

    def __init__(self, send: Send, is_page: bool) -> None:
        self._send, self._is_page = send, is_page

    async def send(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in HEADERS.items():
                headers[name] = value
            if self._is_page and "text/html" in headers.get("content-type", ""):
                # "nl" is as long as "en", so the announced length stays right.
                self._is_page = True
            else:
                self._is_page = False
        elif message["type"] == "http.response.body" and self._is_page:
            message = {**message, "body": message.get("body", b"").replace(b'<html lang="en"', b'<html lang="nl"')}
        await self._send(message)


def preload() -> None:
    """Do once, before the first visitor, what would make that visitor wait."""
    import pandas  # noqa: F401
    import pyarrow  # noqa: F401

    from di_data.access import SYSTEM
    from di_data.charts import control, funnel_chart, goal_trend, matrix, survey_rounds, trend
    from di_data.reports import figures
    from di_data.ui import review_sections  # noqa: F401

    for chart in (trend, goal_trend, control, funnel_chart, matrix, survey_rounds):
        chart.warm()
    language.gettext("Home")
    with suppress(StoreUnavailable):  # the pages say so, with what to do
        store = session.open_store(str(session.settings().store))
        # DuckDB's and polars' first query of this size takes a quarter of a second longer than the next.
        figures.indicator_values(
            store, SYSTEM, minimum_group=session.settings().minimum_group, indicators=["absence_rate"]
        )
    gc.collect()
    gc.freeze()


@asynccontextmanager
async def lifespan(app: Any) -> AsyncIterator[None]:
    """Warm up; at the end write the looks at pages and close the store, so that another program can open it."""
    quiet_log.install()
    preload()
    yield
    with suppress(StoreUnavailable):
        path = str(session.settings().store)
        try:
            session.looks(path).write()
        finally:
            session.open_store(path).close()


app = st.App(PROJECT / "app.py", lifespan=lifespan, middleware=[Middleware(Guarded)])
