"""The decisions of a review and the closing of its quarter, on a page of their own: who may, one click, nothing lost."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import RIGHTS, SYSTEM, Right, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import period
from di_data.periods import Period, quarter_of
from di_data.register.decisions import Decision, save_decision, set_status
from di_data.register.deliveries import withdraw
from di_data.register.goals import save_target
from di_data.register.history import remove
from di_data.register.quarters import close_quarter
from di_data.reports import deliveries, programme, quarters, to_do
from di_data.reports.to_do import Group
from di_data.store import Store
from di_data.ui import session
from di_data.ui.showing import plain
from di_data.vocabulary import DecisionStatus, Position, Role
from tests.reviews import closed_at

LAST = quarter_of(date.today()).shifted(-1)
"""The newest quarter that has ended: the one that the MT looks at."""

WICKED = "=1+1 <b>vet</b> *schuin* [link](x) 😀 שלום"
CLOSING = "Closing keeps this review as it is now, for good: the figures, the goals, the actions and the decisions. What changes later is shown beside it."
AFTERWARDS = "This quarter is closed. What you record now is no part of the closed review; it stands below it, and comes back in the next review."
MT = Viewer("mt@voorbeeld.nl", frozenset({Role.MT}))


def _page() -> None:
    """A page with nothing but the decisions and the closing of a quarter, as the quarterly review shows them."""
    from datetime import date

    import streamlit as st

    from di_data.access import Right
    from di_data.language import gettext
    from di_data.periods import parse, quarter_of
    from di_data.ui.review_meeting import meeting
    from di_data.ui.review_sections import SECTIONS
    from di_data.ui.session import require
    from di_data.ui.showing import saved_note

    user = require(Right.SEE_REVIEW)
    saved_note()
    quarter = parse(st.query_params.get("quarter", str(quarter_of(date.today()).shifted(-1))))
    found = meeting(user, quarter)
    for section in ("before", "decisions", "complete", "closing"):
        title, render = SECTIONS[section]
        st.header(gettext(title), anchor=False)
        render(found)


def review(role: str | None = "mt", quarter: Period = LAST, **address: str) -> AppTest:
    test = AppTest.from_function(_page, default_timeout=30)
    test.session_state["language"] = "nl"
    if role:
        test.session_state["demo_role"] = role
    for name, value in {"quarter": str(quarter), **address}.items():
        test.query_params[name] = value
    return test.run()


@pytest.fixture
def store(demo_store: Path) -> Store:
    """The demo without its decisions: those of the tests are the only ones."""
    opened = session.open_store(str(demo_store))
    for row in programme.decisions(opened, SYSTEM).rows():
        remove(opened, SYSTEM, "decision", row["id"], row["version"])
    return opened


def decide(store: Store, text: str, quarters_back: int = 0, **more: object) -> str:
    usual: dict[str, object] = {
        "quarter": str(LAST.shifted(-quarters_back)), "text": text, "owner_role": Position.HR,
        "due_on": date.today() + timedelta(days=30),
    }  # fmt: skip
    return save_decision(store, SYSTEM, Decision(**(usual | more)))  # type: ignore[arg-type]


def newest_absence(store: Store) -> str:
    """The key of the demo's file with the absence of the last quarter."""
    found = [row for row in deliveries.deliveries(store, SYSTEM).rows() if row["kind"] == "absence"]
    return str(max(found, key=lambda row: row["last_period"])["id"])


def close(store: Store, quarter: Period = LAST) -> None:
    close_quarter(store, MT, quarter, minimum_group=MINIMUM_GROUP)


def texts(test: AppTest) -> list[str]:
    return [str(element.value) for element in test.text]


def words(test: AppTest) -> str:
    """Everything that is written as markdown: sentences and badges."""
    return "\n".join(str(element.value) for element in (*test.markdown, *test.caption, *test.info))


def button(test: AppTest, label: str) -> Callable[[], AppTest]:
    found = [one for one in test.button if one.label == label]
    assert found, [one.label for one in test.button]
    return lambda: found[0].click().run()


def labels(test: AppTest) -> list[str]:
    return [one.label for one in test.button]


# Who -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", [None, *Role])
def test_every_role_sees_and_does_what_it_has_a_right_to(store: Store, role: Role | None) -> None:
    decide(store, "Doorgaan")
    test = review(role.value if role else None)
    assert not test.exception
    rights = RIGHTS[role] if role else frozenset()
    assert ("Doorgaan" in texts(test)) == (Right.SEE_REVIEW in rights)
    assert (_("Done") in labels(test)) == (_("Record the decision") in labels(test)) == (Right.DECIDE in rights)
    assert (_("Yes, close {quarter}", quarter=period(LAST)) in labels(test)) == (Right.CLOSE_QUARTER in rights)
    assert (_("The MT closes the quarter.") in words(test)) == (role == Role.HR)


