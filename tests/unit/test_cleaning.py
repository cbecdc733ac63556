"""From text to values: numbers, dates, periods, terms, yes and no. What cannot be turned becomes a finding."""

from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.contracts import KINDS
from di_data.errors import Refused
from di_data.language import speaking
from di_data.loading.cleaning.clean import Cleaned, clean, plain_number
from di_data.loading.cleaning.numbers import read_numbers
from di_data.loading.findings import Question
from di_data.loading.mapping.recognise import recognise
from di_data.loading.profiles import named, template_profile
from di_data.loading.reading.read import TextTable
from di_data.loading.shaping.shape import shape
from di_data.vocabulary import ActionStatus, Factor, Kind, Ladder, Position, Rating, Term

REQUIRED = {
    Kind.UNITS: ("unit_code", "unit_name"),
    Kind.ABSENCE: ("unit_code", "period"),
    Kind.SESSIONS: ("reference", "held_on", "round", "unit_code"),
    Kind.ACTIONS: ("reference", "title", "owner_role", "starts_on", "due_on", "status"),
}


def _cleaned(kind: Kind, **cells: str) -> Cleaned:
    """One row of this kind with these cells (and headers for the required ones), as it comes out of cleaning."""
    if kind == Kind.ABSENCE:
        cells = {"absence_rate": "5,4"} | cells  # a row without any figure is left out
    names = list(dict.fromkeys([*REQUIRED[kind], *cells]))
    rows = [names, [cells.get(name) for name in names]]
    table = TextTable(None, pl.DataFrame(rows, schema=[(f"c{n}", pl.String) for n in range(len(names))], orient="row"))
    return clean(shape(recognise([table], [template_profile(KINDS[kind])])[0]))


def _value(kind: Kind, name: str, cell: str) -> object:
    cleaned = _cleaned(kind, **{name: cell})
    assert cleaned.findings == ()
    return cleaned.frame[name].to_list()[0]


def _rules(kind: Kind, name: str, cell: str) -> list[tuple[str, int | None, str | None]]:
    cleaned = _cleaned(kind, **{name: cell})
    assert cleaned.frame[name].to_list() == [None]
    return [(finding.rule, finding.row, finding.column) for finding in cleaned.findings]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0), ("12", 12), ("007", 7), ("5,4", 5.4), ("0,067", 0.067), ("6,2874873962334847", 6.2874873962334847),
        ("1.234,5", 1234.5), ("1.234.567", 1234567), ("1.234.567,89", 1234567.89), ("1234,5", 1234.5),
        ("1234.5", 1234.5), ("1,234.5", 1234.5), ("1,234,567.89", 1234567.89), ("5.4", 5.4), ("12.3456", 12.3456),
        ("-12,5", -12.5), ("−12,5", -12.5), ("12,5-", -12.5), ("12,5−", -12.5), ("+12,5", 12.5), ("1.234,5-", -1234.5),
        ("6,7%", 6.7), ("6.7 %", 6.7), ("-6,7%", -6.7), ("1 234,5", 1234.5), ("1\u00a0234", 1234), ("1E+3", 1000),
        ("1,5E-7", 1.5e-7), ("12,5 -", -12.5), ("(12,5)", -12.5), ("1\u202f234,5", 1234.5), ("1\u2009234", 1234),
        ("1'234", 1234), ("1’234’567", 1234567), ("1234567890", 1234567890), ("- 5", -5),
    ],
)  # fmt: skip
def test_numbers_in_dutch_and_english_notation(text: str, value: float) -> None:
    assert plain_number("getal", text) == pytest.approx(value, rel=1e-15)
    assert _value(Kind.ABSENCE, "sick_days", text) == pytest.approx(value, rel=1e-15)


