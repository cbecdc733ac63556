"""The page To do: what waits for each role, one click from where it is done, and the file for the calendar."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from icalendar import Calendar
from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM, Viewer
from di_data.language import gettext as _
from di_data.language import ngettext, speaking
from di_data.register.actions import Action, save_action, save_actions
from di_data.reports.to_do import Group, grouped, tasks
from di_data.store import Store
from di_data.ui import session, to_do_list
from di_data.vocabulary import ActionStatus, Position, Role
from tests.pages.conftest import Opener

WICKED = "=1+1 <b>vet</b> *schuin* [link](x) 😀 שלום"


@pytest.fixture
def store(demo_store: Path) -> Store:
    return session.open_store(str(demo_store))


def _of(store: Store, role: Role) -> list[to_do_list.Task]:
    return tasks(store, Viewer("somebody", frozenset({role})), date.today())


def _texts(test: AppTest) -> list[str]:
    return [str(element.value) for element in test.text]


def late_action(title: str, **more: object) -> Action:
    usual = {
        "owner_role": Position.HR,
        "starts_on": date(2025, 1, 1),
        "due_on": date(2025, 2, 1),
        "status": ActionStatus.RUNNING,
    }
    return Action(title=title, **(usual | more))  # type: ignore[arg-type] # fmt: skip


@pytest.mark.parametrize("role", [Role.HR, Role.MT, Role.OR])
def test_every_role_reads_its_own_tasks_group_by_group(role: Role, store: Store, open_page: Opener) -> None:
    test = open_page("to_do", role.value)
    found = _of(store, role)
    assert found, "the demo has something for every role"
    assert [header.value for header in test.header] == [
        to_do_list.to_do.sentence(group, own, date.today()) for group, own in grouped(found).items()
    ]
    assert _texts(test) == [to_do_list.title_of(task) for task in found]


def test_roles_are_told_different_things(store: Store, open_page: Opener) -> None:
    hr, mt, council = (set(_texts(open_page("to_do", role))) for role in ("hr", "mt", "or"))
    assert len(hr) > len(mt) > 0
    assert council
    assert not council & mt


def test_the_summary_counts_what_is_late(store: Store, open_page: Opener) -> None:
    with speaking("en"):
        test = open_page("to_do", "hr", language="en")
        found = _of(store, Role.HR)
        late = sum(task.due_on is not None and task.due_on < date.today() for task in found)
        assert f"{len(found)} things wait for you, of which {late} past their date." in [
            element.value for element in test.markdown
        ]


def test_broken_links_are_marked(store: Store, open_page: Opener) -> None:
    marks = [element.value for element in open_page("to_do", "hr").markdown if _("broken link") in element.value]
    broken = {task.group for task in _of(store, Role.HR)} & to_do_list.to_do.BROKEN
    assert len(marks) == len(broken) >= 3


def test_one_group_from_the_address(store: Store, open_page: Opener) -> None:
    test = open_page("to_do", "hr", group="overdue")
    assert [header.value for header in test.header] == [
        ngettext("{count} action is past its date.", "{count} actions are past their date.", 3)
    ]
    nonsense = open_page("to_do", "hr", group="'; drop table action")
    assert len(nonsense.header) > 1


def test_text_of_a_user_is_shown_as_text(store: Store, open_page: Opener) -> None:
    save_action(store, SYSTEM, late_action(WICKED))
    test = open_page("to_do", "hr", group="overdue")
    assert WICKED in _texts(test)
    assert not any(WICKED in element.value for element in test.markdown)


def test_what_is_done_is_off_the_list(store: Store, open_page: Opener) -> None:
    key = save_action(store, SYSTEM, late_action("Bijna klaar"))
    assert "Bijna klaar" in _texts(open_page("to_do", "hr"))
    save_action(store, SYSTEM, late_action("Bijna klaar", status=ActionStatus.STOPPED), id=key, read_version=1)
    assert "Bijna klaar" not in _texts(open_page("to_do", "hr"))


def test_nothing_to_do_says_so(empty_store: Path, open_page: Opener) -> None:
    test = open_page("to_do", "mt")
    assert [info.value for info in test.info] == [
        _("Nothing waits for you. What is due, past its date or to be evaluated comes here by itself.")
    ]
    assert not test.get("download_button")


def test_a_long_group_is_cut_off_and_says_how_to_see_the_rest(store: Store, open_page: Opener) -> None:
    save_actions(store, SYSTEM, [late_action(f"Actie {number:03}") for number in range(150)])
    with speaking("en"):
        whole, one = (open_page("to_do", "hr", language="en", **more) for more in ({}, {"group": "overdue"}))
    assert len([text for text in _texts(whole) if text.startswith("Actie 0")]) == to_do_list.AT_MOST
    assert "The first 10 of 153 are shown. Choose this group under “Show” to see more." in [
        caption.value for caption in whole.caption
    ]
    assert len(_texts(one)) == to_do_list.AT_MOST_OF_ONE


def test_only_who_logs_is_asked_to_evaluate(store: Store, open_page: Opener) -> None:
    hr, mt = (open_page("to_do", role, group="unseen") for role in ("hr", "mt"))
    assert _("Evaluate") in [element.value for element in hr.markdown]
    assert _("Evaluate") not in [element.value for element in mt.markdown]
    assert _("See it") in [element.value for element in mt.markdown]


# The calendar ----------------------------------------------------------------------------------


def _calendar(store: Store, role: Role, open_page: Opener, monkeypatch: pytest.MonkeyPatch) -> bytes:
    """The bytes that the button of the page hands out."""
    handed: list[bytes] = []
    monkeypatch.setattr(to_do_list.st, "download_button", lambda label, make, **more: handed.append(make()))
    test = open_page("to_do", role.value)
    assert not test.exception
    (content,) = handed
    return content


@pytest.mark.parametrize("role", [Role.HR, Role.MT, Role.OR])
def test_the_calendar_holds_the_tasks_with_a_date_and_no_other(
    role: Role, store: Store, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = _calendar(store, role, open_page, monkeypatch)
    events = Calendar.from_ical(content).walk("VEVENT")
    expected = {(f"{task.uid}@inzetwijzer", task.due_on) for task in _of(store, role) if task.due_on}
    assert {(str(event["uid"]), event.decoded("dtstart")) for event in events} == expected
    assert len(events) == len(expected)


def test_the_same_task_later_is_the_same_appointment(
    store: Store, open_page: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = save_action(store, SYSTEM, late_action("Verschuift", due_on=date.today() + timedelta(days=5)))

    def appointment() -> tuple[str, date]:
        events = Calendar.from_ical(_calendar(store, Role.HR, open_page, monkeypatch)).walk("VEVENT")
        return next((str(event["uid"]), event.decoded("dtstart")) for event in events if event["summary"] == "Verschuift")  # fmt: skip

    before = appointment()
    save_action(
        store, SYSTEM, late_action("Verschuift", due_on=date.today() - timedelta(days=1)), id=key, read_version=1
    )
    after = appointment()
    assert before[0] == after[0]
    assert (before[1], after[1]) == (date.today() + timedelta(days=5), date.today() - timedelta(days=1))


def test_every_group_has_words_for_its_link_in_both_languages() -> None:
    for language in ("nl", "en"):
        with speaking(language):
            assert all(to_do_list._way(group) for group in Group)