@pytest.mark.parametrize("role", ["mt", "hr"])
def test_an_empty_store_says_so(empty_store: Path, role: str) -> None:
    test = review(role)
    assert not test.exception
    for told in ("There are no earlier decisions that still matter.", "No decisions were recorded yet.",
                 "There are no figures of this quarter yet."):  # fmt: skip
        assert _(told) in words(test)


# The lists -------------------------------------------------------------------------------------


def test_earlier_decisions_come_first_and_what_is_over_is_left_out(store: Store) -> None:
    decide(store, "van dit kwartaal")
    decide(store, "vorige, klaar", 1, status=DecisionStatus.DONE)
    decide(store, "ouder, open", 3)
    decide(store, "ouder, klaar", 3, status=DecisionStatus.DONE)
    decide(store, "van hierna", -1)
    found = [text for text in texts(review()) if text.startswith(("van", "vorige", "ouder"))]
    assert found == ["vorige, klaar", "ouder, open", "van dit kwartaal"]


def test_an_older_decision_that_was_settled_in_this_review_stays_on_the_page(store: Store) -> None:
    decide(store, "oud", 3)
    test = review()
    button(test, _("Done"))()
    assert "oud" in texts(test)
    assert _("Open again") in labels(test)
    # It was settled after the end of the newest quarter, so the review of a later one that knows a closing leaves it out.
    close(store)
    assert "oud" not in texts(review(quarter=LAST.shifted(1)))


def test_what_is_past_its_date_is_marked_while_it_is_open(store: Store) -> None:
    decide(store, "te laat", due_on=date.today() - timedelta(days=1))
    decide(store, "vandaag", due_on=date.today())
    decide(store, "zonder dag", due_on=None)
    decide(store, "klaar", due_on=date.today() - timedelta(days=1), status=DecisionStatus.DONE)
    assert words(review()).count(_("past its date")) == 1


def test_the_decision_of_the_address_comes_first_and_is_marked(store: Store) -> None:
    decide(store, "eerst", due_on=date.today())
    key = decide(store, "bedoeld", due_on=date.today() + timedelta(days=90))
    assert texts(review())[:2] == ["eerst", "bedoeld"]
    test = review(decision=key)
    assert texts(test)[:2] == ["bedoeld", "eerst"]
    assert words(test).count(_("the decision that you opened")) == 1
    assert _("the decision that you opened") not in words(review(decision="'; drop table decision"))


@pytest.mark.parametrize(("quarters_back", "expected"), [(3, LAST), (1, LAST), (0, LAST), (-1, LAST.shifted(1))])
def test_to_do_leads_to_a_review_that_shows_the_decision(store: Store, quarters_back: int, expected: Period) -> None:
    key = decide(store, "te doen", quarters_back)
    (task,) = (task for task in to_do.tasks(store, MT, date.today()) if task.group == Group.DECISIONS)
    assert (task.page, task.address) == ("quarterly_review", {"quarter": str(expected), "decision": key})
    test = review(quarter=expected, decision=key)
    assert "te doen" in texts(test)
    assert _("the decision that you opened") in words(test)


def test_text_of_a_user_is_shown_as_text(store: Store) -> None:
    decide(store, WICKED)
    test = review()
    assert WICKED in texts(test)
    assert "<b>vet</b>" not in words(test)


# One click -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("label", "status"), [("Done", "done"), ("Drop", "dropped")])
def test_one_click_says_what_came_of_it_and_one_takes_that_back(store: Store, label: str, status: str) -> None:
    decide(store, "Doorgaan")
    test = review()
    button(test, _(label))()
    assert not test.exception
    assert programme.decisions(store, SYSTEM).column("status") == [status]
    button(test, _("Open again"))()
    assert programme.decisions(store, SYSTEM).column("status") == ["open"]


def test_a_click_on_what_was_changed_meanwhile_changes_nothing(store: Store) -> None:
    key = decide(store, "Doorgaan")
    test = review()
    click = button(test, _("Drop"))
    set_status(store, MT, key, DecisionStatus.DONE, read_version=1)
    click()
    assert not test.exception
    assert len(test.error) == 1
    assert programme.decisions(store, SYSTEM).column("status") == ["done"]
    assert _("Open again") in labels(test)


# Recording -------------------------------------------------------------------------------------


