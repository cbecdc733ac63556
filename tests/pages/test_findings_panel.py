"""The findings of a refused file on the page: by rule, in the file's own grid, and never a value that is personal."""

import polars as pl
import pytest
from streamlit.testing.v1 import AppTest

from di_data.language import speaking
from di_data.loading.findings import Finding, Question
from di_data.loading.reading.read import TextTable
from di_data.ui import findings_panel

SECRET = "Jansen, P."
WRONG = "What is wrong, and what to do"


def _page(errors, tables) -> None:
    """The script of a page that shows only the panel."""
    from di_data import language
    from di_data.access import Viewer
    from di_data.config import settings
    from di_data.loading.report import Report, Source
    from di_data.ui import findings_panel
    from di_data.ui.session import Session
    from di_data.vocabulary import Role

    language.choose("en")
    session = Session(Viewer("hr", frozenset({Role.HR})), None, settings())  # type: ignore[arg-type]
    findings_panel.show(session, Source(b"a;b", "levering.csv"), Report("refused", errors=errors), tables)


def panel(errors: list[Finding], *tables: TextTable) -> AppTest:
    test = AppTest.from_function(_page, kwargs={"errors": errors, "tables": list(tables)}, default_timeout=30).run()
    assert not test.exception
    return test


def table(*rows: tuple[str | None, ...], sheet: str | None = None, first_row: int = 1) -> TextTable:
    columns = {f"c{place}": [row[place] for row in rows] for place in range(len(rows[0]))}
    return TextTable(sheet, pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String)), first_row)


def grid(test: AppTest) -> list[tuple[str, ...]]:
    return [tuple(row) for row in test.dataframe[0].value.itertuples(index=False)]


def percentage(row: int, sheet: str | None = None) -> Finding:
    return Finding("not_percent", "Not a percentage.", "Write 5,4.", sheet, row, "Verzuim %")


FILE = table(
    ("Overzicht", None), ("Afdeling", "Verzuim %"), ("Zorg", "x"), ("Bouw", "5"), ("Park", "6"), ("Bad", "7"), ("Zaal", "y"),
)  # fmt: skip


def test_the_grid_has_the_header_the_bad_rows_and_their_neighbours() -> None:
    test = panel([percentage(3), percentage(7)], FILE)
    assert list(test.dataframe[0].value.columns) == ["Row", WRONG, "A", "B"]
    assert grid(test) == [
        ("2", "", "Afdeling", "Verzuim %"),
        ("3", "B: Not a percentage. Write 5,4.", "Zorg", "✖ x"),
        ("4", "", "Bouw", "5"),
        ("6", "", "Bad", "7"),
        ("7", "B: Not a percentage. Write 5,4.", "Zaal", "✖ y"),
    ]


def test_one_rule_at_a_time() -> None:
    unknown = Finding("unknown_unit", "Not known.", "Choose one.", row=7, column="Afdeling")
    test = panel([percentage(3), percentage(7), unknown], FILE)
    pills = test.button_group[0]
    assert pills.options == ["All (3)", "Not a percentage (2)", "Department not known (1)"]
    assert grid(test)[-1][1] == "A: Not known. Choose one. · B: Not a percentage. Write 5,4."
    pills.set_value("Department not known").run()
    assert not test.exception
    assert [row for row in grid(test) if row[1]] == [("7", "A: Not known. Choose one.", "✖ Zaal", "y")]


def test_a_single_rule_needs_no_filter() -> None:
    assert not panel([percentage(3)], FILE).button_group


def test_a_question_is_marked_as_a_doubt_in_its_header() -> None:
    question = Question("percentage", "Is 0,05 5%?", "Choose.", column="Verzuim %", key="percentage:verzuim %")
    assert grid(panel([question], FILE))[1] == ("2", "B: Is 0,05 5%? Choose.", "Afdeling", "⚠ Verzuim %")