@pytest.mark.parametrize(
    "text",
    ["abc", "5,4,3", "1.23.456", "12,34.5", "5,", ",5", "--5", "5-5", "1.2345,6", "10/20", "%", "€ 5", "1-7", "NaN", "inf",
     "5 4", "1 23", "12 34 567", "-5-", "(5", "5)", "0.123.456", "٣", "5 %%"],
)  # fmt: skip
def test_what_is_no_number_is_a_finding(text: str) -> None:
    assert _rules(Kind.ABSENCE, "sick_days", text) == [("not_number", 2, "sick_days")]
    with pytest.raises(Refused):
        plain_number("getal", text)


@pytest.mark.parametrize("text", ["1.234", "12.345", "123.456", "-1.234"])
def test_thousands_or_three_decimals_is_not_guessed(text: str) -> None:
    (question,) = _cleaned(Kind.ABSENCE, sick_days=text).findings
    assert isinstance(question, Question)
    assert (question.rule, question.row, question.column) == ("ambiguous_number", 2, "sick_days")
    with pytest.raises(Refused):
        plain_number("getal", text)


# Was a bug once: clean._AMBIGUOUS also takes 0.067, which cannot be thousands.
@pytest.mark.parametrize(("text", "value"), [("0.067", 0.067), ("-0.125", -0.125)])
def test_three_decimals_after_a_zero_are_decimals(text: str, value: float) -> None:
    assert plain_number("getal", text) == value


# Was a bug once: a very small number of a workbook comes out of read._text as "5,5e-17"; clean._NUMBER knows a capital E only.
@pytest.mark.parametrize(("text", "value"), [("5,5e-17", 5.5e-17), ("1e-05", 1e-05)])
def test_a_very_small_number_as_python_writes_it(text: str, value: float) -> None:
    assert plain_number("getal", text) == value


def _dutch(value: float, decimals: int) -> str:
    return f"{value:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


@given(st.floats(-1e9, 1e9), st.integers(1, 6))
def test_any_float_in_dutch_notation_reads_back(value: float, decimals: int) -> None:
    assert plain_number("getal", _dutch(value, decimals)) == pytest.approx(round(value, decimals), rel=1e-15)


@given(st.integers(-(10**12), 10**12))
def test_any_whole_number_reads_back(value: int) -> None:
    assert plain_number("getal", str(value)) == value


def _slowly(text: str) -> float | None:
    """What a number in Dutch notation means, read mark by mark; None where it is none or can mean two things."""
    sign, digits = 1.0, text.replace("−", "-")
    if digits[:1] in "+-" and digits[:1]:
        sign, digits = (-1.0 if digits[0] == "-" else 1.0), digits[1:]
    elif digits.endswith("-"):
        sign, digits = -1.0, digits[:-1]
    whole, comma, rest = digits.partition(",")
    groups = whole.split(".")
    if (comma and not rest) or any(not part.isdecimal() for part in (*groups, *([rest] if comma else []))):
        return None
    if len(groups) == 1:
        return (
            None
            if comma and len(rest) == 3 and whole[0] != "0" and len(whole) < 4
            else sign * float(f"{whole}.{rest or 0}")
        )
    grouped = len(groups[0]) < 4 and groups[0][0] != "0" and all(len(group) == 3 for group in groups[1:])
    if comma or len(groups) > 2:
        return sign * float(f"{''.join(groups)}.{rest or 0}") if grouped else None
    return None if grouped else sign * float(f"{groups[0]}.{groups[1]}")


@given(st.text("0123456789.,-+−", max_size=12))
def test_every_text_of_digits_and_marks_reads_as_the_slow_way_does(text: str) -> None:
    numbers = read_numbers(pl.Series([text]))
    (cell,) = numbers.cells.to_dicts()
    assert (None if cell["separator"] else cell["value"]) == _slowly(text)
    assert cell["sound"] == (cell["value"] is not None)