def test_three_decisions_in_a_row(store: Store) -> None:
    goal = next(iter(programme.goals(store, SYSTEM).rows()))
    test = review()
    test.text_input(key="decision_text").set_value("Eerste")
    test.selectbox(key="decision_goal").set_value(goal["id"])
    test.selectbox(key="decision_owner").set_value(Position.MANAGER)
    test.date_input(key="decision_due").set_value(date(2030, 1, 31))
    button(test, _("Record the decision"))()
    for text in ("Tweede", "Derde"):
        assert test.text_input(key="decision_text").value == ""
        test.text_input(key="decision_text").set_value(text)
        button(test, _("Record the decision"))()
    assert not test.exception
    found = {row["text"]: row for row in programme.decisions(store, SYSTEM).rows()}
    assert set(found) == {"Eerste", "Tweede", "Derde"}
    for row in found.values():
        assert (row["quarter"], row["owner_role"], row["due_on"], row["changed_by"]) == (str(LAST), "manager", date(2030, 1, 31), "demo-mt")  # fmt: skip
    assert [found[text]["goal_id"] for text in ("Eerste", "Tweede", "Derde")] == [goal["id"], None, None]


def test_a_new_decision_is_to_be_ready_before_the_next_review(store: Store) -> None:
    test = review()
    assert test.date_input(key="decision_due").value == quarter_of(date.today()).end
    assert [test.selectbox(key=f"decision_{name}").value for name in ("goal", "action", "unit")] == [None] * 3


@pytest.mark.parametrize("text", [" ", "Bel jan.jansen@voorbeeld.nl", "x" * 4001])
def test_what_is_refused_stays_to_be_corrected(store: Store, text: str) -> None:
    test = review()
    test.text_input(key="decision_text").set_value(text)
    button(test, _("Record the decision"))()
    assert len(test.error) == 1
    assert test.text_input(key="decision_text").value == text
    assert not len(programme.decisions(store, SYSTEM))


def test_a_click_elsewhere_leaves_the_line_the_same(store: Store) -> None:
    """What was typed lives in the browser until it is sent, as long as the fields are the same ones and nothing is put in
    them again."""

    def line(page: AppTest) -> list[tuple[str, bool]]:
        fields = [page.text_input(key="decision_text"), page.date_input(key="decision_due")]
        fields += [page.selectbox(key=f"decision_{name}") for name in ("goal", "action", "unit", "owner")]
        return [(field.proto.id, field.proto.set_value) for field in fields]

    decide(store, "Doorgaan")
    test = review()
    before = line(test)
    button(test, _("Done"))()
    assert [id for id, _again in line(test)] == [id for id, _again in before]
    assert not any(again for _id, again in line(test))


def test_a_decision_is_changed_and_taken_away(store: Store) -> None:
    decide(store, "Doorgaan")
    goal = programme.goals(store, SYSTEM).first() or {}
    test = review()
    test.toggle[0].set_value(True).run()
    field = next(one for one in test.text_input if one.value == "Doorgaan")
    field.set_value("Doorgaan tot de zomer")
    next(one for one in test.selectbox if one.label == _("Department") and one.key != "decision_unit").set_value(
        goal["unit_id"]
    )
    button(test, _("Save the change"))()
    assert not test.exception
    (row,) = programme.decisions(store, SYSTEM).rows()
    assert (row["version"], row["text"], row["unit_name"], row["owner_role"], row["status"]) == (2, "Doorgaan tot de zomer", goal["unit_name"], "hr", "open")  # fmt: skip
    button(test, _("Yes, take the decision away"))()
    assert not len(programme.decisions(store, SYSTEM))


# Closing ---------------------------------------------------------------------------------------


def test_the_mt_closes_the_quarter(store: Store) -> None:
    test = review()
    assert _(CLOSING) in words(test)
    button(test, _("Yes, close {quarter}", quarter=period(LAST)))()
    assert not test.exception
    closing = quarters.closings(store, SYSTEM).first() or {}
    assert (closing["quarter"], closing["closed_by"]) == (str(LAST), "demo-mt")
    assert len(test.info) == 1
    assert _("Nothing changed since closing.") in words(test)
    assert not any(label == _("Yes, close {quarter}", quarter=period(LAST)) for label in labels(test))


@pytest.mark.parametrize(("quarter", "told"), [
    (LAST.shifted(1), "This quarter has not ended yet. It can be closed after {day}."),
    (LAST.shifted(-1), "This quarter cannot be closed any more: {later} is closed already."),
])  # fmt: skip
def test_a_quarter_that_cannot_be_closed_says_why(store: Store, quarter: Period, told: str) -> None:
    close(store)
    test = review(quarter=quarter)
    assert _(told).split("{")[0].strip() in words(test)
    assert not [label for label in labels(test) if period(quarter) in label]


