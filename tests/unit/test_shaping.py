"""From a table of text to rows of a kind: which profile fits, where the header is, what is a row and what is not."""

import polars as pl
import pytest

from di_data.contracts import KINDS
from di_data.errors import Refused
from di_data.loading.mapping.recognise import recognise
from di_data.loading.profiles import from_toml, shipped, template_profile
from di_data.loading.reading.read import TextTable
from di_data.loading.shaping.shape import Shaped, shape
from di_data.loading.shaping.told_period import with_period
from di_data.vocabulary import Kind

ABSENCE = template_profile(KINDS[Kind.ABSENCE])
HEADER = ("unit_code", "period", "absence_rate")


def _table(*rows: tuple[str | None, ...], sheet: str | None = None) -> TextTable:
    width = max(len(row) for row in rows)
    filled = [row + (None,) * (width - len(row)) for row in rows]
    return TextTable(sheet, pl.DataFrame(filled, schema=[(f"c{n}", pl.String) for n in range(width)], orient="row"))


def _shaped(*rows: tuple[str | None, ...]) -> Shaped:
    return shape(recognise([_table(*rows)], [ABSENCE])[0])


def _content(shaped: Shaped, *names: str) -> list[tuple[object, ...]]:
    return shaped.frame.select(names).rows()


def test_rows_carry_the_number_that_the_user_sees() -> None:
    shaped = _shaped(HEADER, ("ZORG", "2025-01", "5,4"), (None, None, None), ("BOUW", "2025-01", "6,1"))
    assert _content(shaped, "row", *HEADER) == [(2, "ZORG", "2025-01", "5,4"), (4, "BOUW", "2025-01", "6,1")]
    assert shaped.rows_read == 2


@pytest.mark.parametrize("titles", [1, 4, 8, 30])
def test_title_rows_above_the_header(titles: int) -> None:
    rows = [("Verzuim per afdeling", None, None)] * titles
    assert _content(_shaped(*rows, HEADER, ("ZORG", "2025-01", "5,4")), "row", "unit_code") == [(titles + 2, "ZORG")]


@pytest.mark.parametrize(
    "header",
    [
        ("UNIT_CODE", "Period", "Absence_Rate"),
        (" unit_code ", "period\u00a0", "absence_rate\n"),
        ("\ufeffunit_code", "period", "absence_rate"),
        ("Department code", "Period", "Absence\n percentage"),
        ("Department\u00a0code", "Period", "Absence  percentage"),
    ],
)
def test_headers_in_other_dress(header: tuple[str, ...]) -> None:
    assert _content(_shaped(header, ("ZORG", "2025-01", "5,4")), *HEADER) == [("ZORG", "2025-01", "5,4")]


# Was a bug once: shape._lay takes the first row that holds the required headers, though the row below completes it.
def test_a_header_over_two_rows() -> None:
    rows = (("unit_code", "period", "Verzuim"), (None, None, "absence_rate"), ("ZORG", "2025-01", "5,4"))
    assert _content(_shaped(*rows), "row", *HEADER) == [(3, "ZORG", "2025-01", "5,4")]


def test_columns_in_another_order_and_columns_that_nobody_asked_for() -> None:
    header = ("opmerking", "absence_rate", "period", "unit_code")
    assert _content(_shaped(header, ("mooi", "5,4", "2025-01", "ZORG")), *HEADER) == [("ZORG", "2025-01", "5,4")]


@pytest.mark.parametrize("mark", [".", "-", "–", "n.v.t.", "N.v.t.", "#N/B", "", "  ", "\u00a0"])
def test_marks_of_a_missing_figure_become_empty_never_zero(mark: str) -> None:
    assert _content(_shaped(HEADER, ("ZORG", "2025-01", mark)), "absence_rate") == [(None,)]


def test_spaces_around_a_cell_go_also_the_unbreakable_ones() -> None:
    assert _content(_shaped(HEADER, ("\u00a0ZORG ", "2025-01", "5,4")), "unit_code") == [("ZORG",)]


