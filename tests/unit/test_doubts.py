"""Doubts that only the user can settle: of columns, and of figures that are sound by themselves. Each rule both ways."""

from collections.abc import Iterable
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.contracts import KINDS
from di_data.loading.cleaning import doubts
from di_data.loading.cleaning.clean import Cleaned, clean
from di_data.loading.findings import Finding, Question
from di_data.loading.mapping.match import Match
from di_data.loading.profiles import named, template_profile
from di_data.loading.reading.text_table import TextTable
from di_data.loading.report import FileRefused
from di_data.loading.shaping.shape import Shaped
from di_data.vocabulary import Kind

QUARTERS = ("2024-Q1", "2024-Q2", "2024-Q3", "2024-Q4", "2025-Q1", "2025-Q2")


def shaped(
    kind: Kind, profile: str | None = None, headers: dict[str, str] | None = None, **cells: Iterable[object]
) -> Shaped:
    """Rows of this kind with these cells; a header is the field's name unless told. One department, unless told."""
    columns = {name: [None if cell is None else str(cell).replace(".", ",") if isinstance(cell, float) else str(cell)
                      for cell in column] for name, column in cells.items()}  # fmt: skip
    height = len(next(iter(columns.values())))
    columns = {"unit_code": ["ZORG"] * height} | columns
    chosen = named(profile) if profile else template_profile(KINDS[kind])
    names = dict.fromkeys((*chosen.kind.names, "unit_name", "lower", "upper"))
    frame = pl.DataFrame({
        "row": list(range(2, height + 2)), "source_column": pl.Series([None] * height, dtype=pl.String),
        "is_reference": [False] * height,
        **{name: pl.Series(columns.get(name, [None] * height), dtype=pl.String) for name in names},
    })  # fmt: skip
    told = tuple((headers or {}).get(name, name) for name in columns)
    places = {name: place for place, name in enumerate(columns)}
    return Shaped(Match(chosen, TextTable(None, frame.clear()), 0, places, (), told), frame, height, ())


def asked(cleaned: Cleaned) -> list[tuple[str, str, str | None]]:
    return [(found.rule, found.key, found.guess) for found in cleaned.findings if isinstance(found, Question)]


def settled(
    table: Shaped, answers: dict[str, str] | None = None, known: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, list[Question], list[Finding]]:
    cleaned = clean(table, answers)
    assert cleaned.findings == ()
    settled, questions, notes = doubts.settle(cleaned, answers or {}, known)
    for found in (*questions, *notes):
        assert found.text
    return settled.frame, questions, notes


# Thousands or decimals -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "values"),
    [
        (["6.700", "1.234,5"], [6700, 1234.5]), (["6.700", "12,5"], [6700, 12.5]), (["6.700", "1.234.567"], [6700, 1234567]),
        (["6.700", "6.70"], [6.7, 6.7]), (["6.700", "0.125"], [6.7, 0.125]), (["1,234", "567.8"], [1234, 567.8]),
        (["1,234", "12,5"], [1.234, 12.5]), (["1,234", "5.678", "12,5"], [1.234, 5678, 12.5]),
    ],
)  # fmt: skip
def test_other_cells_of_the_column_decide(cells: list[str], values: list[float]) -> None:
    cleaned = clean(shaped(Kind.ABSENCE, sick_days=cells))
    assert cleaned.findings == cleaned.notes == ()
    assert cleaned.frame["sick_days"].to_list() == values


@pytest.mark.parametrize(
    ("name", "cells", "guess"),
    [("sick_days", ["6.700", "12"], "thousands"), ("absence_rate", ["6.700", "5.125"], "decimals"),
     ("sick_days", ["1,234", "56"], "decimals"), ("new_cases", ["1.234"], "thousands"),
     ("sick_days", ["6.700", "12,5", "12.5"], "thousands")],
)  # fmt: skip
def test_thousands_or_decimals_is_a_question(name: str, cells: list[str], guess: str) -> None:
    assert asked(clean(shaped(Kind.ABSENCE, headers={name: "De  Kolom"}, **{name: cells}))) == [
        ("ambiguous_number", "thousands:de kolom", guess)
    ]


