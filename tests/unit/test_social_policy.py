"""The extract of social policy for the works council: what belongs in a period, the figures, and who gets what."""

import io
import json
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from di_data import gaps
from di_data.__main__ import main
from di_data.access import SYSTEM, Right, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.errors import NotAllowed
from di_data.export.review_figures import Amount
from di_data.export.review_paper import Paper, Part, Table, Text
from di_data.export.social_policy_paper import social_policy_paper
from di_data.export.tables_workbook import tables_workbook
from di_data.language import choose, speaking
from di_data.periods import Grain, Period, parse, quarter_of
from di_data.reports import figures, programme, social_policy, voice
from di_data.reports.social_policy import SocialPolicy, not_reached, quarters_of, stood
from di_data.store import Store
from di_data.vocabulary import Role
from tests.unit.accessible_pdf import text_of

TODAY = date.today()
YEAR = Period(date(TODAY.year - 1, 1, 1), Grain.YEAR)
QUARTER = quarter_of(TODAY).shifted(-1)
SECTIONS = [
    "What was agreed", "What was done, by department", "What was learned", "The figures, by department", "Who took part",
    "Decisions", "Advice, consent and open questions",
]  # fmt: skip


@pytest.fixture(scope="module")
def demo(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the demo that no test changes."""
    path = tmp_path_factory.mktemp("policy") / "demo.duckdb"
    path.write_bytes(built.read_bytes())
    return path


def _found(store: Store, period: Period, *roles: Role) -> SocialPolicy:
    viewer = Viewer("x", frozenset(roles)) if roles else SYSTEM

    def read(report: Callable[..., Any], **parameters: Any) -> Any:
        return report(store, viewer, **parameters)

    return SocialPolicy(read, period, minimum_group=MINIMUM_GROUP, day=TODAY)


def _parts(paper: Paper, title: str) -> list[Part]:
    (section,) = [one for one in paper.sections if one.title == title]
    return list(section.parts)


def _tables(paper: Paper) -> dict[str, Table]:
    return {part.name: part for section in paper.sections for part in section.parts if isinstance(part, Table)}


def _words(parts: list[Part]) -> list[str]:
    return [part.words for part in parts if isinstance(part, Text)]


# What belongs in a period ----------------------------------------------------------------------

SPRING = parse("2025-Q2")


@pytest.mark.parametrize(
    ("starts_on", "due_on", "is_open", "expected"),
    [
        ("2025-01-01", "2025-03-31", False, False), ("2025-01-01", "2025-03-31", True, True),
        ("2025-01-01", "2025-04-01", False, True), ("2025-06-30", "2026-01-01", False, True),
        ("2025-07-01", "2026-01-01", True, False),
    ],
)  # fmt: skip
def test_what_stood_in_a_quarter(starts_on: str, due_on: str, is_open: bool, expected: bool) -> None:
    days = date.fromisoformat(starts_on), date.fromisoformat(due_on)
    assert stood(*days, SPRING, is_open=is_open) is expected


@given(
    start=st.dates(date(2024, 1, 1), date(2026, 12, 31)), length=st.integers(0, 900), is_open=st.booleans(),
    year=st.integers(2024, 2026),
)  # fmt: skip
def test_what_stood_in_a_year_stood_in_one_of_its_quarters(start: date, length: int, is_open: bool, year: int) -> None:
    at, due_on = Period(date(year, 1, 1), Grain.YEAR), start + timedelta(days=length)
    in_quarters = [stood(start, due_on, parse(code), is_open=is_open) for code in quarters_of(at)]
    assert stood(start, due_on, at, is_open=is_open) is any(in_quarters)


def test_the_quarters_of_a_period() -> None:
    assert quarters_of(parse("2025")) == ["2025-Q1", "2025-Q2", "2025-Q3", "2025-Q4"]
    assert quarters_of(parse("2025-Q3")) == ["2025-Q3"]


@st.composite
def trees(draw: st.DrawFn) -> dict[str, str | None]:
    """Units with the one above them."""
    above: dict[str, str | None] = {"0": None}
    for number in range(1, draw(st.integers(1, 9))):
        above[str(number)] = draw(st.sampled_from(sorted(above)))
    return above


@given(above=trees(), named=st.sets(st.integers(0, 10).map(str), max_size=4))
def test_departments_without_an_action_have_none_above_or_below_them(
    above: dict[str, str | None], named: set[str]
) -> None:
    def line(id: str | None) -> set[str]:
        return set() if id is None else {id} | line(above[id])

    units = [{"id": id, "parent_id": parent} for id, parent in above.items()]
    missed = {row["id"] for row in not_reached(units, named)}
    for id in above:
        related = {other for other in above if other in line(id) or id in line(other)}
        assert (id in missed) is not bool(related & named)


def test_the_periods_have_ended_and_begin_with_the_programme(demo: Path) -> None:
    with Store(demo) as store:
        offered = social_policy.periods(store, SYSTEM, today=TODAY)
        first = min(programme.goals(store, SYSTEM).column("starts_on")).year
    assert offered[0] == YEAR
    assert QUARTER in offered
    assert all(one.end < TODAY for one in offered)
    assert {one.grain for one in offered} == {Grain.YEAR, Grain.QUARTER}
    assert min(one.start.year for one in offered) >= first - 1
    assert len(set(offered)) == len(offered)


def test_an_empty_store_offers_no_year_before_it(store: Store) -> None:
    assert all(one.start.year == TODAY.year for one in social_policy.periods(store, SYSTEM, today=TODAY))


# What it says ----------------------------------------------------------------------------------


@pytest.mark.parametrize("period", [YEAR, QUARTER], ids=["year", "quarter"])
def test_the_sections_stand_in_the_order_of_the_law(period: Period, demo: Path) -> None:
    with Store(demo) as store, speaking("en"):
        paper = social_policy_paper(_found(store, period))
    assert [section.title for section in paper.sections] == SECTIONS
    assert all(section.parts for section in paper.sections)
    assert "There are no figures by job group: none were loaded." in _words(_parts(paper, SECTIONS[3]))


@pytest.mark.parametrize("period", [YEAR, QUARTER], ids=["year", "quarter"])
def test_the_figures_are_those_that_everybody_sees(period: Period, demo: Path) -> None:
    """Every cell beside the figures behind the gate: the value, or why it is not shown; the year before beside it."""
    checked = hidden = 0
    with Store(demo) as store, speaking("en"):
        found = _found(store, period, Role.OR)
        tables = _tables(social_policy_paper(found))
        values = figures.indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP).frame()
        for one in found.compared:
            assert one.period.end <= period.end
            assert one.earlier.start.year == one.period.start.year - 1
            table = tables[_name(one.indicator["name"])]
            own = values.filter(pl.col("indicator") == one.indicator["code"], pl.col("grain") == one.period.grain.value)
            for row in table.rows:
                unit = str(row[0]).strip("\u2003")
                for cell, at in ((row[1], one.period), (row[2], one.earlier)):
                    shown = own.filter(pl.col("unit_name") == unit, pl.col("period") == at.start).to_dicts()
                    if not shown:
                        assert cell == "–"
                    elif shown[0]["hidden"]:
                        assert cell == gaps.cell(shown[0])
                        hidden += 1
                    else:
                        assert isinstance(cell, Amount)
                        assert cell.value == pytest.approx(shown[0]["value"])
                        checked += 1
    assert checked > 50
    assert hidden


def _name(name: str) -> str:
    with speaking("en"):
        return name


def test_every_indicator_with_a_figure_has_its_table(demo: Path) -> None:
    with Store(demo) as store:
        found = _found(store, YEAR)
        with_figures = {
            row["indicator"] for row in figures.indicator_values(store, SYSTEM, minimum_group=MINIMUM_GROUP).rows()
            if Period(row["period"], Grain(row["grain"])).end <= YEAR.end and row["period"].year >= YEAR.start.year - 1
        }  # fmt: skip
        assert {one.indicator["code"] for one in found.compared} == with_figures


def test_the_actions_stand_under_each_of_their_departments(demo: Path) -> None:
    with Store(demo) as store, speaking("en"):
        found = _found(store, YEAR)
        table = _tables(social_policy_paper(found))["Actions by department"]
        expected = sorted(
            (name, row["title"])
            for row in programme.actions(store, SYSTEM).rows()
            if row["starts_on"] <= YEAR.end and (row["due_on"] >= YEAR.start or row["status"] in ("planned", "running"))
            for name in row["unit_names"]
        )
    assert sorted((row[0], row[1]) for row in table.rows) == expected
    assert expected


def test_the_sessions_of_the_period_with_who_took_part(demo: Path) -> None:
    with Store(demo) as store, speaking("en"):
        found = _found(store, YEAR)
        tables = _tables(social_policy_paper(found))
        people = sum(row["participants"] for row in found.sessions)
    assert found.sessions
    assert {row["held_on"].year for row in found.sessions} == {YEAR.start.year}
    assert len(tables["Dialogue sessions"].rows) == len(found.sessions)
    roles = [row[1].value for row in tables["Participants by role"].rows if isinstance(row[1], Amount)]
    assert sum(roles) == people


# Who gets what ---------------------------------------------------------------------------------


def test_the_works_council_gets_all_but_the_decisions_of_the_mt(demo: Path) -> None:
    with Store(demo) as store, speaking("en"):
        council, mt = (social_policy_paper(_found(store, YEAR, role)) for role in (Role.OR, Role.MT))
        taken = [
            row["text"] for row in programme.decisions(store, SYSTEM).rows() if row["quarter"] in quarters_of(YEAR)
        ]
    differing = {own.title for own, other in zip(council.sections, mt.sections, strict=True) if own != other}
    assert "Decisions" in differing
    assert differing <= {"Decisions", "Advice, consent and open questions"}, "a question can be about a decision"
    assert _words(_parts(council, "Decisions")) == [
        "The decisions of the MT stand in the quarterly review, which your role does not have. Ask the MT for them."
    ]
    assert taken
    told = repr(council)
    assert [text for text in taken if text in told] == []
    assert [text for text in taken if text not in repr(mt)] == []


@pytest.mark.parametrize("role", Role)
def test_who_may_not_see_the_works_council_gets_no_extract(role: Role, demo: Path) -> None:
    viewer = Viewer("x", frozenset({role}))
    with Store(demo) as store:
        if viewer.may(Right.SEE_WORKS_COUNCIL):
            assert social_policy.periods(store, viewer, today=TODAY)
            assert social_policy_paper(_found(store, YEAR, role)).sections
        else:
            with pytest.raises(NotAllowed):
                social_policy.periods(store, viewer, today=TODAY)
            with pytest.raises(NotAllowed):
                social_policy_paper(_found(store, YEAR, role))


def test_open_questions_and_requests_are_told(demo: Path) -> None:
    with Store(demo) as store, speaking("en"):
        found = _found(store, YEAR, Role.OR)
        open_ = [row["id"] for row in voice.remarks(store, SYSTEM).rows() if row["is_open"]]
        tables = _tables(social_policy_paper(found))
    assert [row["id"] for row in found.questions] == open_
    assert ("Questions without an answer" in tables) is bool(open_)


def test_an_empty_store_has_an_extract_that_says_so(store: Store) -> None:
    with speaking("en"):
        paper = social_policy_paper(_found(store, YEAR, Role.OR))
    assert _tables(paper) == {}
    told = [words for section in paper.sections for words in _words(list(section.parts))]
    assert {"No goal stood in this period.", "No action ran in this period.", "There are no figures of this period yet."} <= set(told)  # fmt: skip


# The workbook ----------------------------------------------------------------------------------


def test_every_table_is_a_sheet_with_the_same_cells(demo: Path) -> None:
    with Store(demo) as store, speaking("en"):
        paper = social_policy_paper(_found(store, YEAR))
        content = tables_workbook(paper)
    book = openpyxl.load_workbook(io.BytesIO(content))
    tables = [part for section in paper.sections for part in section.parts if isinstance(part, Table)]
    assert len(book.sheetnames) == len(tables) + 1
    numbers = 0
    for sheet, table in zip(book.worksheets[1:], tables, strict=True):
        found = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
        assert found[0] == list(table.head)
        expected = [[cell.value if isinstance(cell, Amount) else cell or None for cell in row] for row in table.rows]
        assert found[1:] == [
            [pytest.approx(cell) if isinstance(cell, float) else cell for cell in row] for row in expected
        ]
        assert sheet["A1"].value == table.name
        numbers += sum(isinstance(cell, (int, float)) for row in found for cell in row)
    assert numbers > 50
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    first = [str(row[0]) for row in book.worksheets[0].iter_rows(values_only=True) if row[0]]
    assert [title for title in SECTIONS if title not in first] == []
    links = [cell.hyperlink.location for row in book.worksheets[0].iter_rows() for cell in row if cell.hyperlink]
    assert links == [f"'{name}'!A1" for name in book.sheetnames[1:]]


# The command line ------------------------------------------------------------------------------


@pytest.fixture
def made(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., int]:
    """Runs the verb in English on a file in the folder of the test."""
    monkeypatch.setenv("INZETWIJZER_LANGUAGE", "en")

    def make(period: str, name: str, *options: str) -> int:
        try:
            return main(["social-policy", period, "-o", str(tmp_path / name), *options, "--db", str(demo)])
        finally:
            choose("nl")

    return make


@pytest.mark.parametrize("period", [YEAR, QUARTER], ids=["year", "quarter"])
def test_the_verb_makes_each_kind_of_file(period: Period, made: Callable[..., int], tmp_path: Path) -> None:
    for ending in ("pdf", "html", "xlsx"):
        assert made(str(period), f"p.{ending}", "--role", "or") == 0
    text = text_of((tmp_path / "p.pdf").read_bytes())
    places = [text.find(title) for title in SECTIONS]
    assert -1 not in places
    assert places == sorted(places)
    page = (tmp_path / "p.html").read_text(encoding="utf-8")
    assert [title for title in SECTIONS if f"<h2>{title}</h2>" not in page] == []
    assert openpyxl.load_workbook(tmp_path / "p.xlsx").sheetnames[0] == "Contents"


def test_the_outcome_as_json(made: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert made(str(YEAR), "p.html", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"status": "written", "file": str(tmp_path / "p.html"), "period": str(YEAR)}


@pytest.mark.parametrize(
    ("period", "name"),
    [("2025-01", "p.pdf"), ("zomer", "p.pdf"), (str(TODAY.year), "p.pdf"), (str(quarter_of(TODAY)), "p.pdf"),
     (str(YEAR), "p.docx"), (str(YEAR), "nowhere/p.pdf")],
)  # fmt: skip
def test_wrong_use_is_told_and_writes_nothing(
    period: str, name: str, made: Callable[..., int], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert made(period, name) == 3
    told = capsys.readouterr()
    assert not told.out
    assert len(told.err.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []
