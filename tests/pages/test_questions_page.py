"""Questions of the works council: asked, answered, asked on; back in the review until then, and in the list of what waits."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import RIGHTS, SYSTEM, Right, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.council_terms import AboutFigure, AboutKind, CouncilOutcome, CouncilRequest
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.periods import quarter_of
from di_data.register.consultations import Consultation, save_consultation
from di_data.register.quarters import close_quarter
from di_data.register.remarks import Remark, answer, ask, ask_again, change
from di_data.reports import organisation, programme, to_do, voice
from di_data.store import Store
from di_data.ui import session
from di_data.ui.showing import plain
from di_data.vocabulary import Role
from tests.pages.conftest import Opener

OR, HR, MT = (Viewer(f"demo-{role.value}", frozenset({role})) for role in (Role.OR, Role.HR, Role.MT))
"""The accounts with which the pages of these tests are opened."""

WICKED = "=1+1 <b>vet</b> *schuin* [link](x) 😀 שלום"
LAST = quarter_of(date.today()).shifted(-1)


@pytest.fixture
def store(demo_store: Path) -> Store:
    return session.open_store(str(demo_store))


@pytest.fixture
def bare(empty_store: Path) -> Store:
    """A store without anything: the questions of the tests are the only ones."""
    return session.open_store(str(empty_store))


def asked(store: Store, text: str, kind: AboutKind = AboutKind.GENERAL, about: str = "") -> str:
    return ask(store, OR, Remark(kind, about, text))


def texts(test: AppTest) -> list[str]:
    return [str(element.value) for element in test.text]


def words(test: AppTest) -> str:
    return "\n".join(str(element.value) for element in (*test.markdown, *test.caption, *test.info, *test.success))


def labels(test: AppTest) -> list[str]:
    return [one.label for one in (*test.button, *test.toggle)]


def button(test: AppTest, label: str) -> Callable[[], AppTest]:
    found = [one for one in test.button if one.label == label]
    assert found, labels(test)
    return lambda: found[0].click().run()


def remarks(store: Store) -> list[dict[str, object]]:
    return list(voice.remarks(store, SYSTEM).rows())


# From question to answer -----------------------------------------------------------------------


def test_the_works_council_asks_the_mt_answers_and_it_is_read(bare: Store, open_page: Opener) -> None:
    council = open_page("questions", "or", about_kind="general")
    council.text_area[0].set_value("Wie beslist hierover?")
    button(council, _("Ask it"))()
    assert not council.exception
    assert _("Your question is asked. The MT and HR see it now; the answer will stand here.") in words(council)
    assert council.text_area[0].value == ""

    management = open_page("questions", "mt")
    assert "Wie beslist hierover?" in texts(management)
    management.text_area[0].set_value("Het college, na advies van de OR.")
    button(management, _("Save the answer"))()
    assert not management.exception
    (row,) = remarks(bare)
    assert (row["answer"], row["answered_by"], row["answered_as"]) == ("Het college, na advies van de OR.", "demo-mt", "mt")  # fmt: skip

    council = open_page("questions", "or")
    assert "Het college, na advies van de OR." in texts(council)
    assert plain(_("Management team (MT)")) in words(council)
    council.text_area(key=f"missing {row['id']} 0").set_value("En wanneer?")
    button(council, _("Ask on"))()
    assert not council.exception
    (row,) = remarks(bare)
    assert (row["is_open"], row["follow_up"]) == (True, "En wanneer?")
    found = texts(council)
    order = ["Wie beslist hierover?", "Het college, na advies van de OR.", "En wanneer?"]
    assert [found.index(text) for text in order] == sorted(found.index(text) for text in order)


@pytest.mark.parametrize("role", [None, *Role])
def test_every_role_does_what_it_has_a_right_to(store: Store, open_page: Opener, role: Role | None) -> None:
    test = open_page("questions", role.value if role else None)
    assert not test.exception
    rights, found = RIGHTS[role] if role else frozenset(), labels(test)
    assert ("autonomie" in " ".join(texts(test))) == (Right.SEE_WORKS_COUNCIL in rights)
    for label, right in (
        ("Ask it", Right.ASK), ("Ask on", Right.ASK), ("Change the question", Right.ASK),
        ("Answer this", Right.ANSWER), ("Change the answer", Right.ANSWER),
        ("Record the request", Right.ADVISE), ("Change this, or say what the works council said", Right.ADVISE),
    ):  # fmt: skip
        assert (_(label) in found) == (right in rights), label


def test_two_who_answer_at_once_lose_nothing(bare: Store, open_page: Opener) -> None:
    key = asked(bare, "Wie?")
    test = open_page("questions", "hr")
    answer(bare, MT, key, "Het MT", read_version=1)
    test.text_area[0].set_value("HR")
    button(test, _("Save the answer"))()
    assert not test.exception
    assert [row["answer"] for row in remarks(bare)] == ["Het MT"]
    assert _("Save both changes together") in labels(test)
    button(test, _("Save both changes together"))()
    assert [(row["answer"], row["version"]) for row in remarks(bare)] == [("HR", 3)]


def test_a_question_that_changed_while_it_was_answered_is_shown(bare: Store, open_page: Opener) -> None:
    key = asked(bare, "Wie?")
    test = open_page("questions", "hr")
    change(bare, OR, key, "Wie, en wanneer?", read_version=1)
    test.text_area[0].set_value("Het MT")
    button(test, _("Save the answer"))()
    assert [row["answer"] for row in remarks(bare)] == [None]
    shown = test.dataframe[0].value
    assert "Wie, en wanneer?" in shown.to_string()
    button(test, _("Save both changes together"))()
    assert [(row["text"], row["answer"]) for row in remarks(bare)] == [("Wie, en wanneer?", "Het MT")]


def test_who_changes_a_question_that_was_answered_meanwhile_is_told_so(bare: Store, open_page: Opener) -> None:
    key = asked(bare, "Wie?")
    test = open_page("questions", "or")
    test.toggle(key=f"change {key}").set_value(True).run()
    answer(bare, HR, key, "Het MT", read_version=1)
    next(one for one in test.text_area if one.value == "Wie?").set_value("Wie precies?")
    button(test, _("Save the change"))()
    assert not test.exception
    assert "Wie precies?" in test.dataframe[0].value.to_string()
    button(test, _("Save both changes together"))()
    assert [error.value for error in test.error] == [
        _("This question has an answer already. If the answer is not enough, ask on below it.")
    ]
    assert [(row["text"], row["answer"]) for row in remarks(bare)] == [("Wie?", "Het MT")]


@pytest.mark.parametrize("text", ["", "Mail jan.jansen@voorbeeld.nl"])
def test_what_is_refused_stays_to_be_corrected(bare: Store, open_page: Opener, text: str) -> None:
    test = open_page("questions", "or", about_kind="general")
    test.text_area[0].set_value(text)
    button(test, _("Ask it"))()
    assert len(test.error) == 1
    assert test.text_area[0].value == text
    assert remarks(bare) == []


def test_one_changes_and_takes_away_ones_own_question(bare: Store, open_page: Opener) -> None:
    key = asked(bare, "Wie?")
    colleague = ask(bare, Viewer("collega", frozenset({Role.OR})), Remark(AboutKind.GENERAL, "", "Van een collega"))
    test = open_page("questions", "or")
    assert labels(test).count(_("Change the question")) == 1
    test.toggle(key=f"change {key}").set_value(True).run()
    next(one for one in test.text_area if one.value == "Wie?").set_value("Wie precies?")
    button(test, _("Save the change"))()
    assert [row["text"] for row in remarks(bare)] == ["Wie precies?", "Van een collega"]
    button(test, _("Yes, take the question away"))()
    assert [row["id"] for row in remarks(bare)] == [colleague]


def test_text_of_a_user_is_shown_as_text(bare: Store, open_page: Opener) -> None:
    key = asked(bare, WICKED)
    answer(bare, HR, key, WICKED, read_version=1)
    ask_again(bare, OR, key, WICKED, read_version=2)
    for role in ("or", "hr"):
        test = open_page("questions", role)
        assert texts(test).count(WICKED) == 3
        assert "<b>vet</b>" not in words(test)


# What it is about ------------------------------------------------------------------------------


def test_a_link_beside_a_figure_fills_the_form_in(store: Store, open_page: Opener) -> None:
    unit = next(row for row in organisation.units(store, SYSTEM).rows() if row["code"] == "JEUGD")
    test = open_page("questions", "or", about_kind="indicator", about=AboutFigure("autonomy", unit["id"]).code)
    assert [box.value for box in test.selectbox[:3]] == [AboutKind.INDICATOR, "autonomy", unit["id"]]
    test.text_area[0].set_value("Wat is hier aan de hand?")
    button(test, _("Ask it"))()
    (row,) = (row for row in remarks(store) if row["text"] == "Wat is hier aan de hand?")
    assert (row["about_kind"], row["about"]) == ("indicator", f"autonomy|{unit['id']}")
    assert "about" not in test.query_params


@pytest.mark.parametrize("kind", ["goal", "action", "session"])
def test_choosing_another_kind_asks_which_one(store: Store, open_page: Opener, kind: str) -> None:
    test = open_page("questions", "or")
    test.selectbox[0].set_value(AboutKind(kind)).run()
    test.text_area[0].set_value("Hoe gaat het hiermee?")
    chosen = test.selectbox[1].value
    button(test, _("Ask it"))()
    assert not test.exception
    (row,) = (row for row in remarks(store) if row["text"] == "Hoe gaat het hiermee?")
    assert (row["about_kind"], row["about"]) == (kind, chosen)


@pytest.mark.parametrize("address", [
    {"about_kind": "spell"}, {"about_kind": "goal", "about": "'; drop table remark"},
    {"about_kind": "indicator", "about": "autonomy"}, {"about_kind": "decision", "about": "x"},
])  # fmt: skip
def test_an_address_that_means_nothing_gives_the_usual_form(store: Store, open_page: Opener, address: dict[str, str]) -> None:  # fmt: skip
    test = open_page("questions", "or", **address)
    assert not test.exception
    assert _("Ask it") in labels(test)


def test_the_works_council_does_not_choose_from_decisions_that_it_may_not_see(store: Store, open_page: Opener) -> None:
    options = open_page("questions", "or").selectbox[0].options
    assert _("A goal") in options
    assert _("A decision of the MT") not in options


def _asks(role_page: str) -> None:
    from di_data.access import Right
    from di_data.council_terms import AboutKind
    from di_data.ui import ask
    from di_data.ui.session import require

    ask.link(require(Right.SEE_GOALS), AboutKind.GOAL, "x")


@pytest.mark.parametrize(("role", "is_shown"), [("or", True), ("mt", False), ("hr", False)])
def test_the_link_to_ask_is_for_who_may_ask(bare: Store, role: str, is_shown: bool) -> None:
    test = AppTest.from_function(_asks, args=("",))
    test.session_state["language"], test.session_state["demo_role"] = "nl", role
    test.run()
    assert (_("Ask a question about this") in words(test)) == is_shown


# Where it comes back ---------------------------------------------------------------------------


def test_what_waits_leads_to_the_question_which_comes_first(bare: Store, open_page: Opener) -> None:
    asked(bare, "eerste")
    key = asked(bare, "tweede")
    for viewer in (OR, HR):
        found = [task for task in to_do.tasks(bare, viewer, date.today()) if task.group == to_do.Group.REMARKS]
        assert {(task.title, task.page, task.address["remark"]) for task in found} >= {("tweede", "questions", key)}
    test = open_page("questions", "hr", remark=key)
    assert texts(test)[:2] == ["tweede", "eerste"]
    assert _("the question that you opened") in words(test)
    answer(bare, HR, key, "ja", read_version=1)
    assert [task.title for task in to_do.tasks(bare, HR, date.today())] == ["eerste"]
    assert texts(open_page("questions", "or", remark=key))[0] == "tweede"
    ask_again(bare, OR, key, "en nu?", read_version=2)
    assert [task.title for task in to_do.tasks(bare, OR, date.today())] == ["eerste", "en nu?"]


def _section(open_page: Opener, role: str = "mt") -> AppTest:
    return open_page("quarterly_review", role, present="1", section="questions", quarter=str(LAST))


def test_an_open_question_comes_back_in_the_review_until_it_is_answered(bare: Store, open_page: Opener) -> None:
    assert _("The works council has no question without an answer.") in words(_section(open_page))
    key = asked(bare, "Wie beslist?")
    test = _section(open_page)
    assert not test.exception
    assert "Wie beslist?" in texts(test)
    told = (
        "{count} question of the works council has no answer:",
        "{count} questions of the works council have no answer:",
    )
    assert ngettext(*told, 1) in words(test)
    answer(bare, HR, key, "Het MT", read_version=1)
    assert "Wie beslist?" not in texts(_section(open_page))


def test_the_review_of_a_closed_quarter_keeps_its_open_questions(bare: Store, open_page: Opener) -> None:
    key = asked(bare, "Wie beslist?")
    close_quarter(bare, MT, LAST, minimum_group=MINIMUM_GROUP)
    asked(bare, "Van later")
    answer(bare, HR, key, "Het MT", read_version=1)
    test = _section(open_page)
    assert "Wie beslist?" in texts(test)
    assert "Van later" not in texts(test)
    assert _("answered since closing") in words(test)


# Requests for advice and consent ---------------------------------------------------------------


def test_the_works_council_records_a_request_and_what_it_said(bare: Store, open_page: Opener) -> None:
    test = open_page("questions", "or")
    fields = {one.label: one for one in test.text_input}
    fields[_("Subject")].set_value("Regeling thuiswerken")
    fields[_("Article")].set_value("27 lid 1 onder d")
    next(box for box in test.selectbox if box.label == _("What is asked")).set_value(CouncilRequest.CONSENT)
    button(test, _("Record the request"))()
    assert not test.exception
    (row,) = voice.consultations(bare, SYSTEM).rows()
    assert (row["kind"], row["subject"], row["article"], row["requested_on"], row["outcome"]) == (
        "consent", "Regeling thuiswerken", "27 lid 1 onder d", date.today(), None,
    )  # fmt: skip
    test.toggle(key=f"change {row['id']}").set_value(True).run()
    said = [box for box in test.selectbox if box.label == _("What the works council said")][-1]
    said.set_value(CouncilOutcome.POSITIVE)
    [one for one in test.date_input if one.label == _("Said on")][-1].set_value(date.today())
    button(test, _("Save the change"))()
    assert not test.exception
    assert voice.consultations(bare, SYSTEM).column("outcome") == ["positive"]
    assert "Regeling thuiswerken" in texts(open_page("questions", "mt"))


@pytest.mark.parametrize(("ago", "due", "told"), [(10, 5, "5"), (10, -1, None), (1, None, None)])
def test_for_how_long_a_request_waits(bare: Store, open_page: Opener, ago: int, due: int | None, told: str | None) -> None:  # fmt: skip
    today = date.today()
    save_consultation(bare, OR, Consultation(
        kind=CouncilRequest.ADVICE, subject="Indeling", requested_on=today - timedelta(days=ago),
        due_on=None if due is None else today + timedelta(days=due),
    ))  # fmt: skip
    test = words(open_page("questions", "hr"))
    assert ngettext("waits for {count} day", "waits for {count} days", ago) in test
    assert (_("past its date") in test) == (due == -1)
    assert (ngettext("{count} day left", "{count} days left", 5) in test) == (told == "5")


def test_what_questions_name_is_in_the_demo(store: Store, open_page: Opener) -> None:
    """Every question of the demo leads somewhere."""
    assert all(row["page"] for row in remarks(store))
    goals = {row["title"] for row in programme.goals(store, SYSTEM).rows()}
    assert goals & {str(row["about_words"]) for row in remarks(store)}