def test_what_is_about_the_whole_file_stands_above_the_grid() -> None:
    test = panel([Finding("refused", "It is *not* a table.", "Try CSV.")], FILE)
    assert [element.value for element in test.markdown] == [r"- ✖ It is \*not\* a table\. Try CSV\."]
    assert not test.dataframe


def test_a_choice_of_sheet_when_there_are_findings_on_several() -> None:
    first, second = (
        table(("Afd", "Verzuim %"), ("a", "x"), sheet="Een"),
        table(("Afd", "Verzuim %"), ("b", "z"), sheet="Twee"),
    )
    test = panel([percentage(2, "Een"), percentage(2, "Twee")], first, second)
    assert test.selectbox[0].options == ["Een (1)", "Twee (1)"]
    assert grid(test)[-1][2:] == ("a", "✖ x")
    test.selectbox[0].select_index(1).run()
    assert grid(test)[-1][2:] == ("b", "✖ z")


def test_at_most_so_many_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    many = table(("Afdeling", "Verzuim %"), *[("Zorg", "x")] * 500)
    test = panel([percentage(row) for row in range(2, 502)], many)
    assert len(grid(test)) <= findings_panel.MOST_ROWS
    assert len(grid(test)) > findings_panel.MOST_ROWS - 4
    assert any("of 500 rows" in caption.value for caption in test.caption)


def test_many_columns_are_narrowed_to_those_with_findings() -> None:
    wide = table(tuple(f"kop {place}" for place in range(300)), tuple("x" for _ in range(300)))
    test = panel([Finding("x", "Odd.", row=2, column="kop 250")], wide)
    columns = list(test.dataframe[0].value.columns)
    assert columns == ["Row", WRONG, *"ABCDEFGHIJ", "IQ"]
    assert grid(test)[-1][-1] == "✖ x"


PERSONAL = table(("Afdeling", "Medewerker", "Opmerking"), ("Zorg", SECRET, f"mail {SECRET}"), ("Bouw", SECRET, None))


def test_personal_data_are_never_shown() -> None:
    errors = [
        Finding("personal_data", "About a person.", row=1, column="Medewerker", values={"letter": "B"}),
        Finding("personal_data", "An address.", row=2, column="C", values={"letter": "C"}),
        Finding("unknown_unit", "Not known.", row=3, column="Afdeling"),
    ]
    test = panel(errors, PERSONAL)
    assert grid(test) == [
        ("1", "B: About a person.", "Afdeling", "✖ Medewerker", "•••"),
        ("2", "C: An address.", "Zorg", "•••", "✖ •••"),
        ("3", "A: Not known.", "✖ Bouw", "•••", ""),
    ]
    test.button_group[0].set_value("Department not known").run()
    assert SECRET not in str([element.value for element in test.dataframe])


def test_personal_data_that_cannot_be_placed_hide_the_whole_sheet() -> None:
    test = panel(
        [Finding("personal_data", "About a person.", row=2), Finding("x", "Odd.", row=3, column="Afdeling")], PERSONAL
    )
    assert [row[2:] for row in grid(test)][-2:] == [("•••", "•••", "•••"), ("✖ •••", "•••", "")]


def test_a_row_beyond_what_was_read_is_told_without_cells() -> None:
    assert grid(panel([percentage(900)], FILE))[-1] == ("900", "B: Not a percentage. Write 5,4.", "", "✖")


def test_nothing_without_findings() -> None:
    test = panel([], FILE)
    assert not test.main.children


def test_the_panel_is_for_who_may_load() -> None:
    from di_data.access import Viewer
    from di_data.config import settings
    from di_data.errors import NotAllowed
    from di_data.loading.report import Report, Source
    from di_data.ui.session import Session

    session = Session(Viewer("x", frozenset()), None, settings())  # type: ignore[arg-type]
    with speaking("en"), pytest.raises(NotAllowed):
        findings_panel.show(session, Source(b"", "x"), Report("refused", errors=[percentage(2)]), [FILE])