@pytest.mark.parametrize(
    ("cell", "rule"),
    [("#FORMULE?", "formula_without_value"), ("#DEEL/0!", "formula_error"), ("#REF!", "formula_error"), ("#WAARDE!", "formula_error")],
)  # fmt: skip
@pytest.mark.parametrize("name", ["unit_code", "period", "absence_rate", "new_cases", "provisional"])
def test_a_formula_without_a_result_says_so_in_any_column(name: str, cell: str, rule: str) -> None:
    (finding,) = _cleaned(Kind.ABSENCE, **{name: cell}).findings
    assert (finding.rule, finding.row, finding.column) == (rule, 2, name)
    assert finding.text
    assert finding.advice


@pytest.mark.parametrize("cell", ["<5", "*", "**"])
def test_a_figure_that_the_source_hides_is_refused_with_words(cell: str) -> None:
    (finding,) = _cleaned(Kind.ABSENCE, new_cases=cell).findings
    assert finding.rule == "not_whole"
    assert "Inzetwijzer" in finding.advice


@pytest.mark.parametrize("cells", [{"new_cases": "9*"}, {"absence_rate": "5,4% **"}, {"period": "2025 1e kwartaal*"}])
def test_a_star_behind_a_figure_means_provisional(cells: dict[str, str]) -> None:
    cleaned = _cleaned(Kind.ABSENCE, **cells)
    assert cleaned.findings == ()
    assert cleaned.frame["provisional"].to_list() == [True]


@pytest.mark.parametrize("text", ["", "  "])
def test_nothing_typed_is_no_number(text: str) -> None:
    assert plain_number("getal", text) is None


@pytest.mark.parametrize(("text", "value"), [("9", 9), ("9,0", 9), ("1.234.567", 1234567), ("1234", 1234)])
def test_whole_numbers(text: str, value: int) -> None:
    assert _value(Kind.ABSENCE, "new_cases", text) == value


@pytest.mark.parametrize("text", ["9,5", "0.5", "negen"])
def test_no_whole_number(text: str) -> None:
    assert _rules(Kind.ABSENCE, "new_cases", text) == [("not_whole", 2, "new_cases")]


@pytest.mark.parametrize(
    ("cell", "value"), [("0,65", 65), ("65%", 65), ("1", 100), ("0,5714285714285714", 57.14285714285714)]
)  # fmt: skip
def test_fractions_where_the_profile_says_so(cell: str, value: float) -> None:
    rows = [("Organisation", "B04", "B05", "B15", "B22"), ("Team", cell, cell, cell, cell)]
    table = TextTable(None, pl.DataFrame(rows, schema=[(f"c{n}", pl.String) for n in range(5)], orient="row"))
    frame = clean(shape(recognise([table], [named("csps")])[0])).frame
    assert frame["percentage"].to_list() == pytest.approx([value] * 4)


@pytest.mark.parametrize(
    "text", ["14-03-2025", "14-3-2025", "14-3-25", "14-03-25", "14/03/2025", "14.03.2025", "2025-03-14", "20250314", "2025-03-14 00:00:00"]
)  # fmt: skip
def test_dates(text: str) -> None:
    assert _value(Kind.SESSIONS, "held_on", text) == date(2025, 3, 14)


@pytest.mark.parametrize("text", ["31-02-2025", "2025", "14 of 15 maart", "2025-13-01"])
def test_no_date(text: str) -> None:
    assert _rules(Kind.SESSIONS, "held_on", text) == [("not_date", 2, "held_on")]


@pytest.mark.parametrize("text", ["31-12-9999", "9999-12-31", "99991231"])
def test_the_end_of_time_means_that_there_is_no_end(text: str) -> None:
    assert _value(Kind.UNITS, "ends_on", text) is None


@pytest.mark.parametrize(
    ("text", "start", "grain"),
    [("2025-Q1", date(2025, 1, 1), "quarter"), ("mrt-25", date(2025, 3, 1), "month"), ("2025", date(2025, 1, 1), "year"),
     ("2025KW04", date(2025, 10, 1), "quarter")],
)  # fmt: skip
def test_a_period_becomes_its_first_day_and_its_length(text: str, start: date, grain: str) -> None:
    frame = _cleaned(Kind.ABSENCE, period=text).frame
    assert frame.select("period", "grain").row(0) == (start, grain)


