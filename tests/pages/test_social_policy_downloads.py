"""The extract of social policy on a page: a period is chosen, and each button makes its file as the role may see it."""

import io
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from di_data.access import RIGHTS, SYSTEM, Right
from di_data.language import gettext as _
from di_data.notation import period
from di_data.periods import Grain, Period, quarter_of
from di_data.reports import programme
from di_data.reports.social_policy import quarters_of
from di_data.store import Store
from di_data.vocabulary import Role
from tests.pages.hidden_figures import Detector, texts
from tests.unit.accessible_pdf import text_of

YEAR = Period(date(date.today().year - 1, 1, 1), Grain.YEAR)
QUARTER = quarter_of(date.today()).shifted(-1)
ENDINGS = ["pdf", "html", "xlsx"]


def _page() -> None:
    """A page with nothing but the downloads, as the works council's page shows them."""
    from di_data.access import Right
    from di_data.ui import social_policy
    from di_data.ui.session import require

    social_policy.show(require(Right.SEE_WORKS_COUNCIL))


def _opened(role: str | None, language: str = "nl") -> AppTest:
    test = AppTest.from_function(_page, default_timeout=60)
    test.session_state["language"] = language
    if role is not None:
        test.session_state["demo_role"] = role
    return test.run()


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> dict[str, Callable[[], bytes]]:
    """What the buttons make, by the name of the file."""
    taken: dict[str, Callable[[], bytes]] = {}

    def keep(label: str, data: Callable[[], bytes], name: str, *_more: Any, **_options: Any) -> None:
        taken[name] = data

    monkeypatch.setattr(st, "download_button", keep)
    return taken


@pytest.mark.parametrize("role", [None, *Role])
def test_who_may_see_the_works_council_can_make_it(
    role: Role | None, read_store: Store, offered: dict[str, Any]
) -> None:
    test = _opened(role and role.value)
    assert not test.exception
    may = role is not None and Right.SEE_WORKS_COUNCIL in RIGHTS[role]
    assert sorted(offered) == (sorted(f"sociaal-beleid-{YEAR}.{ending}" for ending in ENDINGS) if may else [])
    assert bool(len(test.selectbox)) is may


def test_the_last_year_is_chosen_and_a_quarter_can_be(
    read_store: Store, offered: dict[str, Callable[[], bytes]]
) -> None:
    test = _opened("or")
    assert test.selectbox[0].value == YEAR
    assert period(QUARTER) in test.selectbox[0].options
    offered.clear()
    test.selectbox[0].select(QUARTER).run()
    assert sorted(offered) == sorted(f"sociaal-beleid-{QUARTER}.{ending}" for ending in ENDINGS)
    assert _("Social policy {period}", period=period(QUARTER)) in text_of(offered[f"sociaal-beleid-{QUARTER}.pdf"]())


def test_the_files_speak_the_language_of_the_page(read_store: Store, offered: dict[str, Callable[[], bytes]]) -> None:
    _opened("or", "en")
    assert "What was agreed" in text_of(offered[f"social-policy-{YEAR}.pdf"]())
    assert '<html lang="en"' in offered[f"social-policy-{YEAR}.html"]().decode()
    book = openpyxl.load_workbook(io.BytesIO(offered[f"social-policy-{YEAR}.xlsx"]()))
    assert book.sheetnames[0] == "Contents"


@pytest.mark.parametrize(("role", "expected"), [("or", False), ("mt", True), ("hr", True)])
def test_the_decisions_are_for_who_may_see_the_review(
    role: str, expected: bool, read_store: Store, offered: dict[str, Callable[[], bytes]]
) -> None:
    _opened(role)
    taken = [
        row["text"] for row in programme.decisions(read_store, SYSTEM).rows() if row["quarter"] in quarters_of(YEAR)
    ]
    assert taken
    for ending in ("html", "xlsx"):
        told = texts(offered[f"sociaal-beleid-{YEAR}.{ending}"]())
        assert [text for text in taken if (text in told) is not expected] == []


@pytest.mark.parametrize("role", ["or", "mt", "hr"])
def test_no_file_holds_a_hidden_figure(
    role: str, reading_detector: Detector, offered: dict[str, Callable[[], bytes]]
) -> None:
    test = _opened(role)
    test.selectbox[0].select(QUARTER).run()
    assert len(offered) == 2 * len(ENDINGS)
    assert reading_detector.found(*(make() for make in offered.values())) == set()


def test_an_empty_store_makes_one_that_says_so(empty_store: Path, offered: dict[str, Callable[[], bytes]]) -> None:
    test = _opened("or")
    assert not test.exception
    assert offered or [info.value for info in test.info] == [_("There is no year or quarter yet to make it of.")]
    for name, make in offered.items():
        if name.endswith(".html"):
            assert _("No action ran in this period.") in make().decode()
