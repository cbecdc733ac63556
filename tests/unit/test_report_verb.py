"""The verb `report`: the three files, what stands in them in which order, for whom, and when there is none."""

import base64
import io
import json
import os
import re
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable, Iterator
from datetime import date
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pypdf
import pytest

from di_data.__main__ import main
from di_data.access import SYSTEM, Viewer
from di_data.charts.goal_trend import goal_trend
from di_data.config import MINIMUM_GROUP
from di_data.council_terms import AboutKind
from di_data.disclosure import guard_records
from di_data.export.print_chart import print_chart
from di_data.export.review_document import review_pdf
from di_data.export.review_figures import Amount
from di_data.export.review_paper import Drawing, Paper, Section, Table, Text, review_paper
from di_data.export.review_web_page import review_web_page
from di_data.language import choose, speaking
from di_data.notation import period
from di_data.periods import quarter_of
from di_data.register.decisions import Decision, save_decision
from di_data.register.quarters import close_quarter
from di_data.register.remarks import Remark, answer, ask
from di_data.reports import programme, voice
from di_data.store import Store
from di_data.vocabulary import Measure, Position, Role
from tests.reviews import LAST, review_of
from tests.unit.accessible_pdf import elements_of, text_of

SECTIONS = [
    "What came of the earlier decisions", "The goals: on course or not", "Signals by department and goal",
    "Where departments truly differ", "What was said beside what the figures say",
    "Open questions of the works council", "What was done, and what we learned",
    "How complete the figures are", "The decisions of this review",
]  # fmt: skip
"""The order of the meeting."""


@pytest.fixture
def made(demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., bytes]]:
    """Makes a file of the last quarter in English and reads it."""
    monkeypatch.setenv("INZETWIJZER_LANGUAGE", "en")

    def make(ending: str, *options: str) -> bytes:
        path = tmp_path / f"paper.{ending}"
        assert main(["report", str(LAST), "-o", str(path), *options, "--db", str(demo)]) == 0
        return path.read_bytes()

    yield make
    choose("nl")


def _paper(store: Store) -> Paper:
    return review_paper(review_of(store))


# The PDF ---------------------------------------------------------------------------------------


def test_the_pdf_is_accessible(made: Callable[..., bytes], demo: Path) -> None:
    content = made("pdf")
    reader = pypdf.PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "en"
    assert root["/MarkInfo"]["/Marked"]
    assert b"<pdfuaid:part>1</pdfuaid:part>" in root["/Metadata"].get_object().get_data()
    assert reader.metadata is not None
    with Store(demo) as store, speaking("en"):
        paper = _paper(store)
    assert reader.metadata.title == paper.title == f"Quarterly review {_in_english()}"
    elements = elements_of(content)
    kinds = [one["/S"] for one in elements]
    assert kinds.count("/H1") == 1
    assert kinds.count("/H2") == len(SECTIONS)
    assert {"/TH", "/P", "/LI"} <= set(kinds)
    texts = sum(isinstance(part, Text) for section in paper.sections for part in section.parts)
    assert kinds.count("/P") >= texts
    told = [one["/Alt"] for one in elements if one["/S"] == "/Figure"]
    assert told == [one.figure.description for one in paper.drawings()]
    assert len(told) >= 5


def _in_english() -> str:
    with speaking("en"):
        return period(LAST)


def test_the_pdf_reads_in_the_order_of_the_meeting(made: Callable[..., bytes]) -> None:
    text = text_of(made("pdf"))
    places = [text.find(title) for title in SECTIONS]
    assert -1 not in places
    assert places == sorted(places)


def test_the_goals_stand_with_status_and_chart_together(made: Callable[..., bytes], demo: Path) -> None:
    text = text_of(made("pdf"))
    with Store(demo) as store:
        goals = programme.goals(store, SYSTEM).rows()
    titles = [goal["title"] for goal in goals if goal["indicator"]]
    assert titles
    part = text[text.find(SECTIONS[1]) : text.find(SECTIONS[2])]
    assert [title for title in titles if title not in part] == []
    statuses = re.findall(r"(On course|Needs attention|Adjust|Too early to say)\.", part)
    order = ["Adjust", "Needs attention", "On course", "Too early to say"]
    assert len(statuses) == len(titles)
    assert statuses == sorted(statuses, key=order.index), "what is to be talked about comes first"


def test_the_same_review_gives_the_same_paper(demo: Path) -> None:
    with Store(demo) as store:
        assert review_pdf(_paper(store)) == review_pdf(_paper(store))


ODD = '#panic("x") $x$ *vet* <script>alert(1)</script> "aan" & 漢字 🎉'


def test_what_people_write_is_shown_as_it_is(demo: Path) -> None:
    with Store(demo) as store:
        goal = next(programme.goals(store, SYSTEM).rows())["id"]
        save_decision(store, SYSTEM, Decision(quarter=str(LAST), text=ODD, owner_role=Position.HR, goal=goal))
        paper = _paper(store)
        text, page = text_of(review_pdf(paper)), review_web_page(paper).decode()
    assert '#panic("x") $x$ *vet* <script>alert(1)</script> "aan" &'.replace(" ", "") in text.replace(" ", "")
    assert "[U+6F22]" in text
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "漢字 🎉" in page


