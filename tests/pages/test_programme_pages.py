"""The page Programme: what each role reads, and what HR fills in, on the demo store."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from di_data import gaps
from di_data.access import SYSTEM, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.disclosure import SafeTable
from di_data.language import gettext as _
from di_data.language import speaking
from di_data.periods import quarter_of
from di_data.register.deliveries import withdraw
from di_data.register.history import remove
from di_data.register.roadmap import Answer, OwnInstrument, Stakeholder, save_answer, save_instrument, save_stakeholder
from di_data.reports import deliveries, figures, organisation, roadmap
from di_data.reports.corrections import waiting
from di_data.roadmap_catalogue import BY_CODE
from di_data.store import Store
from di_data.ui import session
from di_data.vocabulary import Body, Hidden, Moment, Role, Scope, StepStatus
from tests.pages.conftest import Opener

HR = Viewer("demo-hr", frozenset({Role.HR}))
WICKED = "=1+1 <b>vet</b> *schuin* 😀 שלום"
PARTS = ("roadmap", "stakeholders", "reach", "conversation", "instruments")


@pytest.fixture
def store(demo_store: Path) -> Store:
    return session.open_store(str(demo_store))


def _button(test: AppTest, label: str) -> object:
    return next(button for button in test.button if button.label == _(label))


def _words(test: AppTest) -> str:
    kinds = (test.header, test.subheader, test.markdown, test.text, test.caption, test.info, test.success, test.error)
    return "\n".join(str(element.value) for kind in kinds for element in kind)


def _labels(test: AppTest) -> set[str]:
    return {button.label for button in test.button}


# Who may do what -------------------------------------------------------------------------------


@pytest.mark.parametrize("part", PARTS)
def test_mt_and_works_council_read_every_part_and_write_none(part: str, store: Store, open_page: Opener) -> None:
    hr = open_page("programme", "hr", part=part)
    assert any(button.proto.is_form_submitter or button.label == _("Change the answer") for button in hr.button)
    for role in ("mt", "or"):
        test = open_page("programme", role, part=part)
        assert not test.exception
        assert [button.label for button in test.button if button.proto.is_form_submitter] == []
        assert not {_("Change the answer"), _("Fill in the answer"), _("Save the numbers")} & _labels(test)
        assert not test.text_area
        assert not test.text_input


@pytest.mark.parametrize("part", PARTS)
@pytest.mark.parametrize("role", ["hr", "mt"])
def test_an_empty_store_says_in_every_part_what_to_do(
    part: str, role: str, empty_store: Path, open_page: Opener
) -> None:
    test = open_page("programme", role, part=part)
    assert not test.exception
    assert test.info


def test_nonsense_in_the_address_shows_the_roadmap(store: Store, open_page: Opener) -> None:
    test = open_page("programme", "mt", part="'; drop table goal", phase="9", question="niets")
    assert not test.exception
    assert [header.value for header in test.header] == [_("The roadmap")]


# The roadmap -----------------------------------------------------------------------------------


def _question(store: Store, code: str) -> dict[str, object]:
    return next(row for row in roadmap.answers(store, SYSTEM).rows() if row["code"] == code)


def test_an_open_answer_is_one_click_to_fill_in(store: Store, open_page: Opener) -> None:
    test = open_page("programme", "hr", part="roadmap", phase="5")
    assert not test.text_area
    test.button(key="open keep_up").click().run()
    assert test.query_params["question"] == "keep_up"
    test.text_area[0].set_value(WICKED)
    _button(test, "Save the answer").click().run()
    assert not test.exception
    assert [element.value for element in test.success] == [_("The answer is saved; everybody sees it now.")]
    assert "question" not in test.query_params
    assert WICKED in [element.value for element in test.text], "the answer that was just saved is seen"
    saved = _question(store, "keep_up")
    assert (saved["answer"], saved["status"], saved["phase"]) == (WICKED, "done", 5)
    assert WICKED in [element.value for element in open_page("programme", "or", phase="5").text]


def test_after_a_save_the_same_phase_stays_in_sight(store: Store, open_page: Opener) -> None:
    test = open_page(
        "programme", "hr", question="keep_up"
    )  # as a mailed link has it; phase 1 still has an open question
    test.text_area[0].set_value("Elk kwartaal op de agenda")
    _button(test, "Save the answer").click().run()
    assert test.query_params["phase"] == "5"
    assert "Elk kwartaal op de agenda" in [element.value for element in test.text]


def test_the_sentence_counts_the_answers_of_a_phase(store: Store, open_page: Opener) -> None:
    with speaking("en"):
        before = open_page("programme", "mt", phase="2", language="en")
        answered = sum(row["status"] == "done" for row in roadmap.answers(store, SYSTEM).where(phase=2).rows())
        assert f"{answered} of 6 questions answered." in _words(before)
        save_answer(store, SYSTEM, Answer(phase=2, code="gains", question="Wie wint?", answer="Iedereen", status=StepStatus.DONE))  # fmt: skip
        assert f"{answered + 1} of 6 questions answered." in _words(
            open_page("programme", "mt", phase="2", language="en")
        )


def test_answered_without_an_answer_is_refused(store: Store, open_page: Opener) -> None:
    test = open_page("programme", "hr", question="keep_up")
    next(box for box in test.selectbox if box.label == _("State")).select(StepStatus.DONE)
    _button(test, "Save the answer").click().run()
    assert [element.value for element in test.error] == [_("Write down the answer first, or choose another state.")]
    assert "keep_up" not in roadmap.answers(store, SYSTEM).column("code")


def test_an_answer_with_an_e_mail_address_is_refused_and_stays(store: Store, open_page: Opener) -> None:
    test = open_page("programme", "hr", question="keep_up")
    test.text_area[0].set_value("Vraag het aan iemand@voorbeeld.nl")
    _button(test, "Save the answer").click().run()
    assert len(test.error) == 1
    assert "iemand@" not in test.error[0].value
    assert test.text_area[0].value == "Vraag het aan iemand@voorbeeld.nl"
    assert "keep_up" not in roadmap.answers(store, SYSTEM).column("code")


def test_two_who_answer_the_same_open_question_lose_nothing(store: Store, open_page: Opener) -> None:
    mine = open_page("programme", "hr", question="keep_up")
    save_answer(store, HR, Answer(phase=5, code="keep_up", question=BY_CODE["keep_up"].question, answer="Van de ander"))
    mine.text_area[0].set_value("Van mij")
    _button(mine, "Save the answer").click().run()
    assert not mine.exception
    assert mine.warning, "the second is told"
    shown = mine.dataframe[0].value.to_string()
    assert "Van de ander" in shown
    assert "Van mij" in shown
    assert _question(store, "keep_up")["answer"] == "Van de ander"
    _button(mine, "Save both changes together").click().run()
    assert _question(store, "keep_up")["answer"] == "Van mij"
    assert _question(store, "keep_up")["version"] == 2


def test_a_question_of_our_own_is_added_answered_and_taken_away(store: Store, open_page: Opener) -> None:
    test = open_page("programme", "hr", phase="3")
    next(box for box in test.text_input if box.label == _("Question")).set_value("Hoe doet de raad mee?")
    _button(test, "Add the question").click().run()
    own = next(row for row in roadmap.answers(store, SYSTEM).rows() if row["question"] == "Hoe doet de raad mee?")
    assert (own["phase"], own["code"], own["status"]) == (3, None, "open")
    test.button(key=f"open {own['id']}").click().run()
    test.text_area[0].set_value("Elk jaar een gesprek")
    _button(test, "Save the answer").click().run()
    test = open_page("programme", "hr", question=own["id"])
    assert test.text_area[0].value == "Elk jaar een gesprek"
    test.button(key=f"remove {own['id']}").click().run()
    assert not test.exception
    assert own["id"] not in roadmap.answers(store, SYSTEM).column("id")


def test_the_last_phase_shows_the_figures_of_the_other_pages(store: Store, open_page: Opener) -> None:
    with speaking("en"):
        words = _words(open_page("programme", "or", phase="5", language="en"))
    values = figures.indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["dialogue"])
    newest = list(values.where(parent_id=None, grain="year").sorted("period").rows())[-1]
    assert f"{newest['value']:.1f}% of the answers on dialogue were positive" in words
    assert "dialogue sessions were held" in words
    assert "evaluations were logged; 3 finished actions wait for one." in words
    assert "had Het Goede Gesprek in the twelve months up to" in words
    assert "They do not say what caused it." in words


def test_the_other_phases_show_no_figures(store: Store, open_page: Opener) -> None:
    with speaking("en"):
        assert "dialogue sessions were held" not in _words(open_page("programme", "or", phase="4", language="en"))


# Stakeholders ----------------------------------------------------------------------------------


def test_hr_adds_changes_and_takes_away_a_stakeholder(store: Store, open_page: Opener) -> None:
    test = open_page("programme", "hr", part="stakeholders")
    test.text_input[0].set_value(WICKED)
    next(box for box in test.selectbox if box.label == _("Support")).select(-2)
    _button(test, "Add the stakeholder").click().run()
    assert not test.exception
    row = next(row for row in roadmap.stakeholders(store, SYSTEM).rows() if row["who"] == WICKED)
    assert (row["support"], row["ambassador"]) == (-2, False)
    assert test.text_input[0].value == "", "the form is empty again"
    assert WICKED in test.dataframe[0].value[_("Who")].tolist()

    next(box for box in test.selectbox if box.label == _("Change a stakeholder")).select(row["id"]).run()
    change = next(box for box in test.text_input if box.value == WICKED)
    change.set_value("Vakbondsleden")
    _button(test, "Save the stakeholder").click().run()
    assert "Vakbondsleden" in roadmap.stakeholders(store, SYSTEM).column("who")
    next(box for box in test.selectbox if box.label == _("Change a stakeholder")).select(row["id"]).run()
    test.button(key=f"remove {row['id']}").click().run()
    assert "Vakbondsleden" not in roadmap.stakeholders(store, SYSTEM).column("who")


def test_the_map_says_that_names_of_people_do_not_belong_here(store: Store, open_page: Opener) -> None:
    with speaking("en"):
        assert "never the name of a person" in _words(open_page("programme", "mt", part="stakeholders", language="en"))


def test_sixty_stakeholders_fit(store: Store, open_page: Opener) -> None:
    for number in range(60):
        save_stakeholder(store, SYSTEM, Stakeholder(f"Groep {number:03}", support=number % 5 - 2))
    test = open_page("programme", "mt", part="stakeholders")
    assert not test.exception
    assert len(test.dataframe[0].value) == len(roadmap.stakeholders(store, SYSTEM))


# Reach and moments -----------------------------------------------------------------------------


def test_hr_chooses_a_pilot_with_its_departments(store: Store, open_page: Opener) -> None:
    test = open_page("programme", "hr", part="reach")
    test.radio[0].set_value(Scope.PILOT)
    _button(test, "Save the reach").click().run()
    assert [element.value for element in test.error] == [_("Choose the departments of the pilot.")]
    unit = next(row for row in organisation.units(store, SYSTEM).rows() if row["code"] == "BOR")
    test.multiselect[0].select(unit["id"])
    _button(test, "Save the reach").click().run()
    assert not test.exception
    (row,) = roadmap.scope(store, SYSTEM).rows()
    assert (row["scope"], row["unit_names"]) == ("pilot", [unit["name"]])
    assert _("The programme begins with a pilot: {departments}.", departments=unit["name"]) in _words(
        open_page("programme", "or", part="reach")
    )


def test_hr_adds_a_moment_and_the_sentence_follows(store: Store, open_page: Opener) -> None:
    for row in roadmap.moments(store, SYSTEM).rows():
        remove(store, SYSTEM, "agreement_moment", row["id"], row["version"])
    test = open_page("programme", "hr", part="reach")
    boxes = {box.label: box for box in test.selectbox}
    boxes[_("By or with whom")].select(Body.WORKS_COUNCIL)
    boxes[_("What")].select(Moment.AGREED)
    _button(test, "Add the moment").click().run()
    assert not test.exception
    assert roadmap.moments(store, SYSTEM).column("held_on") == [date.today()]
    with speaking("en"):
        words = _words(open_page("programme", "mt", part="reach", language="en"))
    assert "It was not presented to the direction team yet. The works council agreed on" in words


# Het Goede Gesprek -----------------------------------------------------------------------------

QUARTER = quarter_of(date.today()).shifted(-1)


def _coverage(store: Store) -> SafeTable:
    values = figures.indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP, indicators=["good_conversation"])
    return values.where(period=QUARTER.start, grain="quarter", derived=False)


@pytest.fixture
def unfilled(store: Store) -> Store:
    """The demo without any number on Het Goede Gesprek."""
    for row in deliveries.deliveries(store, SYSTEM).rows():
        if "gesprek" in row["file_name"] and row["kind"] == "survey":
            withdraw(store, SYSTEM, row["id"])
    assert len(_coverage(store)) == 0
    return store


def _fill(test: AppTest, numbers: dict[str, dict[str, int]]) -> None:
    """Type the numbers (employees, had) into the rows of the departments, and save."""
    names = test.dataframe[-1].value["department"].tolist()
    edited = {names.index(name): cells for name, cells in numbers.items()}
    test.session_state["conversation_numbers_0"] = {"edited_rows": edited, "added_rows": [], "deleted_rows": []}
    _button(test, "Save the numbers").click().run()


def test_the_numbers_become_a_delivery_that_counts_and_can_be_withdrawn(unfilled: Store, open_page: Opener) -> None:
    before = len(deliveries.deliveries(unfilled, SYSTEM))
    test = open_page("programme", "hr", part="conversation")
    _fill(test, {"Burgerzaken": {"employees": 298, "had": 160}, "Belastingen": {"employees": 250, "had": 100}})
    assert not test.exception
    assert [element.value for element in test.success] == [_("The numbers are saved; everybody sees the coverage now.")]
    found = {row["unit"]: row for row in _coverage(unfilled).rows()}
    assert {unit: (row["numerator"], row["denominator"]) for unit, row in found.items()} == {
        "BURG": (160, 298), "BEL": (100, 250), "DIENST": (260, 548), "GEM": (260, 548),
    }  # fmt: skip
    assert found["BEL"]["value"] == 40.0
    with speaking("en"):
        words = _words(open_page("programme", "mt", part="conversation", language="en"))
    assert "47.4% of the employees had Het Goede Gesprek" in words  # 260 of 548
    assert "2 departments handed in their numbers; of 2 the figure can be shown." in words
    assert "In 1 department fewer than half of the employees had one." in words
    stored = list(deliveries.deliveries(unfilled, SYSTEM).rows())
    assert len(stored) == before + 1
    newest = max(stored, key=lambda row: row["loaded_at"])
    assert (newest["kind"], newest["file_name"], newest["rows_loaded"]) == ("survey", f"goede-gesprekken-{QUARTER}.csv", 2)  # fmt: skip
    withdraw(unfilled, HR, newest["id"])
    assert len(_coverage(unfilled)) == 0


def test_the_same_numbers_again_after_a_correction(unfilled: Store, open_page: Opener) -> None:
    for had in (160, 171, 160):
        test = open_page("programme", "hr", part="conversation")
        _fill(test, {"Burgerzaken": {"employees": 298, "had": had}})
        assert not test.exception
        assert not test.error
        assert _coverage(unfilled).where(unit="BURG").column("numerator") == [had]


def test_a_correction_about_one_person_waits(unfilled: Store, open_page: Opener) -> None:
    for had in (160, 161):
        test = open_page("programme", "hr", part="conversation")
        _fill(test, {"Burgerzaken": {"employees": 298, "had": had}})
        assert not test.exception
        assert _coverage(unfilled).where(unit="BURG").column("numerator") == [160]
    assert [success.value for success in test.success] == [waiting(1)]


@pytest.mark.parametrize(
    ("employees", "had", "reason"),
    [
        (9, 5, Hidden.SMALL_GROUP), (298, 4, Hidden.FEW_PEOPLE), (298, 295, Hidden.FEW_PEOPLE),
        (298, 298, Hidden.FEW_PEOPLE), (298, 0, Hidden.FEW_PEOPLE),
    ],
)  # fmt: skip
def test_a_figure_about_few_people_is_hidden_and_says_why(
    employees: int, had: int, reason: Hidden, unfilled: Store, open_page: Opener
) -> None:
    test = open_page("programme", "hr", part="conversation")
    _fill(test, {"Burgerzaken": {"employees": employees, "had": had}, "Belastingen": {"employees": 250, "had": 100}})
    row = _coverage(unfilled).where(unit="BURG").first()
    assert row is not None
    assert (row["hidden"], row["reason"], row["value"], row["numerator"]) == (True, reason.value, None, None)
    shown = open_page("programme", "or", part="conversation").dataframe[0].value
    told = shown[shown[_("Department")].str.strip() == "Burgerzaken"].iloc[0]
    assert told[_("In numbers")] == gaps.cell(row)
    assert str(had) not in str(told[_("In numbers")])


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"employees": 40, "had": 41}, "{department}: more conversations than employees. Check both numbers."),
        ({"employees": 40, "had": -1}, "{department}: more conversations than employees. Check both numbers."),
        ({"employees": None, "had": 4}, "{department}: fill in the number of employees."),
        ({"employees": 40, "had": None}, "Fill in for at least one department how many employees had a conversation."),
    ],
)
def test_numbers_that_cannot_be_are_named_by_department(
    cells: dict[str, int], message: str, unfilled: Store, open_page: Opener
) -> None:
    test = open_page("programme", "hr", part="conversation")
    _fill(test, {"Griffie": cells})
    assert [element.value for element in test.error] == [_(message).format(department="Griffie")]
    assert len(_coverage(unfilled)) == 0


def test_only_departments_without_others_below_them_are_asked(store: Store, open_page: Opener) -> None:
    asked = open_page("programme", "hr", part="conversation").dataframe[-1].value["department"].tolist()
    above = set(organisation.units(store, SYSTEM).column("parent_id"))
    own = {
        row["name"] for row in organisation.units(store, SYSTEM).rows() if row["id"] not in above and not row["ends_on"]
    }
    assert set(asked) == own
    assert asked == sorted(asked)


def test_the_state_of_an_earlier_quarter_stands_in_the_address(store: Store, open_page: Opener) -> None:
    earlier = quarter_of(date.today()).shifted(-3)
    with speaking("en"):
        newest = _words(open_page("programme", "mt", part="conversation", language="en"))
        before = _words(open_page("programme", "mt", part="conversation", until=str(earlier), language="en"))
    assert newest != before
    assert "A year before it was" in newest
    assert "A year before it was" not in before


# Instruments -----------------------------------------------------------------------------------


def test_the_library_counts_the_actions_and_shows_what_was_learned(store: Store, open_page: Opener) -> None:
    with speaking("en"):
        test = open_page("programme", "mt", part="instruments", language="en")
        labels = [expander.label for expander in test.expander]
    assert len(labels) == 13 + len(roadmap.instruments(store, SYSTEM))
    assert any(label.startswith("Development scan") and label.endswith("· 1 action is running") for label in labels)
    assert any("De kaart ligt er" in text.value for text in test.text)


def test_hr_adds_an_instrument_and_everybody_reads_it(store: Store, open_page: Opener) -> None:
    test = open_page("programme", "hr", part="instruments")
    test.text_input[0].set_value("Scan [met] *tekens*")
    test.text_area[0].set_value(WICKED)
    _button(test, "Add the instrument").click().run()
    assert not test.exception
    seen = open_page("programme", "or", part="instruments")
    assert any("Scan \\[met\\] \\*tekens\\*" in expander.label for expander in seen.expander)
    assert WICKED in [element.value for element in seen.text]


def test_an_instrument_with_an_e_mail_address_is_refused(store: Store, open_page: Opener) -> None:
    before = len(roadmap.instruments(store, SYSTEM))
    test = open_page("programme", "hr", part="instruments")
    test.text_input[0].set_value("Scan")
    test.text_area[0].set_value("Aanvragen bij scan@voorbeeld.nl")
    _button(test, "Add the instrument").click().run()
    assert len(test.error) == 1
    assert len(roadmap.instruments(store, SYSTEM)) == before


def test_many_instruments_of_our_own_are_cut_off_and_say_so(store: Store, open_page: Opener) -> None:
    for number in range(30):
        save_instrument(store, SYSTEM, OwnInstrument(f"Eigen {number:02}", "Doel"))
    with speaking("en"):
        test = open_page("programme", "mt", part="instruments", language="en")
    assert len(test.expander) == 13 + 25
    total = len(roadmap.instruments(store, SYSTEM))
    assert f"The first 25 of {total} are shown." in [caption.value for caption in test.caption]