@pytest.mark.parametrize(("answer", "values"), [("thousands", [6700, 12]), ("decimals", [6.7, 12])])
def test_the_answer_on_thousands(answer: str, values: list[float]) -> None:
    cleaned = clean(shaped(Kind.ABSENCE, sick_days=["6.700", "12"]), {"thousands:sick_days": answer})
    assert cleaned.findings == ()
    assert cleaned.frame["sick_days"].to_list() == values
    assert [note.rule for note in cleaned.notes] == ["ambiguous_number"]
    assert ("6700" if answer == "thousands" else "6,7") in cleaned.notes[0].text


def test_a_comma_in_a_percentage_is_a_decimal_one() -> None:
    assert clean(shaped(Kind.ABSENCE, absence_rate=["6,287", "5,125"])).findings == ()


# Shares or percentages -------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "guess"),
    [
        (["0,067", "0,051"], "share"), (["1", "0,5"], "share"), (["6,7%", "0,051"], "share"), (["0,3%", "0,2"], "percent"),
        (["0,067", "0,051", "6,2", "5,9"], "share"), (["0,65", "0,7", "65", "71"], "share"),
    ],
)  # fmt: skip
def test_share_or_percentage_is_a_question(cells: list[str], guess: str) -> None:
    assert asked(clean(shaped(Kind.ABSENCE, absence_rate=cells))) == [
        ("ambiguous_percentage", "percentage:absence_rate", guess)
    ]


@pytest.mark.parametrize(
    "cells",
    [["0,3", "5,4"], ["0,9", "0,2", "7,5", "12"], ["0"], ["0", "6,5"], ["0,067%", "0,5%"], ["6,7%", "5,4"], ["0,9", "4,1%", "3,2"]],
)  # fmt: skip
def test_honest_percentages_raise_no_question(cells: list[str]) -> None:
    cleaned = clean(shaped(Kind.ABSENCE, absence_rate=cells))
    assert cleaned.findings == cleaned.notes == ()
    assert cleaned.frame["absence_rate"].to_list() == [float(cell.rstrip("%").replace(",", ".")) for cell in cells]


@pytest.mark.parametrize(("answer", "values"), [("share", [6.7, 5.1, 6.7]), ("percent", [0.067, 5.1, 6.7])])
def test_the_answer_on_shares_leaves_signs_and_high_numbers_alone(answer: str, values: list[float]) -> None:
    table = shaped(Kind.ABSENCE, absence_rate=["0,067", "5,1%", "6,7"])
    cleaned = clean(table, {"percentage:absence_rate": answer})
    assert cleaned.frame["absence_rate"].to_list() == pytest.approx(values)


def test_a_source_of_shares_that_gives_percentages_now_is_taken_so_with_a_note() -> None:
    cleaned = clean(shaped(Kind.SURVEY, "csps", percentage=["65", "71,5"]))
    assert cleaned.findings == ()
    assert cleaned.frame["percentage"].to_list() == [65, 71.5]
    assert [note.rule for note in cleaned.notes] == ["ambiguous_percentage"]
    assert asked(clean(shaped(Kind.SURVEY, "csps", percentage=["0,65", "71,5"]))) != []


# Periods ---------------------------------------------------------------------------------------


def _periods(cells: list[str], answers: dict[str, str] | None = None) -> Cleaned:
    return clean(shaped(Kind.ABSENCE, headers={"period": "Periode"}, period=cells), answers)


def test_numbered_periods_are_months_or_four_weeks() -> None:
    cells = ["2025-P03", "P04 2025"]
    assert asked(_periods(cells)) == [("ambiguous_period", "period_p:periode", "month")]
    months = _periods(cells, {"period_p:periode": "month"})
    assert months.findings == ()
    assert months.frame.select("period", "grain").rows() == [(date(2025, 3, 1), "month"), (date(2025, 4, 1), "month")]
    refused = _periods(cells, {"period_p:periode": "four_weeks"})
    assert [(found.rule, found.row) for found in refused.findings] == [("not_period", 2), ("not_period", 3)]


def test_a_thirteenth_period_settles_it() -> None:
    cleaned = _periods(["2025-P01", "2025-P13"])
    assert asked(cleaned) == []
    assert [found.row for found in cleaned.findings] == [2, 3]


