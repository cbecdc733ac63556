"""The papers of a review and of the works council for who cannot see them: what is read aloud in which order, and the rules of PDF/UA."""

import io
import re
from collections.abc import Callable, Iterator
from datetime import date
from itertools import pairwise
from pathlib import Path
from typing import Any

import page
import pypdf
import pytest

from di_data.access import Viewer
from di_data.config import MINIMUM_GROUP
from di_data.export.department_paper import department_paper
from di_data.export.oversight_paper import oversight_paper
from di_data.export.review_document import review_pdf
from di_data.export.review_paper import Bullets, Drawing, Heading, Paper, Part, Section, Table, Text, review_paper
from di_data.export.social_policy_paper import social_policy_paper
from di_data.language import speaking
from di_data.periods import Grain, Period
from di_data.register.looks import Looks
from di_data.reports.oversight import oversight
from di_data.reports.social_policy import SocialPolicy
from di_data.store import Store
from di_data.vocabulary import Role
from tests.reviews import LAST, review_of
from tests.unit.accessible_pdf import elements_of

Made = tuple[Paper, bytes]


def _of_the_council(store: Store) -> Iterator[tuple[str, Paper]]:
    """The extracts of a year and a quarter, and what happens with the data."""
    council, today = Viewer("or", frozenset({Role.OR})), date.today()

    def read(report: Callable[..., Any], **parameters: Any) -> Any:
        return report(store, council, **parameters)

    for name, period in (("year", Period(date(today.year - 1, 1, 1), Grain.YEAR)), ("quarter", LAST)):
        yield name, social_policy_paper(SocialPolicy(read, period, minimum_group=MINIMUM_GROUP, day=today))
    looks = Looks(store)
    looks.note("home", Role.OR, today)
    looks.write()
    told = oversight(store, council, minimum_group=MINIMUM_GROUP, today=today)
    yield "oversight", oversight_paper(told, indicators={}, pages={"home": "Start"}, who=str)


@pytest.fixture(scope="module")
def papers(built: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, Made]:
    """The paper of the demo and the page of a department, in Dutch."""
    path = tmp_path_factory.mktemp("aloud") / "demo.duckdb"
    path.write_bytes(built.read_bytes())
    with Store(path) as store, speaking("nl"):
        review = review_of(store)
        unit = next(row for row in review.units.rows() if row["parent_id"])
        named = [("review", review_paper(review)), ("department", department_paper(review, unit))]
        return {name: (paper, review_pdf(paper)) for name, paper in (*named, *_of_the_council(store))}


@pytest.fixture(params=["review", "department", "year", "quarter", "oversight"])
def made(papers: dict[str, Made], request: pytest.FixtureRequest) -> Made:
    return papers[request.param]


# What is read aloud ----------------------------------------------------------------------------


def _marked(page: Any) -> Iterator[tuple[int | None, bool, str]]:
    """The texts of a page: the number of their mark, whether they are an artifact, and their words."""
    open_: list[tuple[Any, Any]] = []
    found: list[tuple[int | None, bool, str]] = []

    def before(operator: bytes, operands: list[Any], _matrix: Any, _text_matrix: Any) -> None:
        if operator in (b"BDC", b"BMC"):
            more = operands[1] if len(operands) > 1 and isinstance(operands[1], dict) else {}
            open_.append((operands[0], more.get("/MCID")))
        elif operator == b"EMC":
            open_.pop()

    def text(words: str, *_where: Any) -> None:
        if words.strip():
            mark = next((number for _tag, number in reversed(open_) if number is not None), None)
            found.append((mark, any(tag == "/Artifact" for tag, _number in open_), words))

    page.extract_text(visitor_operand_before=before, visitor_text=text)
    yield from found


def _aloud(content: bytes) -> str:
    """What a screen reader says: the tree of the structure from its root, a figure by its alternative text."""
    reader = pypdf.PdfReader(io.BytesIO(content))
    words: dict[tuple[int, int], str] = {}
    for one in reader.pages:
        for mark, _is_artifact, text in _marked(one):
            if mark is not None:
                key = (one.indirect_reference.idnum, mark)
                words[key] = words.get(key, "") + text

    def say(node: Any, page: int | None) -> Iterator[str]:
        node = node.get_object()
        if isinstance(node, int):
            assert page is not None
            yield words.get((page, node), "")
        elif isinstance(node, list):
            for one in node:
                yield from say(one, page)
        elif "/Alt" in node:
            yield str(node["/Alt"])
        else:
            page = node.raw_get("/Pg").idnum if "/Pg" in node else page
            if "/MCID" in node:
                yield from say(node["/MCID"], page)
            elif "/K" in node:
                yield from say(node["/K"], page)

    return "".join(say(reader.trailer["/Root"]["/StructTreeRoot"], None))


