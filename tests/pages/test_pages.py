"""What the pages show and save, on the demo store."""

from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM, Viewer
from di_data.config import PROJECT, Settings
from di_data.language import gettext as _
from di_data.language import ngettext
from di_data.loading.load import load
from di_data.loading.report import Source
from di_data.reports import programme
from di_data.reports.deliveries import deliveries
from di_data.ui import session
from di_data.vocabulary import EvaluationResult, NextMove, Role
from tests.pages.conftest import Opener

HR = Viewer("demo-hr", frozenset({Role.HR}))


def _table(test: AppTest, column: str) -> list[str]:
    """The first table with this column: its values."""
    frame = next(element.value for element in test.dataframe if _(column) in element.value.columns)
    return [str(value) for value in frame[_(column)]]


def _button(test: AppTest, label: str):
    return next(button for button in test.button if button.label == _(label))


def test_home_tells_hr_what_is_overdue(demo_store: Path, open_page: Opener) -> None:
    test = open_page("home", "hr")
    # Three of the running actions and one that should have started: see di_data/demo/actions.py.
    assert ngettext("{count} action is past its date.", "{count} actions are past their date.", 3) in [
        element.value for element in test.markdown
    ]
    assert len(test.metric) == 4


def test_the_review_reads_its_quarter_from_the_address(demo_store: Path, open_page: Opener) -> None:
    from di_data.periods import quarter_of

    asked = quarter_of(date.today()).shifted(-4)
    test = open_page("quarterly_review", "mt", quarter=str(asked))
    assert test.selectbox(key="address_quarter").value == str(asked)
    nonsense = open_page("quarterly_review", "mt", quarter="2025-Q9'; drop table goal")
    assert nonsense.selectbox(key="address_quarter").value == str(quarter_of(date.today()).shifted(-1))


def test_the_grid_hides_the_smallest_department(demo_store: Path, unfolded: None, open_page: Opener) -> None:
    test = open_page("quarterly_review", "mt")
    grid = next(element.value for element in test.dataframe if _("Department") in element.value.columns)
    griffie = grid[grid[_("Department")].str.contains("Griffie")].iloc[0]
    assert set(griffie.drop(_("Department"))) == {"⊘ kleine groep"}


def test_hr_logs_an_action_and_the_others_see_it(demo_store: Path, open_page: Opener) -> None:
    test = open_page("actions", "hr")
    before = len(_table(test, "Action"))
    test.text_input(key="quick_title").set_value("Wandelen in de *middagpauze* <b>samen</b>")
    _button(test, "Save").click().run()
    assert not test.exception
    # Written as text: a star would make the words between them slant.
    assert [element.value for element in test.success] == [
        _("“{title}” is saved; everybody sees it now.", title="Wandelen in de \\*middagpauze\\* \\<b\\>samen\\</b\\>")
    ]
    seen = _table(open_page("actions", "or"), "Action")
    assert len(seen) == before + 1
    assert "Wandelen in de *middagpauze* <b>samen</b>" in seen


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", False),
        ("Overleg met 111222333 plannen", False),
        ("Mail naar iemand@voorbeeld.nl", False),
        ("Overleg plannen", True),
    ],
)
def test_an_action_with_nothing_or_personal_data_is_refused(
    typed: str, kept: bool, demo_store: Path, open_page: Opener
) -> None:
    test = open_page("actions", "hr")
    test.text_input(key="quick_title").set_value(typed)
    _button(test, "Save").click().run()
    assert bool(test.error) is not kept
    if test.error:
        assert "111222333" not in test.error[0].value
        assert "iemand@" not in test.error[0].value
        assert test.text_input(key="quick_title").value == typed, "what was typed must stay"


def test_hr_logs_an_evaluation(demo_store: Path, open_page: Opener) -> None:
    test = open_page("evaluations", "hr")
    store = session.open_store(str(demo_store))
    before = len(programme.evaluations(store, SYSTEM))
    chosen = {_("Result against what was expected"): EvaluationResult.PARTLY, _("What now?"): NextMove.GO_ON}
    for control in test.segmented_control:
        if control.label in chosen:
            control.set_value(chosen[control.label])
    next(area for area in test.text_area if area.label == _("What did we learn?")).set_value(
        "Kort en vaak werkt beter."
    )
    _button(test, "Save the evaluation").click().run()
    assert not test.exception
    assert len(programme.evaluations(store, SYSTEM)) == before + 1
    assert "Kort en vaak werkt beter." in programme.evaluations(store, SYSTEM).column("learned")


def test_the_list_of_actions_can_be_filtered_by_address(demo_store: Path, open_page: Opener) -> None:
    done = open_page("actions", "mt", status="done")
    assert set(_table(done, "Status")) == {_("Done")}
    overdue = open_page("actions", "mt", status="overdue")
    assert len(_table(overdue, "Action")) == 3


def test_indicators_show_chart_table_and_benchmark(demo_store: Path, open_page: Opener) -> None:
    test = open_page("indicators", "or", indicator="absence_rate", grain="quarter")
    assert not test.exception
    assert len(test.get("vega_lite_chart") or test.get("arrow_vega_lite_chart")) == 1
    assert "CBS StatLine 80072ned" in " ".join(caption.value for caption in test.caption)
    assert len(test.get("download_button")) == 1


def test_a_hidden_department_says_why(demo_store: Path, open_page: Opener) -> None:
    test = open_page("indicators", "mt", indicator="absence_rate", unit="GRIF")
    figures = _table(test, "Figure")
    assert figures
    assert set(figures) == {"⊘ kleine groep"}