def test_a_period_without_a_year_says_what_is_missing() -> None:
    table = shaped(Kind.ABSENCE, period=["maart", "P03", "kwartaal 1"])
    cleaned = clean(table)
    assert [(found.rule, found.row) for found in cleaned.findings] == [("not_period", row) for row in (2, 3, 4)]
    told = clean(table, {"period_p:period": "month"}, 2025)
    assert told.frame["period"].to_list() == [date(2025, 3, 1), date(2025, 3, 1), date(2025, 1, 1)]


@pytest.mark.parametrize(
    ("cells", "guess", "answer", "first"),
    [
        (["01-01-2025", "01-04-2025", "01-07-2025"], "quarter", "quarter", (date(2025, 1, 1), "quarter")),
        (["31-03-2025", "30-06-2025"], "quarter", "quarter", (date(2025, 1, 1), "quarter")),
        (["31-03-2025", "30-06-2025"], "quarter", "month", (date(2025, 3, 1), "month")),
        (["2024-01-01", "2025-01-01"], "year", "year", (date(2024, 1, 1), "year")),
        (["2025-1", "2025-2", "2025-3", "2025-4"], "quarter", "quarter", (date(2025, 1, 1), "quarter")),
        (["2025-1", "2025-2"], "month", "month", (date(2025, 1, 1), "month")),
    ],
)  # fmt: skip
def test_how_long_a_period_is(cells: list[str], guess: str, answer: str, first: tuple[date, str]) -> None:
    assert asked(_periods(cells)) == [("ambiguous_period", "period_grain:periode", guess)]
    assert _periods(cells, {"period_grain:periode": answer}).frame.select("period", "grain").row(0) == first


@pytest.mark.parametrize(
    "cells", [["01-01-2025", "01-02-2025"], ["2025-01-01"], ["2025-01", "2025-04"], ["2025-1", "2025-5"], ["jan-25", "apr-25"]]
)  # fmt: skip
def test_periods_that_are_plain_raise_no_question(cells: list[str]) -> None:
    cleaned = _periods(cells)
    assert cleaned.findings == cleaned.notes == ()
    assert set(cleaned.frame["grain"]) == {"month"}


# Figures since 1 January -----------------------------------------------------------------------


def _since_january(**more: list[object]) -> Shaped:
    """Two departments whose counts run since 1 January: 100 sick days on 2000 (ZORG) or 50 on 1000 (BOUW) a quarter."""
    place = [1, 2, 3, 4, 1, 2]
    return shaped(
        Kind.ABSENCE, unit_code=["ZORG"] * 6 + ["BOUW"] * 6, period=QUARTERS * 2,
        sick_days=[100 * k for k in place] + [50 * k for k in place],
        available_days=[2000 * k for k in place] + [1000 * k for k in place], **more,
    )  # fmt: skip


def test_figures_since_january_are_a_question_and_the_difference_undoes_them() -> None:
    _frame, (question,), notes = settled(_since_january())
    assert (question.rule, question.key, question.guess) == ("year_to_date", "year_to_date:sick_days", "difference")
    assert [choice.code for choice in question.choices] == ["difference", "as_it_is"]
    assert "BOUW" in question.text
    assert "50 – 100 – 150 – 200" in question.text
    assert notes == []
    frame, questions, notes = settled(_since_january(), {"year_to_date:sick_days": "difference"})
    assert questions == []
    assert [note.rule for note in notes] == ["year_to_date"]
    assert frame["sick_days"].to_list() == [100] * 6 + [50] * 6
    assert frame["available_days"].to_list() == [2000] * 6 + [1000] * 6


def test_the_answer_as_it_is_leaves_them() -> None:
    table = _since_january()
    frame, questions, notes = settled(table, {"year_to_date:sick_days": "as_it_is"})
    assert (questions, [note.rule for note in notes]) == ([], ["year_to_date"])
    assert frame.equals(clean(table).frame)


def test_a_percentage_beside_them_is_left_to_be_worked_out() -> None:
    frame, questions, _notes = settled(
        _since_january(absence_rate=[5.0] * 12), {"year_to_date:sick_days": "difference"}
    )
    assert questions == []
    assert frame["absence_rate"].to_list() == [None] * 12


def test_a_percentage_without_counts_cannot_be_undone() -> None:
    place = [1, 2, 3, 4, 1, 2]
    table = shaped(Kind.OUTFLOW, period=QUARTERS, outflow_rate=[2.1 * k for k in place], leavers=[2 * k for k in place])
    _frame, (question,), _notes = settled(table)
    assert [choice.code for choice in question.choices] == ["leave", "as_it_is"]
    with pytest.raises(FileRefused):
        settled(table, {question.key: "leave"})


