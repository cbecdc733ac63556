"""The page What happens with the data: what the works council reads, and how looks at pages are counted."""

import asyncio
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM, Viewer
from di_data.config import FLOOR_GROUP, MINIMUM_GROUP, PROJECT
from di_data.language import gettext as _
from di_data.register.group_minimums import Proposal, propose
from di_data.reports import oversight
from di_data.store import Store
from di_data.ui import session
from di_data.ui.oversight_sections import titles
from di_data.vocabulary import Kind, Role
from tests.pages.conftest import Opener
from tests.unit.accessible_pdf import text_of

HR = Viewer("demo-hr", frozenset({Role.HR}))
WICKED = "=1+1 <b>vet</b> *schuin* [link](x) 😀 שלום"


@pytest.fixture
def store(demo_store: Path) -> Store:
    return session.open_store(str(demo_store))


def _words(test: AppTest) -> str:
    kinds = (test.title, test.header, test.subheader, test.markdown, test.caption, test.info)
    return "\n".join(str(element.value) for kind in kinds for element in kind).replace("\\", "")


def _looks(store: Store) -> Counter[tuple[str, str]]:
    """Every look so far, of which those in memory are written first."""
    session.looks(str(store.path)).write()
    rows = oversight.looks(store, SYSTEM, today=date.today()).rows()
    return Counter({(row["page"], row["role"]): row["looks"] for row in rows})


# What is read ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["mt", "hr", "or"])
def test_every_section_is_there(role: str, read_store: Store, open_page: Opener) -> None:
    test = open_page("data_oversight", role)
    assert [header.value for header in test.header] == [
        _(title) for title in (
            "What is collected", "What is never collected", "From how many people a figure is shown", "Who looks at what",
            "Can anybody be recognised?", "What was withdrawn and erased", "Is something not clear?",
        )
    ]  # fmt: skip


def test_every_kind_of_file_is_told_with_its_fields_and_source(read_store: Store, open_page: Opener) -> None:
    test = open_page("data_oversight", "or")
    assert [element.value for element in test.subheader] == [
        *(kind.label for kind in Kind), _("What people write in Inzetwijzer")
    ]  # fmt: skip
    told = _words(test)
    assert _("Days sick") in told
    assert "CBS StatLine 80072ned" in told
    assert f"vanaf {MINIMUM_GROUP} mensen" in told
    assert f"Minder dan {FLOOR_GROUP} mensen" in told


@pytest.mark.parametrize(
    ("role", "words"),
    [("or", "Ask a question about the data"), ("mt", "See what the works council asked"), ("hr", "See what the works council asked")],
)  # fmt: skip
def test_the_way_to_the_questions(role: str, words: str, read_store: Store, open_page: Opener) -> None:
    """Without the menu a link is its bare words."""
    assert _(words) in [element.value for element in open_page("data_oversight", role).markdown]


def test_the_agreement_is_shown_as_it_was_typed(store: Store, open_page: Opener) -> None:
    propose(store, HR, Proposal(minimum=MINIMUM_GROUP + 2, agreement=WICKED), default=MINIMUM_GROUP, read_version=0)
    test = open_page("data_oversight", "or")
    agreed = next(table.value for table in test.dataframe if _("Agreement") in table.value.columns)
    assert agreed[_("Agreement")].to_list() == [WICKED]
    assert agreed[_("Shown from (people)")].to_list() == [MINIMUM_GROUP + 2]
    assert f"vanaf {MINIMUM_GROUP + 2} mensen" in _words(test)


def test_the_document_says_the_same(read_store: Store, open_page: Opener, monkeypatch: pytest.MonkeyPatch) -> None:
    import streamlit as st

    offered: list[tuple[str, bytes]] = []
    monkeypatch.setattr(
        st, "download_button", lambda label, data, name, *_more, **_options: offered.append((name, data()))
    )
    test = open_page("data_oversight", "or")
    ((name, content),) = offered
    assert name == f"wat-er-met-de-gegevens-gebeurt-{date.today()}.pdf"
    text = text_of(content)
    assert [header.value for header in test.header if header.value not in text] == [_("Is something not clear?")]


# How looks are counted -------------------------------------------------------------------------


def test_a_visit_counts_once_however_often_the_page_runs(store: Store, open_page: Opener) -> None:
    test = open_page("goals", "or")
    for _time in range(3):
        test.run()
    assert _looks(store) == {("goals", "or"): 1}
    open_page("goals", "or")
    open_page("goals", "mt")
    assert _looks(store) == {("goals", "or"): 2, ("goals", "mt"): 1}


def test_coming_back_to_a_page_counts_again(store: Store, open_page: Opener) -> None:
    """A session goes from page to page with its state."""
    test = open_page("goals", "or")
    for page in ("home", "home", "goals"):
        looked_at = test.session_state["looked_at"]
        test = AppTest.from_file(str(PROJECT / "pages" / f"{page}.py"), default_timeout=30)
        test.session_state["demo_role"], test.session_state["looked_at"] = "or", looked_at
        test.run()
    assert _looks(store) == {("goals", "or"): 2, ("home", "or"): 1}


def test_who_has_no_access_is_not_counted(store: Store, open_page: Opener) -> None:
    open_page("quarterly_review", "or")
    open_page("goals")
    assert _looks(store) == {}


def test_counting_leaves_what_pages_keep(read_store: Store, open_page: Opener) -> None:
    """`read_store` itself holds that the generation of the store stays what it was."""
    open_page("home", "mt")
    open_page("data_oversight", "mt")
    assert _looks(read_store)["data_oversight", "mt"] >= 1


def test_the_table_has_every_page_with_this_visit(store: Store, open_page: Opener) -> None:
    for _time in range(2):
        open_page("actions", "hr")
    open_page("goals", "or")
    test = open_page("data_oversight", "or")
    visits = next(table.value for table in test.dataframe if _("Together") in table.value.columns)
    told = dict(zip(visits[_("Page")], visits[_("Together")], strict=True))
    assert set(told) == set(titles().values())
    assert told[_("Actions")] == 2
    assert told[_("What happens with the data")] == 1
    assert sum(told.values()) == 4
    assert visits[_("Page")].iloc[0] == _("Actions"), "what is looked at most stands first"


def test_what_is_in_memory_is_written_when_the_server_stops(
    demo_store: Path, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    from di_data.ui import server

    monkeypatch.setattr(server, "preload", lambda: None)
    monkeypatch.setattr(server.quiet_log, "install", lambda: None)

    async def serve() -> None:
        async with server.lifespan(None):
            open_page("goals", "or")

    with ThreadPoolExecutor(1) as apart:  # the browser tests of the same process have a loop of their own
        apart.submit(lambda: asyncio.run(serve())).result()
    with Store(demo_store) as store:  # closed by the server, or it could not be opened here
        rows = oversight.looks(store, SYSTEM, today=date.today()).rows()
        assert [(row["page"], row["role"], row["looks"]) for row in rows] == [("goals", "or", 1)]
