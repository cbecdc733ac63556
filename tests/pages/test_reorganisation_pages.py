"""Reorganisation on the pages: recording a merger, reading figures in the present structure, forgetting a name."""

from collections.abc import Callable
from pathlib import Path

from streamlit.testing.v1 import AppTest

from di_data.access import SYSTEM
from di_data.register.aliases import remember
from di_data.reports.organisation import unit_aliases, units
from di_data.store import Store
from di_data.ui.session import open_store

Opener = Callable[..., AppTest]


def _form() -> None:
    from di_data.access import Right
    from di_data.ui import merger_form
    from di_data.ui.session import require

    merger_form.show(require(Right.LOAD_DATA))


def _with_form(language: str = "en") -> AppTest:
    test = AppTest.from_function(_form, default_timeout=30)
    test.session_state["language"] = language
    test.session_state["demo_role"] = "hr"
    return test.run()


def _units(path: Path) -> dict[str, dict[str, object]]:
    return {str(row["code"]): row for row in units(open_store(str(path)), SYSTEM).rows()}


def test_hr_records_a_merger(demo_store: Path) -> None:
    page = _with_form()
    known = {row["code"]: row["id"] for row in _units(demo_store).values()}
    page.multiselect[0].set_value([known["FIN"], known["PO"]])
    page.text_input[0].set_value("MIDDELEN")
    page.text_input[1].set_value("Middelen")
    page.button[0].click().run()
    assert not page.exception
    after = _units(demo_store)
    assert (after["FIN"]["successor"], after["PO"]["successor"]) == ("MIDDELEN", "MIDDELEN")


def test_a_merger_that_is_refused_says_why(demo_store: Path) -> None:
    page = _with_form()
    page.button[0].click().run()
    assert [error.value for error in page.error] == ["Choose at least one department that ends."]


def test_hr_records_a_split(demo_store: Path) -> None:
    page = _with_form()
    known = {row["code"]: row["id"] for row in _units(demo_store).values()}
    next(box for box in page.selectbox if box.label == "Department that ends").set_value(known["FIN"])
    for field, text in zip(page.text_input[2:], ("F1", "Een", "F2", "Twee"), strict=True):
        field.set_value(text)
    page.button[1].click().run()
    assert not page.exception
    after = _units(demo_store)
    assert (after["F1"]["parent"], after["F2"]["name"], after["FIN"]["successor"]) == ("BEDRIJF", "Twee", None)


def test_the_structure_stands_in_the_address_and_on_the_page(demo_store: Path, open_page: Opener) -> None:
    # In the demo VERG and HAND merged into VTH.
    was = open_page("indicators", "mt", language="en")
    present = open_page("indicators", "mt", language="en", structure="present")
    choices = [next(box for box in page.multiselect if box.label == "Departments").options for page in (was, present)]
    assert "Toezicht en Handhaving" in choices[0]
    assert "Toezicht en Handhaving" not in choices[1]
    assert "Vergunningen en Handhaving" in choices[1]
    assert any("as they were in each period" in caption.value for caption in was.caption)
    assert any("in the present structure" in caption.value for caption in present.caption)


def test_the_administrator_forgets_a_name(demo_store: Path, open_page: Opener) -> None:
    with Store(demo_store) as store, store.write() as transaction:
        unit = transaction.read("organisation/units")["id"][0]
        remember(transaction, SYSTEM, {"oude naam": unit})
    page = open_page("administration", "administrator")
    next(box for box in page.selectbox if "oude naam" in box.options).set_value("oude naam")
    next(button for button in page.button if button.form_id.startswith("alias")).click().run()
    assert not page.exception
    assert len(unit_aliases(open_store(str(demo_store)), SYSTEM)) == 0