def test_a_gap_in_figures_since_january_is_refused() -> None:
    table = shaped(Kind.OUTFLOW, unit_code=["A"] * 4 + ["B"] * 2, period=[*QUARTERS[:4], "2024-Q1", "2024-Q4"],
                   leavers=[3, 6, 9, 12, 3, 12], average_employees=[90] * 6)  # fmt: skip
    with pytest.raises(FileRefused) as refused:
        settled(table, {"year_to_date:leavers": "difference"})
    assert [(found.rule, found.row, found.column) for found in refused.value.findings] == [
        ("year_to_date", 7, "leavers")
    ]


@given(st.lists(st.lists(st.integers(0, 200), min_size=6, max_size=6), min_size=3, max_size=5))
def test_counts_that_also_fall_raise_no_question(series: list[list[int]]) -> None:
    falling = [sorted(values[:4], reverse=True) + values[4:] for values in series]
    table = shaped(Kind.OUTFLOW, unit_code=[f"U{n}" for n in range(len(falling)) for _ in range(6)],
                   period=QUARTERS * len(falling), leavers=[value for values in falling for value in values],
                   average_employees=[500] * 6 * len(falling))  # fmt: skip
    assert settled(table)[1] == []


def test_steady_growth_over_the_years_raises_no_question() -> None:
    table = shaped(Kind.ABSENCE, period=QUARTERS, sick_days=[100, 110, 121, 133, 146, 161], available_days=[2000, 2010, 2020, 2030, 2040, 2050])  # fmt: skip
    assert settled(table)[1] == []


# Twelve months ---------------------------------------------------------------------------------


def test_days_of_a_whole_year_under_a_quarter() -> None:
    table = shaped(
        Kind.ABSENCE, period=QUARTERS[:2], sick_days=[1200, 1210], available_days=[27740, 27700], employees=[76, 76]
    )
    _frame, (question,), _notes = settled(table)
    assert (question.rule, question.key) == ("moving_year", "moving_year:available_days")
    with pytest.raises(FileRefused):
        settled(table, {question.key: "leave"})
    assert settled(table, {question.key: "as_it_is"})[1] == []


def test_days_of_the_quarter_itself_and_of_a_year_raise_no_question() -> None:
    table = shaped(Kind.ABSENCE, period=["2024-Q1", "2024"], sick_days=[300, 1200], available_days=[6916, 27740], employees=[76, 76])  # fmt: skip
    assert settled(table)[1] == []


# Report frequency ------------------------------------------------------------------------------


def test_a_frequency_that_equals_its_counts() -> None:
    table = shaped(Kind.ABSENCE, period=["2025-Q1"], absence_frequency=[0.3], new_cases=[30], employees=[100])
    frame, (question,), _notes = settled(table)
    assert (question.rule, question.key, question.guess) == ("not_annualised", "not_annualised:absence_frequency", "annualise")  # fmt: skip
    frame, questions, notes = settled(table, {question.key: "annualise"})
    assert (questions, [note.rule for note in notes]) == ([], ["not_annualised"])
    assert frame["absence_frequency"].to_list() == pytest.approx([0.3 * 365 / 90])
    assert settled(table, {question.key: "as_it_is"})[0]["absence_frequency"].to_list() == [0.3]


@pytest.mark.parametrize("quarter", [0.22, 0.28, 0.35])
def test_a_frequency_far_below_that_of_the_year(quarter: float) -> None:
    table = shaped(Kind.ABSENCE, period=["2025-Q1", "2025-Q2", "2025"], absence_frequency=[quarter, quarter, 1.1])
    assert [question.rule for question in settled(table)[1]] == ["not_annualised"]


def test_a_frequency_far_below_what_the_store_knows() -> None:
    table = shaped(Kind.ABSENCE, period=["2025-01"], absence_frequency=[0.1])
    known = pl.DataFrame({
        "indicator": ["absence_frequency"], "unit_code": ["ZORG"], "period": [date(2024, 1, 1)], "grain": ["year"],
        "value": [None], "numerator": [110.0], "denominator": [100.0],
    }, schema_overrides={"value": pl.Float64})  # fmt: skip
    assert [question.rule for question in settled(table, known=known)[1]] == ["not_annualised"]
    assert settled(table)[1] == []