def test_closing_says_which_quarters_are_passed_over(store: Store) -> None:
    before = LAST.shifted(-2)
    told = ngettext("{quarters} was not closed. That is no longer possible after this.",
                    "{quarters} were not closed. That is no longer possible after this.", 1, quarters=period(LAST.shifted(-1)))  # fmt: skip
    assert told not in texts(review())
    close(store, before)
    assert told in texts(review())


def test_how_complete_the_figures_are_is_told(store: Store) -> None:
    """Of the demo's last quarter everything is in: 13 departments, two figures of absence a month and one conversation."""
    told = _("{count} of the {total} figures of this quarter are in.", count="91", total="91")
    assert told in words(review())
    withdraw(store, SYSTEM, newest_absence(store))
    # Without that file 13 × 3 months of both figures of absence are missing.
    test = review()
    assert _("{count} of the {total} figures of this quarter are in.", count="13", total="91") in words(test)
    named = [_("{indicator} ({count} of {total})", indicator=_(name), count="0", total="39") for name in ("Report frequency", "Sickness absence rate")]  # fmt: skip
    assert plain(_("Not complete: {names}.", names=", ".join(named))) in words(test)


def test_a_closed_review_shows_decisions_as_they_stood_and_what_came_of_them(store: Store) -> None:
    settled, gone = decide(store, "Doorgaan"), decide(store, "Verdwijnt")
    decide(store, "Te laat", due_on=date.today() - timedelta(days=1))
    close(store)
    set_status(store, MT, settled, DecisionStatus.DONE, read_version=1)
    remove(store, MT, "decision", gone, 1)
    decide(store, "Naderhand")
    test = review()
    assert not test.exception
    assert {"Doorgaan", "Verdwijnt", "Te laat", "Naderhand"} <= set(texts(test))
    assert _("now: {state}", state=DecisionStatus.DONE.label) in words(test)
    assert _("taken away since closing") in words(test)
    assert [element.value for element in test.subheader].count(_("Recorded after closing")) == 1
    # What came of it is told in the closed review too, with one click; the review itself stays.
    as_of = closed_at(store, LAST)
    button(test, _("Open again"))()
    assert programme.decisions(store, SYSTEM).where(id=settled).column("status") == ["open"]
    assert programme.decisions(store, SYSTEM, as_of=as_of).column("status") == ["open"] * 3


def test_what_is_recorded_after_closing_comes_back_in_the_next_review(store: Store) -> None:
    close(store)
    test = review()
    assert _(AFTERWARDS) in words(test)
    test.text_input(key="decision_text").set_value("Toch nog")
    button(test, _("Record the decision"))()
    assert "Toch nog" in texts(test)
    assert "Toch nog" in texts(review(quarter=LAST.shifted(1)))


def test_changes_since_closing_are_listed_with_their_fields(store: Store) -> None:
    key = decide(store, "Doorgaan")
    close(store)
    set_status(store, MT, key, DecisionStatus.DONE, read_version=1)
    goal = programme.goals(store, SYSTEM).first() or {}
    save_target(store, SYSTEM, goal["id"], date(2035, 1, 1), 1.0)  # new: of a review to come
    test = review()
    (table,) = (frame.value for frame in test.dataframe)
    assert table.to_dict("records") == [
        {_("Kind"): _("Decision"), _("About"): "Doorgaan", _("What"): f"{quarters.Since.CHANGED.label}: {_('Status')}"}
    ]


def test_figures_that_changed_since_closing_stand_with_old_and_new(store: Store) -> None:
    close(store)
    moment = closed_at(store, LAST)
    assert moment
    withdraw(store, SYSTEM, newest_absence(store))
    test = review()
    assert not test.exception
    (shown,) = (frame.value for frame in test.dataframe)
    found = list(
        quarters.changed_figures(store, SYSTEM, quarter=LAST, minimum_group=MINIMUM_GROUP, since=moment).rows()
    )
    assert len(shown) == min(len(found), 50) > 0
    for (_place, row), expected in zip(shown.iterrows(), found, strict=False):
        assert row[_("Department")] == expected["unit_name"]
        assert (row[_("Now")], row[_("Difference")]) == ("–", "–")
        assert row[_("At closing")].endswith("%") or "," in row[_("At closing")]
    told = ngettext("{count} figure in or before this quarter is different now.",
                    "{count} figures in or before this quarter are different now.", len(found))  # fmt: skip
    assert told in words(test)