# Was a bug once: shape.MISSING holds for every column, so that a department with the code X counts as having none.
def test_a_department_may_be_called_x() -> None:
    assert _content(_shaped(HEADER, ("X", "2025-01", "5,4")), "unit_code") == [("X",)]


@pytest.mark.parametrize("word", ["voorbeeld", "Voorbeeld", "example", "EXAMPLE"])
def test_the_example_row_of_the_template_is_no_row(word: str) -> None:
    shaped = _shaped(HEADER, (word, "2025-01", "5,4"), ("ZORG", "2025-01", "6"))
    assert (_content(shaped, "unit_code"), shaped.rows_read) == ([("ZORG",)], 1)


def test_the_columns_that_a_file_lacks_are_empty() -> None:
    frame = _shaped(HEADER, ("ZORG", "2025-01", "5,4")).frame
    assert set(KINDS[Kind.ABSENCE].names) <= set(frame.columns)
    assert frame.select("sick_days", "employees", "lower", "upper").row(0) == (None,) * 4


def test_the_sheet_with_the_right_header_is_taken() -> None:
    tables = [
        _table(("Inhoud",), ("tabel 1",), sheet="Inhoud"),
        _table(HEADER, ("ZORG", "2025-01", "5,4"), sheet="Cijfers"),
    ]
    assert recognise(tables, list(shipped().values()))[0].table.sheet == "Cijfers"


@pytest.mark.parametrize(
    ("header", "name"),
    [
        (("unit_code", "unit_name"), "template_units"),
        (("unit_code", "period", "absence_rate"), "template_absence"),
        (("unit_code", "period", "sick_days", "available_days"), "template_absence"),
        (("unit_name", "period", "leavers", "average_employees"), "template_outflow"),
        (("unit_code", "period", "indicator", "positive", "answers"), "template_survey"),
        (("reference", "held_on", "round", "unit_code"), "template_sessions"),
        (("reference", "title", "owner_role", "starts_on", "due_on", "status"), "template_actions"),
        (("Perioden", "Status", "Bedrijfskenmerken", "Bedrijfskenmerken (titel)", "Ziekteverzuimpercentage (%)"), "cbs_80072ned"),
        (("organisatie", "org_afk", "onderwerp", "jaar", "maand_nr", "aantal"), "rijk_verzuim"),
        (("Organisation name", "Organisation code", "B04", "B05 I have a choice", "B15", "B22"), "csps"),
    ],
)  # fmt: skip
def test_the_profile_follows_from_the_headers(header: tuple[str, ...], name: str) -> None:
    assert recognise([_table(header, ("x",) * len(header))], list(shipped().values()))[0].profile.name == name


@pytest.mark.parametrize(
    "header",
    [
        pytest.param(("naam", "leeftijd"), id="unknown headers"),
        pytest.param(("unit_code", "period"), id="fits several kinds equally well"),
    ],
)
def test_refused_when_no_profile_or_several_fit(header: tuple[str, ...]) -> None:
    with pytest.raises(Refused):
        recognise([_table(header, ("1", "2"))], list(shipped().values()))


def test_a_file_without_departments_is_told_so() -> None:
    (match,) = recognise([_table(("period", "absence_rate"), ("2025-01", "5,4"))], list(shipped().values()))
    assert [(finding.rule, finding.row) for finding in match.questions] == [("missing_column", 1)]


def test_a_header_far_down_is_not_looked_for() -> None:
    with pytest.raises(Refused):
        recognise([_table(*[("x", None, None)] * 60, HEADER, ("ZORG", "2025-01", "5,4"))], [ABSENCE])


def test_a_period_fills_only_the_rows_that_have_none() -> None:
    shaped = with_period(_shaped(HEADER, ("ZORG", None, "5"), ("BOUW", "2024", "6")), "2025")
    assert _content(shaped, "period") == [("2025",), ("2024",)]


WIDE = from_toml("""
name = "breed"
version = 1
kind = "survey"
title = "Breed"
source = "een bron"
[columns]
unit_name = "team"
period = "jaar"
[[wide]]
header = "inspraak.*"
indicator = "participation"
[[wide]]
header = "zelf kiezen"
indicator = "autonomy"
optional = true
[wide_value]
field = "percentage"
[reference]
unit_name = ".*gemiddelde.*"
""")