def test_a_title_in_a_chart_is_shown_as_it_is() -> None:
    """Words in a drawing are subject to the same: what no font shows is told by its number, and nothing of it is markup."""
    rows = {"period": [date(2025, 1, 1)], "grain": ["year"], "value": [5.0], "reason": [None]}
    figure = goal_trend(guard_records(pl.DataFrame(rows)), Measure.PERCENT, ODD)
    part = Drawing("chart", figure, Table("chart", [], []))
    content = review_pdf(Paper("t", date(2026, 1, 1), [], [Section("s", [part])]))
    (drawn,) = [one for one in elements_of(content) if one["/S"] == "/Figure"]
    assert drawn["/Alt"].startswith('#panic("x") $x$ *vet* <script>alert(1)</script> "aan" & [U+6F22]')
    assert "<script>" not in print_chart(figure).decode()
    assert 'panic("x")' in text_of(content)


# The closed quarter ----------------------------------------------------------------------------


def test_the_paper_of_a_closed_quarter_stays_the_same(demo: Path) -> None:
    with Store(demo) as store:
        close_quarter(store, SYSTEM, LAST, minimum_group=MINIMUM_GROUP)
        then = _paper(store)
        goal = next(programme.goals(store, SYSTEM).rows())["id"]
        save_decision(
            store, SYSTEM, Decision(quarter=str(LAST), text="Een later besluit", owner_role=Position.HR, goal=goal)
        )
        now = _paper(store)
    assert then.facts == now.facts
    assert "gesloten" in then.facts[0] or "closed" in then.facts[0]
    assert then.sections[:-1] != []
    for before, after in zip(then.sections[:-1], now.sections[:-1], strict=True):
        assert _shape(before) == _shape(after)
    assert review_pdf(then) != review_pdf(now), "what was recorded after closing stands below it, as on the page"
    assert "Een later besluit" in text_of(review_pdf(now))


def test_the_paper_lists_the_questions_without_an_answer_as_they_stood(demo: Path) -> None:
    council, hr = (Viewer(f"somebody-{role}", frozenset({role})) for role in (Role.OR, Role.HR))
    with Store(demo) as store, speaking("en"):
        (waiting,) = voice.remarks(store, SYSTEM).where(is_open=True).rows()
        ask(store, council, Remark(AboutKind.GENERAL, "", "Wie beslist?"))
        close_quarter(store, SYSTEM, LAST, minimum_group=MINIMUM_GROUP)
        answer(store, hr, waiting["id"], "Het MT", read_version=waiting["version"])
        ask(store, council, Remark(AboutKind.GENERAL, "", "Van na het sluiten"))
        (section,) = (one for one in _paper(store).sections if one.title == "Open questions of the works council")
    told, table = section.parts
    assert told == Text("2 questions of the works council have no answer:")
    assert isinstance(table, Table)
    assert [list(row) for row in table.rows] == [
        [waiting["text"], waiting["about_words"], "asked today"], ["Wie beslist?", "In general", "asked today"],
    ]  # fmt: skip


def _shape(section: Any) -> list[str]:
    """A section as text: the words of its parts, and the descriptions and rows of its charts."""
    return [
        part.figure.description + part.figure.rows.write_ndjson() if hasattr(part, "figure") else repr(part)
        for part in section.parts
    ]


# The web page ----------------------------------------------------------------------------------


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def test_the_web_page_stands_alone(made: Callable[..., bytes], demo: Path) -> None:
    content = made("html").decode()
    page = _Page()
    page.feed(content)
    assert {"script", "link", "iframe", "object", "base"} & {tag for tag, _attributes in page.tags} == set()
    addresses = [
        value for _tag, attributes in page.tags for name, value in attributes.items() if name in ("src", "href")
    ]
    assert addresses
    assert all(str(one).startswith("data:image/svg+xml;base64,") for one in addresses)
    assert not [name for _tag, attributes in page.tags for name in attributes if name.startswith("on")]
    with Store(demo) as store, speaking("en"):
        paper = _paper(store)
    told = [attributes["alt"] for tag, attributes in page.tags if tag == "img"]
    assert told == [one.figure.description for one in paper.drawings()]
    assert re.findall(r"<h2>(.*?)</h2>", content) == SECTIONS
    assert ("html", {"lang": "en"}) in page.tags


def test_every_drawing_is_whole(made: Callable[..., bytes]) -> None:
    content = made("html").decode()
    drawings = re.findall(r"data:image/svg\+xml;base64,([^\"]+)", content)
    assert drawings
    for one in drawings:
        root = ElementTree.fromstring(base64.b64decode(one))
        assert root.attrib["width"] == "640", "as wide as the paper"
        words = [node.text for node in root.iter("{http://www.w3.org/2000/svg}text") if node.text]
        assert len(words) > 3
        assert not [node for node in root.iter() if node.tag.endswith(("script", "image", "foreignObject"))]


# The workbook ----------------------------------------------------------------------------------


