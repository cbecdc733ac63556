"""No page sends a hidden figure to anybody: not in a word, a chart, a table, a download or the log."""

import logging
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from di_data.access import RIGHTS
from di_data.config import PROJECT
from di_data.register.records import key_of
from di_data.store import Store
from di_data.ui.navigation import PAGES
from di_data.vocabulary import Role
from tests.pages.conftest import Opener
from tests.pages.hidden_figures import ABOVE, BESIDE, SMALL, Detector, sent

RIGHT = {entry.file: entry.right for entry in PAGES}
CODES = ("absence_rate", "outflow_rate", "autonomy", "good_conversation")
UNITS = ",".join((SMALL, BESIDE, ABOVE, "GRIF", "COMM", "BEDRIJF", "GEM"))

ADDRESSES: dict[str, list[dict[str, str]]] = {
    "action_sheet": [{"action": key_of("action", f"odd {unit}")} for unit in (SMALL, BESIDE)],
    "actions": [{}],
    "administration": [{}],
    "blind_spots": [{}],
    "coverage": [{}, {"indicator": "absence_rate", "unit": SMALL}],
    "data_oversight": [{}],
    "dialogue_card": [{}],
    "dialogue_sessions": [{}],
    "evaluations": [{}, {"action": key_of("action", f"odd {SMALL}")}],
    "goals": [{}, {"goal": key_of("goal", "odd")}],
    "home": [{}],
    "indicators": [
        {"indicator": code, "unit": UNITS, "grain": grain, "structure": structure}
        for code, grain, structure in (
            ("absence_rate", "month", "as_was"),
            ("absence_rate", "moving_year", "present"),
            ("outflow_rate", "year", "as_was"),
            ("autonomy", "year", "as_was"),
            ("good_conversation", "year", "present"),
        )
    ],
    "load_data": [{}],
    "programme": [{}, {"part": "conversation"}, {"phase": "6"}],
    "questions": [{}, {"about_kind": "indicator", "about": f"absence_rate|{key_of('org_unit', SMALL)}"}],
    "quarterly_review": [{}, *({"unit": key_of("org_unit", unit)} for unit in (SMALL, BESIDE))],
    "small_groups": [{}],
    "to_do": [{}],
    "works_council": [
        {"unit": unit, "factor": factor} for unit in (SMALL, BESIDE, ABOVE) for factor in ("participation", "autonomy")
    ],
}
"""Every page, and the addresses at which it comes nearest to the small unit."""

VISITS = [
    pytest.param(page, role, address, id=f"{page}-{role.value}-{place}")
    for page, addresses in ADDRESSES.items()
    for role in Role
    if RIGHT.get(page) in RIGHTS[role]
    for place, address in enumerate(addresses)
]


@pytest.fixture
def offered(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """What the download buttons of a page hold; what is made at the click is made."""
    from streamlit.delta_generator import DeltaGenerator

    taken: list[bytes] = []
    original: Callable[..., Any] = DeltaGenerator.download_button

    def keep(self: DeltaGenerator, label: str, data: Any, *others: Any, **options: Any) -> Any:
        content = data() if callable(data) else data
        taken.append(content.encode() if isinstance(content, str) else bytes(content))
        return original(self, label, data, *others, **options)

    monkeypatch.setattr(DeltaGenerator, "download_button", keep)
    monkeypatch.setattr(st, "download_button", lambda *words, **options: keep(st._main, *words, **options))
    return taken


def everything(test: AppTest) -> list[object]:
    """All that a page sent to the browser: every text, number and table in its tree."""
    nodes = [test._tree]
    pieces: list[object] = []
    while nodes:
        node = nodes.pop()
        if proto := getattr(node, "proto", None):
            pieces += sent(proto)
        nodes += list(getattr(node, "children", {}).values())
    return pieces


def test_every_page_is_visited() -> None:
    assert sorted(ADDRESSES) == sorted(path.stem for path in (PROJECT / "pages").glob("*.py"))
    assert {visit.values[0] for visit in VISITS} == set(ADDRESSES), "nobody may see a page"


def test_what_is_looked_for(odd: tuple[Path, Detector]) -> None:
    """The unit of eight people is hidden altogether, and so is the one beside it in part; their numbers are known."""
    path, detector = odd
    with Store(path) as store:
        small, beside = detector.of_unit(store, SMALL), detector.of_unit(store, BESIDE)
    # Sick days of the first month, days, and their share.
    assert {"101.31", "101,31", "233.17", "233,17"} <= small
    assert any(form.startswith("43,4") for form in small)
    assert len(small) > 200
    assert beside


@pytest.mark.parametrize(("page", "role", "address"), VISITS)
def test_no_page_sends_a_hidden_figure(
    page: str, role: Role, address: dict[str, str], reading_detector: Detector, offered: list[bytes], unfolded: None,
    open_page: Opener, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    caplog.set_level(logging.DEBUG)
    test = open_page(page, role.value, **address)
    assert not test.exception
    pieces = everything(test)
    assert pieces
    assert reading_detector.found(*pieces) == set()
    assert reading_detector.found(*offered) == set()
    assert reading_detector.found(caplog.text, *capfd.readouterr()) == set()


def test_the_detector_sees_what_a_page_shows(detector: Detector, offered: list[bytes], open_page: Opener) -> None:
    """Looking the same way for figures that are shown finds them: in the table, the chart and the download."""
    detector.forbidden = detector.shown
    test = open_page("indicators", "mt", indicator="absence_rate", unit="GEM", grain="month")
    pieces = everything(test)
    assert detector.found(*(piece for piece in pieces if isinstance(piece, bytes)))
    assert detector.found(*offered)
    texts = [piece for piece in everything(open_page("quarterly_review", "mt")) if isinstance(piece, str)]
    assert detector.found(*texts)
