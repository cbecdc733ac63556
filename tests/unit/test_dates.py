"""Columns of dates: every notation, and which comes first, the day or the month."""

from collections.abc import Callable
from datetime import date

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data.contracts import KINDS
from di_data.loading.cleaning.clean import Cleaned, clean
from di_data.loading.cleaning.dates import read_date
from di_data.loading.findings import Question
from di_data.loading.load import Report
from di_data.loading.mapping.match import Match
from di_data.loading.profiles import template_profile
from di_data.loading.reading.text_table import TextTable
from di_data.loading.shaping.shape import Shaped
from di_data.store import Store
from di_data.vocabulary import Kind

ORDERS = ("day_month", "month_day")


def _cleaned(answers: dict[str, str] | None = None, **columns: list[str | None]) -> Cleaned:
    """Departments with these dates, under the headers Vanaf (starts_on) and Tot (ends_on)."""
    height = len(next(iter(columns.values())))
    kind = KINDS[Kind.UNITS]
    names = (*kind.names, "lower", "upper")
    cells = {name: pl.Series(columns.get(name, [None] * height), dtype=pl.String) for name in names}
    frame = pl.DataFrame({
        "row": list(range(2, height + 2)), "source_column": pl.Series([None] * height, dtype=pl.String),
        "is_reference": [False] * height, **cells,
    })  # fmt: skip
    headers = ("Vanaf", "Tot")
    table = TextTable(None, pl.DataFrame({"c0": ["Vanaf"], "c1": ["Tot"]}))
    match = Match(template_profile(kind), table, 0, {"starts_on": 0, "ends_on": 1}, (), headers)
    return clean(Shaped(match, frame, height, ()), answers)


@pytest.mark.parametrize(
    "text",
    ["14-03-2025", "14-3-2025", "14-3-25", "14/03/2025", "14.03.2025", "2025-03-14", "20250314", "2025-03-14 00:00:00",
     "2025-03-14T09:30", "14-03-2025 09:30", "45730", "45730,5", "14 maart 2025", "14 mrt. 2025", "14 MRT 2025",
     "14-mrt-25", "vr 14 maart 2025", "vrijdag 14 mrt 2025", "March 14, 2025"],
)  # fmt: skip
def test_notations_of_a_date(text: str) -> None:
    assert read_date(text, "day_month") == date(2025, 3, 14)


@pytest.mark.parametrize(
    "text", ["31-02-2025", "2025", "14 of 15 maart", "2025-13-01", "mrt 2025", "14-03", "abc", "5"]
)
@pytest.mark.parametrize("order", ORDERS)
def test_no_date(text: str, order: str) -> None:
    assert read_date(text, order) is None


@pytest.mark.parametrize(("short", "year"), [("00", 2000), ("68", 2068), ("69", 1969), ("99", 1999)])
def test_a_year_in_two_digits(short: str, year: int) -> None:
    assert read_date(f"14-03-{short}", "day_month") == date(year, 3, 14)


@given(st.dates(date(1982, 6, 1), date(2068, 12, 31)), st.sampled_from(ORDERS), st.sampled_from("-/."))
def test_any_date_reads_back_in_its_own_order(day: date, order: str, mark: str) -> None:
    first, second = (day.day, day.month) if order == "day_month" else (day.month, day.day)
    assert read_date(f"{first:02}{mark}{second}{mark}{day.year}", order) == day
    assert read_date(day.isoformat(), order) == day


def test_a_day_above_twelve_decides_for_every_column() -> None:
    cleaned = _cleaned(starts_on=["03-04-2025", "01-02-2024"], ends_on=["25-12-2030", None])
    assert cleaned.findings == cleaned.notes == ()
    assert cleaned.frame["starts_on"].to_list() == [date(2025, 4, 3), date(2024, 2, 1)]


def test_a_second_number_above_twelve_means_the_month_first_and_is_told() -> None:
    cleaned = _cleaned(starts_on=["03/04/2025", "12/25/2024"], ends_on=["01/02/2030", None])
    assert cleaned.findings == ()
    assert cleaned.frame["starts_on"].to_list() == [date(2025, 3, 4), date(2024, 12, 25)]
    assert cleaned.frame["ends_on"].to_list() == [date(2030, 1, 2), None]
    (note,) = cleaned.notes
    assert (note.rule, note.column) == ("ambiguous_date", "Vanaf")
    assert "12/25/2024" in note.text


def test_both_orders_in_one_file_are_wrong_cells() -> None:
    cleaned = _cleaned(starts_on=["25-12-2024", "12-25-2024"])
    assert [(finding.rule, finding.row) for finding in cleaned.findings] == [("not_date", 3)]


def test_dates_that_can_be_either_are_a_question_about_the_file() -> None:
    (question,) = _cleaned(starts_on=["2020-01-31", "03-04-2025"], ends_on=["05-06-2030", None]).findings
    assert isinstance(question, Question)
    assert (question.rule, question.key, question.row) == ("ambiguous_date", "date_order:vanaf", 3)
    assert ([choice.code for choice in question.choices], question.guess) == (["day_month", "month_day"], "day_month")
    assert "3 apr 2025" in question.text
    assert "4 mrt 2025" in question.text


@pytest.mark.parametrize(
    ("answer", "starts_on", "ends_on"),
    [("day_month", date(2025, 4, 3), date(2030, 6, 5)), ("month_day", date(2025, 3, 4), date(2030, 5, 6))],
)
def test_the_answer_holds_for_every_column(answer: str, starts_on: date, ends_on: date) -> None:
    cleaned = _cleaned({"date_order:vanaf": answer}, starts_on=["03-04-2025"], ends_on=["05-06-2030"])
    assert cleaned.findings == ()
    assert [note.rule for note in cleaned.notes] == ["ambiguous_date"]
    assert cleaned.frame.select("starts_on", "ends_on").row(0) == (starts_on, ends_on)


@pytest.mark.parametrize("text", ["2025-03-04", "45720", "04-04-2025", "4 maart 2025", "20250304"])
def test_dates_that_can_be_read_in_one_way_raise_no_question(text: str) -> None:
    cleaned = _cleaned(starts_on=[text])
    assert cleaned.findings == cleaned.notes == ()


@pytest.mark.parametrize(
    "text", ["31-12-9999", "9999-12-31", "99991231", "31-12-2999", "31/12/9999 00:00:00", "2958465"]
)
def test_the_end_of_time_means_that_there_is_no_end(text: str) -> None:
    cleaned = _cleaned(ends_on=[text, "31-12-2030"])
    assert cleaned.findings == ()
    assert cleaned.frame["ends_on"].to_list() == [None, date(2030, 12, 31)]


def test_the_rest_of_a_date_cell_is_never_told(town: Store, take: Callable[..., Report]) -> None:
    lines = [
        "reference;held_on;round;unit_code",
        "S-1;04/23/2025 gesprek met Jan Jansen;1;ZORG",
        "S-2;04/24/2025;1;ZORG",
    ]
    report = take(town, "\n".join(lines))
    assert "Jansen" not in "".join(finding.text + finding.advice for finding in (*report.errors, *report.warnings))