def _wide(*rows: tuple[str | None, ...]) -> Shaped:
    return shape(recognise([_table(*rows)], [WIDE])[0])


def test_a_column_per_question_becomes_a_row_per_question() -> None:
    shaped = _wide(
        ("Team", "Jaar", "Inspraak (%)", "Zelf kiezen"), ("A", "2025", "60", "70"), ("B", "2025", "61", "71")
    )
    found = [(*row[:-1], shaped.header_of("percentage", row[-1])) for row in
             _content(shaped, "row", "unit_name", "indicator", "percentage", "source_column")]  # fmt: skip
    assert set(found) == {
        (2, "A", "participation", "60", "Inspraak (%)"), (2, "A", "autonomy", "70", "Zelf kiezen"),
        (3, "B", "participation", "61", "Inspraak (%)"), (3, "B", "autonomy", "71", "Zelf kiezen"),
    }  # fmt: skip
    assert shaped.rows_read == 2


def test_an_optional_question_may_be_absent_and_a_required_one_not() -> None:
    assert _content(_wide(("Team", "Jaar", "Inspraak"), ("A", "2025", "60")), "indicator") == [("participation",)]
    with pytest.raises(Refused):
        _wide(("Team", "Jaar", "Zelf kiezen"), ("A", "2025", "60"))


def test_headings_and_notes_without_a_figure_are_left_out_with_a_warning() -> None:
    shaped = _wide(
        ("Team", "Jaar", "Inspraak"), ("Sector Zorg", None, None), ("A", "2025", "60"), ("Bron: enquête", None, None)
    )
    assert _content(shaped, "unit_name") == [("A",)]
    assert [(warning.rule, warning.row, warning.values) for warning in shaped.warnings] == [
        ("no_figures", 2, {"count": 2})
    ]


def test_benchmark_rows_are_marked() -> None:
    shaped = _wide(("Team", "Jaar", "Inspraak"), ("A", "2025", "60"), ("Landelijk Gemiddelde", "2025", "55"))
    assert _content(shaped, "unit_name", "is_reference") == [("A", False), ("Landelijk Gemiddelde", True)]


PARTS = from_toml("""
name = "delen"
version = 1
kind = "survey"
title = "Delen"
source = "een bron"
[columns]
unit_code = "sector"
unit_name = "naam"
period = "jaar"
part = "marges"
[[wide]]
header = "inspraak"
indicator = "participation"
[wide_value]
field = "percentage"
[parts]
column = "part"
[parts.fields]
"waarde" = "percentage"
"onder" = "lower"
"boven" = "upper"
[reference]
all = true
""")


def test_value_and_interval_on_rows_of_their_own_come_together() -> None:
    rows = (
        ("Sector", "Naam", "Jaar", "Marges", "Inspraak"),
        ("1", "Zorg", "2024", "Boven", "62"),
        ("1", "Zorg", "2024", "Waarde", "60"),
        ("1", "Zorg", "2024", "Onder", "58"),
        ("2", "Bouw", "2024", "Waarde", "50"),
    )
    shaped = shape(recognise([_table(*rows)], [PARTS])[0])
    assert _content(shaped, "unit_code", "percentage", "lower", "upper") == [
        ("1", "60", "58", "62"),
        ("2", "50", None, None),
    ]


def test_rows_about_something_else_are_left_out_and_year_and_month_make_a_period() -> None:
    rows = (("organisatie", "org_afk", "onderwerp", "jaar", "maand_nr", "aantal"), ("Rijk", "R", "zv%", "2025", "3", "5,1"),
            ("Rijk", "R", "fte", "2025", "3", "9000"))  # fmt: skip
    shaped = shape(recognise([_table(*rows)], [shipped()["rijk_verzuim"]])[0])
    assert _content(shaped, "row", "period", "absence_rate") == [(2, "2025-03", "5,1")]
    assert [(warning.rule, warning.row) for warning in shaped.warnings] == [("other_topic", 3)]