def _lines(part: Part) -> Iterator[str]:
    if isinstance(part, Heading):
        yield part.words
    elif isinstance(part, Text):
        yield from (part.lead, part.words)
    elif isinstance(part, Bullets):
        yield from ("•" + line for line in part.lines)
    elif isinstance(part, Table):
        yield from part.head
        yield from (str(cell) for row in part.rows for cell in row)
    else:
        yield part.figure.description


def _written(paper: Paper) -> str:
    """All words of a paper in the order in which it has them."""
    sections = (
        line for one in paper.sections for line in (one.title, *(w for part in one.parts for w in _lines(part)))
    )
    return "".join((paper.title, *paper.facts, *sections))


def _letters(text: str) -> str:
    """A text without what only breaks its lines; a hyphen at an end can be read as one within a word."""
    return re.sub(r"[\s\u00ad\u200b-]", "", text)


def test_it_is_read_aloud_in_the_order_of_the_paper(made: Made) -> None:
    paper, content = made
    assert _letters(_aloud(content)) == _letters(_written(paper))


def test_the_order_aloud_is_that_of_the_marks_and_not_of_the_page() -> None:
    """What the test above goes by: two sections the other way round are read the other way round."""
    sections = [Section(title, [Text(f"Words of {title}.")]) for title in ("one", "two")]
    there, back = (_aloud(review_pdf(Paper("t", date(2026, 1, 1), [], some))) for some in (sections, sections[::-1]))
    assert _letters(there) == "toneWordsofone.twoWordsoftwo."
    assert _letters(back) == "ttwoWordsoftwo.oneWordsofone."


# The rules -------------------------------------------------------------------------------------


def test_everything_is_tagged_or_marked_as_no_content(made: Made) -> None:
    _paper, content = made
    texts = [one for page in pypdf.PdfReader(io.BytesIO(content)).pages for one in _marked(page)]
    assert len(texts) > 20
    assert [words for mark, is_artifact, words in texts if mark is None and not is_artifact] == []
    assert any(is_artifact for _mark, is_artifact, _words in texts), "the foot of the page is not read on every page"


def test_it_tells_its_language_its_title_and_its_order(made: Made) -> None:
    paper, content = made
    reader = pypdf.PdfReader(io.BytesIO(content))
    root = reader.trailer["/Root"]
    assert root["/Lang"] == "nl"
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    assert reader.metadata is not None
    assert reader.metadata.title == paper.title
    assert {page["/Tabs"] for page in reader.pages} == {"/S"}


def test_headings_go_down_one_level_at_a_time(made: Made) -> None:
    levels = [int(one["/S"][2:]) for one in elements_of(made[1]) if re.fullmatch(r"/H\d", one["/S"])]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert [(a, b) for a, b in pairwise(levels) if b > a + 1] == []


def test_every_header_cell_says_what_it_is_the_header_of(made: Made) -> None:
    heads = [one for one in elements_of(made[1]) if one["/S"] == "/TH"]
    assert heads
    for one in heads:
        attributes = one["/A"].get_object()
        scopes = [
            each.get_object().get("/Scope") for each in (attributes if isinstance(attributes, list) else [attributes])
        ]
        assert "/Column" in scopes


def test_every_drawing_has_its_message(made: Made) -> None:
    paper, content = made
    told = [one.get("/Alt") for one in elements_of(content) if one["/S"] == "/Figure"]
    assert told == [one.figure.description for one in paper.drawings()]
    assert all(isinstance(one, Drawing) for one in paper.drawings())


def test_a_checker_of_pdf_ua_finds_nothing(made: Made) -> None:
    """`page` (page-validation on PyPI) has the rules of PDF/UA-1 and passes the corpus of veraPDF."""
    report = page.validate_pdf_bytes(made[1], profile=page.ValidationProfile.PDF_UA_1)
    assert [one.rule_id for one in report.failures] == []
    assert report.is_compliant
    assert report.rules.total > 100


def test_the_checker_finds_what_is_wrong(made: Made) -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(made[1]))
    del writer.root_object["/Lang"]
    writer.root_object.pop("/StructTreeRoot")
    spoiled = io.BytesIO()
    writer.write(spoiled)
    assert not page.validate_pdf_bytes(spoiled.getvalue()).is_compliant
