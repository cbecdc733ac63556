"""The page Coverage, and the history of a figure, on the demo store."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM
from di_data.language import gettext as _
from di_data.periods import Period
from di_data.register.deliveries import withdraw
from di_data.reports.deliveries import deliveries
from di_data.ui import session
from tests.pages.conftest import Opener


def _columns(test: AppTest, place: int) -> dict[str, list[str]]:
    frame = test.dataframe[place].value
    return {name: [str(value) for value in frame[name]] for name in frame.columns}


@pytest.mark.parametrize("role", ["hr", "mt", "or"])
def test_the_demo_is_complete_and_says_what_comes_next(role: str, demo_store: Path, open_page: Opener) -> None:
    test = open_page("coverage", role, language="en")
    assert not test.exception
    assert "All figures of the periods that have ended are in" in test.markdown[0].value
    assert test.markdown[1].value.startswith("The next figures are those of")
    overview = _columns(test, 0)
    assert set(overview["Missing"]) == set(overview["Late"]) == {"0"}
    assert len(test.get("vega_lite_chart") or test.get("arrow_vega_lite_chart")) == 1


def test_without_the_last_file_its_months_are_not_in(demo_store: Path, open_page: Opener) -> None:
    store = session.open_store(str(demo_store))
    newest = next(row for row in deliveries(store, SYSTEM).rows() if row["kind"] == "absence" and row["first_period"] and not row["public_source"])  # fmt: skip
    withdraw(store, SYSTEM, newest["id"])
    test = open_page("coverage", "hr", language="en", indicator="absence_rate")
    assert not test.exception
    told = " ".join(element.value for element in test.markdown)
    assert "figures" in told
    assert "All figures of the periods" not in told


def test_the_address_chooses_indicator_and_year(demo_store: Path, open_page: Opener) -> None:
    last_year = str(date.today().year - 1)
    test = open_page("coverage", "mt", language="en", indicator="absence_frequency", year=last_year)
    assert test.selectbox(key="address_indicator").value == "absence_frequency"
    periods = set(_columns(test, 1)["Period"])
    assert periods
    assert all(period.endswith(last_year) for period in periods)
    nonsense = open_page("coverage", "mt", language="en", indicator="'; drop table goal", year="1")
    assert not nonsense.exception
    assert nonsense.selectbox(key="address_year").value == ""


def test_no_figure_stands_on_the_page(demo_store: Path, open_page: Opener) -> None:
    test = open_page("coverage", "or", language="en")
    for frame in test.dataframe:
        assert not {_("Figure"), "Figure", "Value"} & set(frame.value.columns)
        assert not [text for column in frame.value.columns for text in frame.value[column] if "%" in str(text)]


def _history_page() -> None:
    """A page with nothing but the history of one figure, of a department told in the session."""
    from datetime import date

    import streamlit as st

    from di_data.access import Right
    from di_data.ui import cell_history
    from di_data.ui.session import require
    from di_data.vocabulary import Measure

    user = require(Right.SEE_INDICATORS)
    month = date.fromisoformat(st.session_state["month"])
    cell_history.show(user, "absence_rate", st.session_state["unit"], month, "month", Measure.PERCENT)


def _history_of(code: str) -> AppTest:
    from di_data.periods import quarter_of
    from di_data.register.records import key_of

    test = AppTest.from_function(_history_page, default_timeout=30)
    test.session_state["demo_role"], test.session_state["language"] = "mt", "en"
    last: Period = quarter_of(date.today()).shifted(-1)
    test.session_state["unit"], test.session_state["month"] = key_of("org_unit", code), last.start.isoformat()
    return test.run()


def test_the_history_of_a_figure(demo_store: Path) -> None:
    test = _history_of("BOR")
    assert not test.exception
    history = _columns(test, 0)
    assert history["Counts"] == ["yes"]
    assert history["File"][0].startswith("verzuim-")
    assert "%" in history["Figure"][0]


def test_the_history_of_a_hidden_figure_says_why(demo_store: Path) -> None:
    history = _columns(_history_of("GRIF"), 0)
    assert history["Figure"] == ["⊘ small group"]


def test_a_figure_that_was_added_up_has_no_file(demo_store: Path) -> None:
    assert "No file gave this figure itself" in _history_of("BEDRIJF").info[0].value