def test_the_workbook_has_the_figures_behind_each_chart(made: Callable[..., bytes], demo: Path) -> None:
    book = openpyxl.load_workbook(io.BytesIO(made("xlsx")))
    with Store(demo) as store, speaking("en"):
        drawings = list(_paper(store).drawings())
    assert len(book.sheetnames) == len(drawings) + 1
    numbers = 0
    for sheet, one in zip(book.worksheets[1:], drawings, strict=True):
        found = [list(row) for row in sheet.iter_rows(min_row=4, values_only=True)]
        assert found[0] == list(one.behind.head)
        assert sheet["A2"].value == one.figure.description
        expected = [
            [cell.value if isinstance(cell, Amount) else cell or None for cell in row] for row in one.behind.rows
        ]
        assert found[1:] == [
            [pytest.approx(cell) if isinstance(cell, float) else cell for cell in row] for row in expected
        ]
        numbers += sum(isinstance(cell, float) for row in found for cell in row)
    assert numbers > 100
    assert not [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]


def test_an_amount_reads_as_on_the_page() -> None:
    with speaking("nl"):
        assert str(Amount(5.44, Measure.PERCENT)) == "5,4%"
    with speaking("en"):
        assert str(Amount(1234.0, Measure.COUNT)) == "1,234"


# Who and when ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "code"), [("mt", 0), ("hr", 0), ("or", 2)])
def test_the_role_has_what_it_may_see(role: str, code: int, demo: Path, tmp_path: Path) -> None:
    """The works council has no quarterly review, so no paper of it either."""
    path = tmp_path / "paper.html"
    assert main(["report", str(LAST), "-o", str(path), "--role", role, "--db", str(demo)]) == code
    assert path.exists() == (code == 0)


def test_the_outcome_as_json(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "paper.xlsx"
    assert main(["report", str(LAST), "-o", str(path), "--json", "--db", str(demo)]) == 0
    told = json.loads(capsys.readouterr().out)
    assert told == {"status": "written", "file": str(path), "quarter": str(LAST), "closed": False}


NOW = quarter_of(date.today())


@pytest.mark.parametrize(
    ("quarter", "name"),
    [("2025", "p.pdf"), ("2025-01", "p.pdf"), ("zomer", "p.pdf"), (str(NOW), "p.pdf"), (str(LAST), "p.docx"),
     (str(LAST), "p"), (str(LAST), "nowhere/p.pdf")],
)  # fmt: skip
def test_wrong_use_is_told_and_writes_nothing(
    quarter: str, name: str, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = set(tmp_path.iterdir())
    assert main(["report", quarter, "-o", str(tmp_path / name), "--db", str(demo)]) == 3
    told = capsys.readouterr()
    assert not told.out
    assert len(told.err.splitlines()) == 1
    assert set(tmp_path.iterdir()) == before


def test_a_place_that_cannot_be_written_is_told(demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = tmp_path / "paper.pdf"
    folder.mkdir()
    assert main(["report", str(LAST), "-o", str(folder), "--db", str(demo)]) == 3
    assert str(folder) in capsys.readouterr().err
    assert not list(tmp_path.glob("*.part"))


def test_no_store_is_code_4(tmp_path: Path) -> None:
    assert main(["report", str(LAST), "-o", str(tmp_path / "p.pdf"), "--db", str(tmp_path / "none.duckdb")]) == 4


def test_an_empty_store_has_a_paper_that_says_so(tmp_path: Path, store: Store) -> None:
    with speaking("en"):
        paper = _paper(store)
        text = text_of(review_pdf(paper))
    assert list(paper.drawings()) == []
    assert [title for title in SECTIONS if title not in text] == []
    assert "No decisions were recorded yet." in text


def test_the_programs_that_draw_are_loaded_for_a_paper_only() -> None:
    code = "import sys, di_data.__main__, di_data.ui.review_paper; print([n for n in ('vl_convert', 'typst') if n in sys.modules])"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "[]"


_IN_A_ZONE = """
import sys
from datetime import date
import polars as pl
from di_data.charts.goal_trend import goal_trend
from di_data.disclosure import guard_records
from di_data.export.print_chart import print_chart
from di_data.vocabulary import Measure
rows = {"period": [date(2024, 1, 1), date(2025, 1, 1)], "grain": ["year"] * 2, "value": [5.0, 6.0], "reason": [None] * 2}
figure = goal_trend(guard_records(pl.DataFrame(rows)), Measure.PERCENT, "t", starts={date(2025, 3, 1): ["a"]})
sys.stdout.buffer.write(print_chart(figure))
"""


def test_a_chart_is_the_same_in_every_time_zone() -> None:
    """A day is drawn on that day, also west of Greenwich. (Zones without summer time: an hour is a third of a pixel.)"""
    drawn = [
        subprocess.run([sys.executable, "-c", _IN_A_ZONE], capture_output=True, check=True, env={**os.environ, "TZ": zone}).stdout
        for zone in ("UTC", "America/Phoenix", "Asia/Tokyo")
    ]  # fmt: skip
    assert b"<svg" in drawn[0]
    assert drawn[1:] == drawn[:1] * 2