def test_no_period() -> None:
    assert _rules(Kind.ABSENCE, "period", "vorig jaar") == [("not_period", 2, "period")]


@pytest.mark.parametrize(
    "text", ["ja", "Ja", "J", "yes", "WAAR", "true", "1", "Voorlopig", "Nader voorlopig", "Voorlopig*"]
)
def test_yes(text: str) -> None:
    assert _value(Kind.ABSENCE, "provisional", text) is True


@pytest.mark.parametrize("text", ["nee", "N", "no", "ONWAAR", "false", "0", "Definitief"])
def test_no(text: str) -> None:
    assert _value(Kind.ABSENCE, "provisional", text) is False


@pytest.mark.parametrize("text", ["misschien", "2", "janee"])
def test_neither_yes_nor_no(text: str) -> None:
    assert _rules(Kind.ABSENCE, "provisional", text) == [("not_yes_no", 2, "provisional")]


TERMS: list[tuple[Kind, str, type[Term]]] = [
    (Kind.ACTIONS, "owner_role", Position),
    (Kind.ACTIONS, "status", ActionStatus),
    (Kind.ACTIONS, "participation_ladder", Ladder),
    (Kind.SESSIONS, "rating_autonomy", Rating),
]


@pytest.mark.parametrize(("kind", "name", "vocabulary"), TERMS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_terms_as_codes_and_as_labels_in_both_languages(
    kind: Kind, name: str, vocabulary: type[Term], language: str
) -> None:
    for term in vocabulary:
        with speaking(language):
            words = (term.value, term.label, term.label.upper(), f" {term.label} ")
        assert [_value(kind, name, word) for word in words] == [term.value] * 4


@pytest.mark.parametrize("cell", ["prachtig", "good; poor", ";"])
def test_a_word_outside_the_list(cell: str) -> None:
    assert _rules(Kind.SESSIONS, "rating_autonomy", cell) == [("not_term", 2, "rating_autonomy")]


@pytest.mark.parametrize(
    "cell",
    ["autonomy; dialogue", "autonomy;dialogue", "Autonomy | Dialogue", "autonomy\ndialogue", ";autonomy;;dialogue;"],
)
def test_several_terms_in_one_cell(cell: str) -> None:
    assert _value(Kind.ACTIONS, "factors", cell) == [Factor.AUTONOMY, Factor.DIALOGUE]


def test_one_wrong_term_among_several() -> None:
    assert _rules(Kind.ACTIONS, "factors", "autonomy; inspraakje") == [("not_terms", 2, "factors")]


def test_units_in_one_cell_stay_as_written() -> None:
    assert _value(Kind.ACTIONS, "units", "ZORG; BOUW;") == ["ZORG", "BOUW"]


@pytest.mark.parametrize(
    ("cell", "told"), [("1.23.4", "1.23.4"), ("5,4,3", "5,4,3"), ("Jan Jansen", None), ("5 jan", None)]
)
def test_a_wrong_number_is_told_only_when_it_is_made_of_digits(cell: str, told: str | None) -> None:
    (finding,) = _cleaned(Kind.ABSENCE, sick_days=cell).findings
    assert finding.value == told


@pytest.mark.parametrize(
    ("kind", "name"), [(Kind.ACTIONS, "status"), (Kind.SESSIONS, "held_on"), (Kind.ABSENCE, "period")]
)
def test_other_wrong_cells_are_never_told(kind: Kind, name: str) -> None:
    (finding,) = _cleaned(kind, **{name: "Jan Jansen"}).findings
    assert finding.value is None
    assert "Jan" not in str(finding.as_json())
    assert finding.text
    assert finding.advice
