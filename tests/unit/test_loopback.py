"""Without a sign-in the app serves this computer only; foreign origins and side doors are closed always."""

from typing import Any

import pytest

from di_data.ui import sign_in
from di_data.ui.loopback import is_loopback
from di_data.ui.server import HEADERS, refusal_of


@pytest.mark.parametrize(
    "host",
    ["localhost", "localhost:8501", "LocalHost:8501", "127.0.0.1", "127.0.0.1:8501", "127.8.9.10", "[::1]:8501",
     "[::1]", "::1", " localhost "],
)  # fmt: skip
def test_this_computer(host: str) -> None:
    assert is_loopback(host)


@pytest.mark.parametrize(
    "host",
    [None, "", " ", "192.168.1.2", "192.168.1.2:8501", "10.0.0.1", "0.0.0.0", "example.nl", "localhost.evil.nl",
     "localhost.evil.nl:8501", "evil-localhost", "127.0.0.1.evil.nl", "127.1.evil.nl:80", "[2001:db8::1]:8501", "::2",
     "xlocalhost:8501", "2130706433", "[localhost.evil.nl]"],
)  # fmt: skip
def test_another_computer(host: str | None) -> None:
    assert not is_loopback(host)


@pytest.mark.parametrize("host", ["[::1].evil.nl", "[::1]evil.nl:8501"])
def test_words_behind_the_bracket(host: str) -> None:
    # Was a bug once: di_data/ui/loopback.py:is_loopback takes anything after the closing bracket. Refuse when what follows it is
    # neither empty nor a colon with digits.
    assert not is_loopback(host)


def scope(path: str = "/", *, host: str = "localhost:8501", server: str | None = "127.0.0.1",
          client: str | None = "127.0.0.1", kind: str = "http", **headers: str) -> dict[str, Any]:  # fmt: skip
    """A request as uvicorn hands it over. A `_` in the name of a header stands for "-"."""
    sent = {"host": host, **{name.replace("_", "-"): value for name, value in headers.items()}}
    return {
        "type": kind, "path": path, "headers": [(name.encode(), value.encode()) for name, value in sent.items()],
        "server": server and (server, 8501), "client": client and (client, 50000),
    }  # fmt: skip


@pytest.fixture(params=[False, True], ids=["no sign-in", "sign-in"])
def signing_in(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> bool:
    monkeypatch.setattr(sign_in, "is_configured", lambda: request.param)
    return bool(request.param)


@pytest.fixture
def no_sign_in(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sign_in, "is_configured", lambda: False)


LOCAL = [
    scope(),
    scope("/actions"),
    scope("/_stcore/stream", kind="websocket", origin="http://localhost:8501"),
    scope(host="127.0.0.1:8501", origin="http://127.0.0.1:8501"),
    scope(host="[::1]:8501", server="::1", client="::1", origin="http://[::1]:8501"),
]


@pytest.mark.parametrize("request_here", LOCAL)
@pytest.mark.usefixtures("signing_in")
def test_request_from_this_computer_is_served(request_here: dict[str, Any]) -> None:
    assert refusal_of(request_here) is None


@pytest.mark.parametrize(
    "elsewhere",
    [
        scope(x_forwarded_for="10.0.0.7"),
        scope(x_forwarded_for=""),
        scope(forwarded="for=10.0.0.7"),
        scope(host="inzet.gemeente.nl"),
        scope(host="localhost.evil.nl:8501"),
        scope(host="192.168.1.2:8501"),
        scope(host=""),
        scope(client="192.168.1.7"),
        scope(client=None),
        scope(server="192.168.1.2"),
        scope(server=None),
        scope("/_stcore/stream", kind="websocket", client="192.168.1.7"),
    ],
)
def test_request_from_elsewhere_needs_a_sign_in(elsewhere: dict[str, Any], signing_in: bool) -> None:
    refusal = refusal_of(elsewhere)
    assert (refusal is None) is signing_in
    assert "foreign" not in str(refusal)


@pytest.mark.parametrize(
    "origin",
    ["http://evil.nl", "https://localhost:8502", "http://localhost", "null", "http://localhost:8501.evil.nl",
     "http://127.0.0.1:8501", "localhost:8501"],
)  # fmt: skip
@pytest.mark.parametrize("kind", ["http", "websocket"])
@pytest.mark.usefixtures("signing_in")
def test_foreign_origin_is_refused(origin: str, kind: str) -> None:
    assert refusal_of(scope("/_stcore/stream", kind=kind, origin=origin)) == "foreign origin"


@pytest.mark.parametrize("path", ["/_stcore/metrics", "/_stcore/metrics/", "/_stcore/agent", "/_stcore/agent/x"])
@pytest.mark.usefixtures("signing_in")
def test_side_doors_are_closed(path: str) -> None:
    assert refusal_of(scope(path)) == "closed"


@pytest.mark.usefixtures("no_sign_in")
def test_refusal_speaks_the_language_of_the_installation() -> None:
    from di_data.language import gettext

    refusal = refusal_of(scope(host="example.nl"))
    assert refusal == gettext(
        "No sign-in is set up, so Inzetwijzer serves the computer that it runs on and no other. Set up a sign-in first (see the README)."
    )


def test_answers_forbid_frames_and_foreign_scripts() -> None:
    policy = HEADERS["content-security-policy"].split("; ")
    assert "frame-ancestors 'none'" in policy
    assert "object-src 'none'" in policy
    scripts = next(rule for rule in policy if rule.startswith("script-src"))
    assert "unsafe-inline" not in scripts
    assert "unsafe-eval" not in scripts
    assert "'sha256-" in scripts
    assert HEADERS["x-content-type-options"] == "nosniff"
