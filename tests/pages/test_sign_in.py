"""With a sign-in set up: roles come from our own table, at every run, and a sign-in does not last for ever."""

import time
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM
from di_data.config import PROJECT
from di_data.language import gettext as _
from di_data.register.accounts import set_role
from di_data.ui import session, sign_in
from di_data.vocabulary import Role

ACCOUNT = "mt@gemeente.example"


def _open(page: str, **claims: object) -> AppTest:
    test = AppTest.from_file(str(PROJECT / "pages" / f"{page}.py"), default_timeout=30)
    test.secrets["auth"] = {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "x"}
    test.user = {"is_logged_in": True, "email": ACCOUNT, **claims} if claims else {"is_logged_in": False}
    return test.run()


def test_who_has_a_role_gets_in_and_is_out_when_it_is_taken(demo_store: Path) -> None:
    store = session.open_store(str(demo_store))
    set_role(store, SYSTEM, ACCOUNT.upper(), Role.MT)
    assert [title.value for title in _open("goals", iat=time.time()).title] == [_("Goals")]
    assert [title.value for title in _open("load_data", iat=time.time()).title] == [_("No access")]
    set_role(store, SYSTEM, ACCOUNT, Role.MT, active=False)
    assert [title.value for title in _open("goals", iat=time.time()).title] == [_("No access")]


def test_who_has_no_role_sees_nothing(demo_store: Path) -> None:
    test = _open("goals", iat=time.time())
    assert [title.value for title in test.title] == [_("No access")]
    assert not test.dataframe


def test_nobody_is_asked_to_sign_in_and_offered_no_demo_identity(demo_store: Path) -> None:
    test = _open("goals")
    assert not test.exception
    assert [button.label for button in test.button] == [_("Sign in")]


@pytest.mark.parametrize(
    "claims",
    [
        {"iat": time.time() - sign_in.SESSION_LASTS - 60},
        {"iat": "yesterday"},
        {"iat": time.time() - 7200, "exp": time.time() - 60},
    ],
    ids=["a working day ago", "no moment", "ended by the provider"],
)
def test_a_sign_in_does_not_last_for_ever(claims: dict[str, object], demo_store: Path) -> None:
    set_role(session.open_store(str(demo_store)), SYSTEM, ACCOUNT, Role.MT)
    test = _open("goals", **claims)
    assert not test.dataframe
    assert [button.label for button in test.button] == [_("Sign in")]


def test_a_demo_role_means_nothing_once_a_sign_in_is_set_up(demo_store: Path) -> None:
    test = AppTest.from_file(str(PROJECT / "pages" / "goals.py"), default_timeout=30)
    test.secrets["auth"] = {"redirect_uri": "http://localhost/oauth2callback", "cookie_secret": "x"}
    test.user = {"is_logged_in": False}
    test.session_state["demo_role"] = "hr"
    test.run()
    assert [button.label for button in test.button] == [_("Sign in")]


def test_every_sign_in_is_logged_once(demo_store: Path) -> None:
    store = session.open_store(str(demo_store))
    _open("goals", iat=time.time()).run()
    set_role(store, SYSTEM, ACCOUNT, Role.OR)
    _open("goals", iat=time.time()).run()
    _open("goals", iat=0)
    logged = store._cursor().execute("select subject, outcome from sign_in order by signed_in_at").fetchall()
    assert logged == [(ACCOUNT, "no_role"), (ACCOUNT, "granted"), (ACCOUNT, "expired")]


def test_the_first_administrator_comes_from_the_settings(demo_store: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("INZETWIJZER_ADMINISTRATOR", ACCOUNT.upper())
    session.settings.clear()
    assert [title.value for title in _open("administration", iat=time.time()).title] == [_("Administration")]
    assert [title.value for title in _open("goals", iat=time.time()).title] == [_("No access")]


def test_an_address_that_the_provider_did_not_verify_is_nobody(demo_store: Path) -> None:
    set_role(session.open_store(str(demo_store)), SYSTEM, ACCOUNT, Role.MT)
    test = _open("goals", iat=time.time(), email_verified=False)
    assert [button.label for button in test.button] == [_("Sign in")]