def test_loading_the_real_file_on_the_page(empty_store: Path, open_page: Opener) -> None:
    test = open_page("load_data", "hr")
    content = (PROJECT / "tests" / "data" / "rijk_verzuimpercentage_2018_2022.csv").read_bytes()
    test.file_uploader[0].upload("rijk_verzuimpercentage_2018_2022.csv", content, "text/csv").run()
    assert [element.value for element in test.subheader] == [_("Recognised as: {kind}", kind=_("Sickness absence"))]
    _button(test, "Load this file").click().run()
    assert not test.exception
    assert len(test.success) == 1
    shown = open_page("indicators", "mt", unit="Rijk", grain="month")
    figures = dict(zip(_table(shown, "Period"), _table(shown, "Figure"), strict=True))
    assert figures["jan 2018"] == "6,3%"  # 6,2874… in the file


def test_a_bad_file_names_its_cells(demo_store: Path, open_page: Opener) -> None:
    test = open_page("load_data", "hr")
    content = b"unit_code;period;absence_rate\nBOR;2025-01;abc\nBOR;2025-02;-4\n"
    test.file_uploader[0].upload("fout.csv", content, "text/csv").run()
    assert len(test.error) == 1
    grid = next(frame.value for frame in test.dataframe if _("Row") in frame.value.columns)
    marked = grid[grid["C"].str.startswith("✖")]
    assert [int(row) for row in marked[_("Row")]] == [2, 3]
    assert not [button for button in test.button if button.label == _("Load this file")]


def test_the_questions_of_a_survey_stand_in_one_table(demo_store: Path, open_page: Opener) -> None:
    test = open_page("load_data", "hr")
    content = (
        "Afdeling;Jaar;Ik kan zelf bepalen hoe ik mijn werk doe;Ik krijg ruimte om te leren;Mijn leidinggevende geeft feedback\n"
        "Burgerzaken;2019;61;55;58\n"
    )
    test.file_uploader[0].upload("onderzoek.csv", content.encode(), "text/csv").run()
    assert not [box for box in test.selectbox if "leren" in box.label], "a table, not a box for every question"
    _button(test, "Use these answers").click().run()
    assert not test.exception
    assert _("The file is in order.") in [success.value for success in test.success]


def test_withdrawing_a_file(demo_store: Path, open_page: Opener) -> None:
    test = open_page("load_data", "hr")
    box = next(box for box in test.selectbox if box.label == _("Which file?"))
    box.select(deliveries(session.open_store(str(demo_store)), SYSTEM).column("id")[0]).run()
    _button(test, "Withdraw this file").click().run()
    assert not test.exception
    assert sum(count != _("yes") for count in _table(test, "Counts")) == 1


def test_the_administrator_gives_a_role(demo_store: Path, open_page: Opener) -> None:
    test = open_page("administration", "administrator")
    test.text_input[0].set_value("mt-lid")
    _button(test, "Save the role").click().run()
    assert not test.exception
    assert _table(test, "Account") == ["mt-lid"]


def test_hr_adds_a_goal(demo_store: Path, open_page: Opener) -> None:
    test = open_page("goals", "hr")
    test.text_input[0].set_value("Iedereen een goed gesprek")
    next(box for box in test.text_input if box.label == _("Baseline")).set_value("41,5")
    next(box for box in test.text_input if box.label == _("Target")).set_value("80")
    _button(test, "Add the goal").click().run()
    assert not test.exception
    goal = next(
        row
        for row in programme.goals(session.open_store(str(demo_store)), SYSTEM).rows()
        if row["title"].startswith("Iedereen")
    )
    assert (goal["baseline"], goal["target"], goal["direction"]) == (41.5, 80.0, "higher")


def test_hr_changes_the_status_of_an_action(demo_store: Path, open_page: Opener) -> None:
    store = session.open_store(str(demo_store))
    before = next(
        row for row in programme.actions(store, SYSTEM).rows() if row["status"] == "planned" and row["factors"]
    )
    test = open_page("action_sheet", "hr", action=before["id"])
    _button(test, "It is running").click().run()
    assert not test.exception
    after = next(row for row in programme.actions(store, SYSTEM).rows() if row["id"] == before["id"])
    assert (after["status"], after["version"]) == ("running", before["version"] + 1)
    kept = ("title", "goal_id", "units", "factors", "expectation", "reference", "starts_on", "instrument", "level")
    assert {name: after[name] for name in kept} == {name: before[name] for name in kept}


def test_an_action_from_a_form_is_the_same_action_in_a_file(demo_store: Path, open_page: Opener) -> None:
    test = open_page("actions", "hr")
    test.text_input(key="quick_title").set_value("Koffie zonder agenda")
    _button(test, "Save").click().run()
    store = session.open_store(str(demo_store))
    made = next(row for row in programme.actions(store, SYSTEM).rows() if row["title"] == "Koffie zonder agenda")
    content = (
        "reference;title;owner_role;starts_on;due_on;status\n"
        f"{made['reference']};Koffie zonder agenda;manager;{made['starts_on']};{made['due_on']};running\n"
    )
    assert load(store, SYSTEM, Source(content.encode(), "acties.csv"), Settings()).status == "loaded"
    again = [row for row in programme.actions(store, SYSTEM).rows() if row["title"] == "Koffie zonder agenda"]
    assert [(row["id"], row["status"], row["version"]) for row in again] == [(made["id"], "running", 2)]
