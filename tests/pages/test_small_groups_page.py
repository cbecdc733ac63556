"""The page Small groups: what each role reads, how HR proposes and the works council answers, on the demo store."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import Viewer
from di_data.config import FLOOR_GROUP, MINIMUM_ANSWERS, MINIMUM_GROUP, MINIMUM_RESPONSE, SMALL_COUNT
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.notation import day
from di_data.register.group_minimums import Proposal, minimum_key, propose, take_back
from di_data.reports import group_minimums
from di_data.store import Store
from di_data.ui import session
from di_data.vocabulary import Role
from tests.pages.conftest import Opener

HR, COLLEAGUE = Viewer("demo-hr", frozenset({Role.HR})), Viewer("bert", frozenset({Role.HR}))
ALL, LOW, HIGH = minimum_key(None), MINIMUM_GROUP - 2, MINIMUM_GROUP + 2
WICKED = "=1+1 <b>vet</b> *schuin* [link](x) 😀 שלום"


@pytest.fixture
def store(demo_store: Path) -> Store:
    return session.open_store(str(demo_store))


def _propose(
    store: Store, minimum: int, indicator: str | None = None, *, on: int = 0, viewer: Viewer = HR, text: str = "Zo."
) -> None:
    proposal = Proposal(minimum=minimum, agreement=text, indicator=indicator)
    propose(store, viewer, proposal, default=MINIMUM_GROUP, read_version=on)


def _holds(store: Store, indicator: str | None = None) -> int:
    return group_minimums.in_force(group_minimums.agreed(store, HR), indicator, MINIMUM_GROUP)


def _words(test: AppTest) -> str:
    kinds = (test.title, test.header, test.subheader, test.markdown, test.text, test.caption, test.info, test.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def _button(test: AppTest, label: str) -> object:
    return next(button for button in test.button if button.label == _(label))


def _labels(test: AppTest) -> set[str]:
    return {button.label for button in test.button}


def _fill(test: AppTest, minimum: int, text: str, figures: str = "alle cijfers") -> AppTest:
    test.number_input[0].set_value(minimum)
    test.text_area[0].set_value(text)
    return next(button for button in test.button if button.label == f"Dit voorstellen voor {figures}").click().run()


# What is read ----------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ["mt", "hr", "or"])
def test_every_rule_is_told_with_its_number(role: str, store: Store, open_page: Opener) -> None:
    test = open_page("small_groups", role)
    told = _words(test).splitlines()
    for words, number in (
        ("De groep is kleiner dan", MINIMUM_GROUP), ("afspreken kan niet", FLOOR_GROUP), ("geantwoord", MINIMUM_ANSWERS),
        ("In een onderzoek heeft minder dan", round(100 * MINIMUM_RESPONSE)), ("1 tot en met", SMALL_COUNT),
    ):  # fmt: skip
        assert any(words in line and str(number) in line for line in told), words


def test_the_first_rule_follows_the_agreement(store: Store, open_page: Opener) -> None:
    _propose(store, HIGH)
    _propose(store, LOW, on=1)
    assert f"De groep is kleiner dan {HIGH} mensen" in _words(open_page("small_groups", "mt"))


def test_nothing_agreed_says_which_number_holds(store: Store, open_page: Opener) -> None:
    words = "Nothing was agreed yet. Until then the standard number holds: a figure is shown from {count} people."
    assert [info.value for info in open_page("small_groups", "mt").info] == [_(words, count=MINIMUM_GROUP)]


def test_only_who_may_is_asked_to_do_something(store: Store, open_page: Opener) -> None:
    _propose(store, LOW)
    agree = {_("Yes, the works council agrees"), _("Yes, the works council does not agree")}
    write = {_("Propose this for {figures}", figures=_("all figures")), _("Take the proposal back")}
    seen = {role: _labels(open_page("small_groups", role)) & (agree | write) for role in ("mt", "hr", "or")}
    assert seen == {"mt": set(), "hr": write, "or": agree}


def test_a_text_is_shown_as_it_was_typed(store: Store, open_page: Opener) -> None:
    _propose(store, HIGH, text=WICKED)
    _propose(store, LOW, "autonomy", text=WICKED)
    assert [element.value for element in open_page("small_groups", "mt").text] == [WICKED, WICKED]


def test_an_indicator_of_its_own_beside_all_other_figures(store: Store, open_page: Opener) -> None:
    _propose(store, HIGH)
    _propose(store, HIGH + 1, "autonomy")
    assert [element.value for element in open_page("small_groups", "mt").subheader] == [
        f"Alle andere cijfers: te zien vanaf {HIGH} mensen", f"Autonomie: te zien vanaf {HIGH + 1} mensen",
    ]  # fmt: skip


@pytest.mark.parametrize(("role", "told"), [("or", True), ("hr", False), ("mt", False)])
def test_the_works_council_is_told_what_took_effect(role: str, told: bool, store: Store, open_page: Opener) -> None:
    _propose(store, HIGH)
    infos = [info.value for info in open_page("small_groups", role).info]
    assert any(f"vanaf {HIGH} mensen" in info and day(date.today()) in info for info in infos) is told


def test_trace_tells_every_step(store: Store, open_page: Opener) -> None:
    _propose(store, LOW, "autonomy")
    take_back(store, COLLEAGUE, minimum_key("autonomy"), 1)
    _propose(store, HIGH)
    test = open_page("small_groups", "mt")
    assert not test.dataframe
    test.toggle[0].set_value(True).run()
    rows = test.dataframe[0].value.to_dict("records")
    assert [(row[_("Who")], row[_("What")], row[_("For which figures")], row[_("Shown from (people)")]) for row in rows] == [
        (_("{role} (demo)", role="HR"), _("Took effect at once"), _("all figures"), HIGH), ("bert", _("Taken back"), "Autonomie", LOW),
        (_("{role} (demo)", role="HR"), _("Proposed"), "Autonomie", LOW),
    ]  # fmt: skip


# HR proposes -----------------------------------------------------------------------------------


def test_a_lower_number_waits(store: Store, open_page: Opener) -> None:
    test = _fill(open_page("small_groups", "hr"), LOW, "Met de OR besproken.")
    assert not test.exception
    assert len(test.success) == 1
    assert _("What waits for the works council") in [header.value for header in test.header]
    assert _holds(store) == MINIMUM_GROUP
    assert group_minimums.waiting(store, HR).column("agreement") == ["Met de OR besproken."]


def test_a_higher_number_holds_at_once_for_the_chosen_figures(store: Store, open_page: Opener) -> None:
    test = open_page("small_groups", "hr")
    test.selectbox[0].select("autonomy").run()
    _fill(test, HIGH, "Op verzoek van de OR.", "Autonomie")
    assert test.selectbox[0].value == "autonomy", "what was chosen stays chosen"
    assert (_holds(store, "autonomy"), _holds(store)) == (HIGH, MINIMUM_GROUP)


@pytest.mark.parametrize(("minimum", "text"), [(FLOOR_GROUP - 1, "Toch"), (LOW, ""), (LOW, "Vraag jan@gemeente.nl")])
def test_what_cannot_be_is_refused_and_stays_on_the_page(
    store: Store, open_page: Opener, minimum: int, text: str
) -> None:
    test = _fill(open_page("small_groups", "hr"), minimum, text)
    assert len(test.error) == 1
    assert (test.number_input[0].value, test.text_area[0].value) == (minimum, text)
    assert not len(group_minimums.versions(store, HR))


def test_two_who_propose_at_once_lose_nothing(store: Store, open_page: Opener) -> None:
    test = open_page("small_groups", "hr")
    _propose(store, LOW, viewer=COLLEAGUE, text="Van Bert")
    _fill(test, LOW - 1, "Van mij")
    assert group_minimums.waiting(store, HR).column("agreement") == ["Van Bert"]
    assert len(test.warning) == 1
    assert len(test.radio) == 2, "both the number and the text were changed by both"
    _button(test, "Save both changes together").click().run()  # type: ignore[attr-defined]
    assert group_minimums.waiting(store, HR).select("minimum", "agreement").first() == {"minimum": LOW - 1, "agreement": "Van mij"}  # fmt: skip


def test_a_proposal_can_be_taken_back(store: Store, open_page: Opener) -> None:
    _propose(store, LOW)
    test = open_page("small_groups", "hr")
    _button(test, "Take the proposal back").click().run()  # type: ignore[attr-defined]
    assert not len(group_minimums.waiting(store, HR))
    assert _holds(store) == MINIMUM_GROUP


# The works council answers ---------------------------------------------------------------------


def test_the_works_council_agrees_on_the_day_that_it_fills_in(store: Store, open_page: Opener) -> None:
    _propose(store, LOW)
    test = open_page("small_groups", "or")
    yesterday = date.today() - timedelta(days=1)
    test.date_input[0].set_value(yesterday)
    _button(test, "Yes, the works council agrees").click().run()  # type: ignore[attr-defined]
    assert not test.exception
    (row,) = group_minimums.agreed(store, HR).rows()
    assert (row["minimum"], row["agreed_on"], row["proposed_by"], row["agreed_by"]) == (LOW, yesterday, "demo-hr", "demo-or")  # fmt: skip
    assert _("What waits for the works council") not in [header.value for header in test.header]
    assert f"te zien vanaf {LOW} mensen" in test.subheader[0].value


def test_the_works_council_does_not_agree(store: Store, open_page: Opener) -> None:
    _propose(store, LOW)
    test = open_page("small_groups", "or")
    _button(test, "Yes, the works council does not agree").click().run()  # type: ignore[attr-defined]
    assert _holds(store) == MINIMUM_GROUP
    assert not len(group_minimums.waiting(store, HR))


def test_a_click_on_a_proposal_that_was_changed_meanwhile_does_nothing(store: Store, open_page: Opener) -> None:
    _propose(store, LOW)
    test = open_page("small_groups", "or")
    _propose(store, FLOOR_GROUP, on=1, viewer=COLLEAGUE, text="Toch lager")
    _button(test, "Yes, the works council agrees").click().run()  # type: ignore[attr-defined]
    assert _holds(store) == MINIMUM_GROUP
    assert "Toch lager" in [element.value for element in test.text]


# To do -----------------------------------------------------------------------------------------


def test_a_proposal_waits_on_the_list_of_the_works_council(store: Store, open_page: Opener) -> None:
    _propose(store, LOW, text="Met de OR besproken.")
    test = open_page("to_do", "or")
    assert not test.exception
    assert "Met de OR besproken." in [element.value for element in test.text]
    told = ngettext("{count} proposal about small groups waits for the works council.", "{count} proposals about small groups wait for the works council.", 1)  # fmt: skip
    assert told in [header.value for header in test.header]