def test_frequencies_around_one_raise_no_question() -> None:
    table = shaped(Kind.ABSENCE, period=[*QUARTERS[:4], "2024"], absence_frequency=[1.4, 0.9, 0.8, 1.3, 1.1],
                   new_cases=[35, 22, 20, 33, 110], employees=[100] * 5)  # fmt: skip
    assert settled(table)[1] == []


# Presence, scales, contradictions --------------------------------------------------------------


@pytest.mark.parametrize(
    ("header", "cells"), [("Verzuim", [94.5, 95.1]), ("Aanwezigheid %", [94.5, 40.0]), ("Presentiepercentage", [94.5])]
)
def test_presence_instead_of_absence(header: str, cells: list[float]) -> None:
    table = shaped(Kind.ABSENCE, headers={"absence_rate": header}, period=QUARTERS[: len(cells)], absence_rate=cells)
    _frame, (question,), _notes = settled(table)
    assert (question.rule, question.key, question.guess) == ("presence", f"presence:{header.lower()}", "presence")
    frame, questions, notes = settled(table, {question.key: "presence"})
    assert (questions, [note.rule for note in notes]) == ([], ["presence"])
    assert frame["absence_rate"].to_list() == pytest.approx([100 - cell for cell in cells])
    assert settled(table, {question.key: "absence"})[0]["absence_rate"].to_list() == cells


def test_days_present_instead_of_days_sick() -> None:
    table = shaped(Kind.ABSENCE, period=QUARTERS[:1], sick_days=[1900], available_days=[2000])
    frame, questions, _notes = settled(table, {"presence:sick_days": "presence"})
    assert (questions, frame["sick_days"].to_list()) == ([], [100])


def test_one_department_that_is_mostly_sick_raises_no_question() -> None:
    assert settled(shaped(Kind.ABSENCE, period=QUARTERS[:3], absence_rate=[62.0, 5.1, 4.8]))[1] == []


def test_scores_on_a_scale_are_no_percentages() -> None:
    table = shaped(Kind.SURVEY, period=["2025"] * 4, indicator=["autonomy"] * 2 + ["participation"] * 2, percentage=[3.8, 4.1, 7.2, 6.9])  # fmt: skip
    _frame, (question,), _notes = settled(table)
    assert (question.rule, question.key, question.guess) == ("scale", "scale:percentage", "scale")
    with pytest.raises(FileRefused) as refused:
        settled(table, {question.key: "scale"})
    assert refused.value.findings[0].column == "percentage"
    assert settled(table, {question.key: "percent"})[0]["percentage"].to_list() == [3.8, 4.1, 7.2, 6.9]


@pytest.mark.parametrize("cells", [[64.0, 71.5], [9.5, 12.0], [5, 8], [0.5, 3.2]])
def test_percentages_of_a_survey_raise_no_question(cells: list[float]) -> None:
    assert settled(shaped(Kind.SURVEY, period=["2025"] * 2, indicator=["autonomy"] * 2, percentage=cells))[1] == []


@pytest.mark.parametrize(
    ("answer", "rates", "parts"), [("counts", [None, None], [100, 110]), ("percentage", [8.0, 9.0], [None, None])]
)
def test_percentages_that_contradict_their_counts(answer: str, rates: list[object], parts: list[object]) -> None:
    table = shaped(Kind.ABSENCE, period=QUARTERS[:2], absence_rate=[8.0, 9.0], sick_days=[100, 110], available_days=[2000, 2000])  # fmt: skip
    _frame, (question,), _notes = settled(table)
    assert (question.rule, question.key) == ("contradiction", "contradiction:absence_rate")
    frame, questions, _notes = settled(table, {question.key: answer})
    assert (questions, frame["absence_rate"].to_list(), frame["sick_days"].to_list()) == ([], rates, parts)


def test_rounded_percentages_and_one_wrong_row_raise_no_question() -> None:
    table = shaped(Kind.ABSENCE, period=QUARTERS[:3], absence_rate=[5, 5.4, 9.0], sick_days=[101, 110, 100], available_days=[2000, 2000, 2000])  # fmt: skip
    assert settled(table)[1] == []
