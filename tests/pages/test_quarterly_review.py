"""The quarterly review as a meeting goes through it: the order of its sections, and one at a time in the meeting room."""

from datetime import date
from pathlib import Path

import pytest

from di_data.access import SYSTEM, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.language import gettext as _
from di_data.periods import quarter_of
from di_data.register.quarters import close_quarter
from di_data.register.records import Save, save
from di_data.reports import programme, quarters, status_words
from di_data.reports.reviewed import reviewed
from di_data.store import Store
from di_data.ui import session
from di_data.ui.review_sections import SECTIONS
from di_data.vocabulary import Role
from tests.pages.conftest import Opener

LAST = quarter_of(date.today()).shifted(-1)
MT = Viewer("mt", frozenset({Role.MT}))


@pytest.fixture
def store(demo_store: Path) -> Store:
    return session.open_store(str(demo_store))


@pytest.mark.parametrize("role", ["mt", "hr"])
def test_sections_come_in_the_order_of_the_meeting(role: str, store: Store, open_page: Opener) -> None:
    test = open_page("quarterly_review", role)
    assert not test.exception
    assert [header.value for header in test.header] == [_(name) for name, _show in SECTIONS.values()]


def test_every_goal_has_its_status_with_the_reason(store: Store, open_page: Opener) -> None:
    found = reviewed(store, SYSTEM, minimum_group=MINIMUM_GROUP, quarter=str(LAST))
    words = " ".join(element.value for element in open_page("quarterly_review", "mt").markdown).replace("\\", "")
    assert len(found.goals) >= 3
    for one in found.goals:
        assert status_words.name(one.status.course) in words
        assert status_words.sentence(one.status) in words


def test_goals_to_talk_about_come_first(store: Store, open_page: Opener) -> None:
    found = reviewed(store, SYSTEM, minimum_group=MINIMUM_GROUP, quarter=str(LAST))
    courses = {str(one.standing.goal["title"]): one.status.course for one in found.goals}
    shown = [one.value.replace("\\", "") for one in open_page("quarterly_review", "mt").subheader]
    order = [courses[title] for title in shown if title in courses]
    assert order == sorted(order, key=["adjust", "needs_attention", "on_course", "too_early"].index)
    assert len(order) == len(courses)


@pytest.mark.parametrize("section", SECTIONS)
def test_one_section_at_a_time_in_the_meeting_room(section: str, store: Store, open_page: Opener) -> None:
    test = open_page("quarterly_review", "mt", present="1", section=section, quarter=str(LAST))
    assert not test.exception
    assert [title.value for title in test.title] == [_(SECTIONS[section][0])]
    assert not test.header


def test_the_meeting_goes_on_and_back_and_ends(store: Store, open_page: Opener) -> None:
    test = open_page("quarterly_review", "mt", present="1", quarter=str(LAST))
    codes = list(SECTIONS)

    def press(label: str) -> None:
        next(button for button in test.button if button.label == _(label)).click().run()

    press("On")
    press("On")
    assert test.query_params["section"] == codes[2]
    press("Back")
    assert test.title[0].value == _(SECTIONS[codes[1]][0])
    press("Stop")
    assert "present" not in test.query_params
    assert test.title[0].value == _("Quarterly review")


@pytest.mark.parametrize("nonsense", [{"section": "x"}, {"quarter": "2025-Q9"}, {"section": "goals'; drop table goal"}])
def test_an_address_that_means_nothing_begins_at_the_beginning(
    nonsense: dict[str, str], store: Store, open_page: Opener
) -> None:
    test = open_page("quarterly_review", "mt", present="1", **nonsense)
    assert not test.exception
    assert test.title[0].value == _(next(iter(SECTIONS.values()))[0])


def test_what_changed_since_the_last_closing_stands_below_its_goal(store: Store, open_page: Opener) -> None:
    close_quarter(store, MT, LAST.shifted(-1), minimum_group=MINIMUM_GROUP)
    assert not [one for one in _captions(open_page("quarterly_review", "mt")) if _marker() in one]
    goal = next(iter(programme.goals(store, SYSTEM).where(status="chosen").rows()))
    _change(store, goal)
    told = [one for one in _captions(open_page("quarterly_review", "mt")) if _marker() in one]
    assert len(told) == 1
    assert quarters.Since.CHANGED.label in told[0]


def _marker() -> str:
    return _("Since the last closed review: {changes}.").split("{")[0]


def _captions(test: object) -> list[str]:
    return [caption.value.replace("\\", "") for caption in test.caption]  # type: ignore[attr-defined]


def _change(store: Store, goal: dict[str, object]) -> None:
    """Another title, saved as HR does."""
    columns = _columns(goal)
    with store.write() as transaction:
        save(
            transaction,
            SYSTEM,
            [Save("goal", str(goal["id"]), int(str(goal["version"])), {**columns, "title": "Anders"})],
        )


def _columns(goal: dict[str, object]) -> dict[str, object]:
    names = ("title", "description", "theme", "intended_outcome", "indicator", "direction", "baseline", "baseline_period",
             "owner_role", "starts_on", "due_on", "status")  # fmt: skip
    return {name: goal[name] for name in names} | {"unit": goal["unit_id"], "session": goal["session_id"]}
