"""Every file of pages/, as every role and as nobody: who has the right sees it, who has not sees nothing of it."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import RIGHTS
from di_data.config import PROJECT
from di_data.language import gettext as _
from di_data.language import speaking
from di_data.store import Store
from di_data.ui.navigation import PAGES
from di_data.vocabulary import Role
from tests.pages.conftest import Opener

FILES = sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))
RIGHT = {entry.file: entry.right for entry in PAGES}
TITLES = {
    "home": "What needs you now",
    "works_council": "Participation and autonomy",
}


def _shows_data(test: AppTest) -> bool:
    return bool(
        len(test.dataframe) or len(test.metric) or test.get("vega_lite_chart") or test.get("arrow_vega_lite_chart")
    )


def test_every_file_is_in_the_menu() -> None:
    assert sorted(RIGHT) == FILES


@pytest.mark.parametrize("page", FILES)
def test_nobody_sees_nothing(page: str, read_store: Store, open_page: Opener) -> None:
    test = open_page(page)
    assert not test.exception
    assert not _shows_data(test)
    assert [title.value for title in test.title] == ["Inzetwijzer"]
    assert [button.label for button in test.button] == [role.label for role in Role]


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("page", FILES)
def test_a_role_sees_what_it_has_a_right_to(page: str, role: Role, read_store: Store, open_page: Opener) -> None:
    test = open_page(page, role.value)
    assert not test.exception
    titles = [title.value for title in test.title]
    if RIGHT[page] in RIGHTS[role]:
        title = TITLES.get(page) or next(entry.title for entry in PAGES if entry.file == page)
        assert titles == [_(title)]
        return
    assert titles == [_("No access")]
    assert not _shows_data(test)
    assert not test.button


@pytest.mark.parametrize("role", list(Role))
@pytest.mark.parametrize("page", FILES)
def test_an_empty_store_says_what_to_do(page: str, role: Role, read_empty: Store, open_page: Opener) -> None:
    test = open_page(page, role.value)
    assert not test.exception
    if RIGHT[page] in RIGHTS[role] and page not in ("home", "quarterly_review"):
        words = [*(info.value for info in test.info), *(element.value for element in test.warning)]
        assert words, "an empty page must say what to do next"


@pytest.mark.parametrize("page", FILES)
def test_every_page_speaks_english_too(page: str, read_store: Store, open_page: Opener) -> None:
    role = next(role for role in Role if RIGHT[page] in RIGHTS[role])
    dutch, english = open_page(page, role.value), open_page(page, role.value, language="en")
    assert not english.exception
    with speaking("en"):
        title = TITLES.get(page) or next(entry.title for entry in PAGES if entry.file == page)
        assert [element.value for element in english.title] == [_(title)]
    assert dutch.title[0].value != english.title[0].value


@pytest.mark.parametrize("page", FILES)
def test_a_missing_store_is_said_in_one_sentence(
    page: str, open_page: Opener, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    import streamlit as st

    monkeypatch.setenv("INZETWIJZER_STORE", str(tmp_path / "nowhere.duckdb"))
    st.cache_resource.clear()
    role = next(role for role in Role if RIGHT[page] in RIGHTS[role])
    test = open_page(page, role.value)
    assert not test.exception
    assert len(test.error) == 1
    assert "nowhere.duckdb" in test.error[0].value


def test_a_role_that_was_made_up_is_refused(read_store: Store, open_page: Opener) -> None:
    test = open_page("indicators", "owner")
    assert test.exception or not _shows_data(test)
    assert not _shows_data(test)
