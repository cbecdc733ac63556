"""The page for the head of a department: what stands on it, that it is one page whatever there is, and for whom."""

import io
import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import polars as pl
import pypdf
import pytest

from di_data import gaps
from di_data.__main__ import main
from di_data.access import SYSTEM
from di_data.disclosure import SafeTable, guard_records
from di_data.export.department_paper import LINES, department_paper
from di_data.export.review_document import review_pdf
from di_data.export.review_paper import Bullets, Paper, Table, Text
from di_data.language import choose, speaking
from di_data.notation import measured
from di_data.register.decisions import Decision, save_decision
from di_data.reports import programme
from di_data.reports.review_contents import Contents
from di_data.reports.reviewed import reviewed
from di_data.store import Store
from di_data.vocabulary import Measure, Position
from tests.reviews import LAST, review_of
from tests.unit.accessible_pdf import text_of

TITLES = [
    "The goals of the organisation in this department", "Actions in this department",
    "What was said beside what the figures say", "Decisions about this department",
]  # fmt: skip


@pytest.fixture
def english() -> Iterator[None]:
    with speaking("en"):
        yield


def _pages(content: bytes) -> int:
    return len(pypdf.PdfReader(io.BytesIO(content)).pages)


def _unit(review: Contents, code: str) -> dict[str, Any]:
    return next(row for row in review.units.rows() if row["code"] == code)


def _part(paper: Paper, title: int) -> Any:
    """The first part of a section."""
    return paper.sections[title].parts[0]


# What stands on it -----------------------------------------------------------------------------


def test_every_department_of_the_demo_has_one_page(demo: Path) -> None:
    with Store(demo) as store, speaking("nl"):
        review = review_of(store)
        pages = {row["code"]: _pages(review_pdf(department_paper(review, row))) for row in review.units.rows()}
    assert len(pages) > 10
    assert set(pages.values()) == {1}


def test_each_goal_has_the_department_the_target_and_the_organisation(demo: Path, english: None) -> None:
    with Store(demo) as store:
        review = review_of(store)
        unit = _unit(review, "JEUGD")
        top = next(row for row in review.units.rows() if not row["parent_id"])
        paper = department_paper(review, unit)
    assert [one.title for one in paper.sections] == TITLES
    table = _part(paper, 0)
    assert list(table.head) == ["Goal", "Jeugd en Wmo", "Target of the organisation", top["name"]]
    by_title = {row[0]: row for row in table.rows}
    assert len(by_title) == len(review.found.goals) > 2
    figures = 0
    for one in review.found.goals:
        goal, measure = one.standing.goal, one.standing.measure
        row = by_title[goal["title"]]
        assert row[2].startswith(measured(goal["target"], measure))
        for cell, own in ((row[1], unit), (row[3], top)):
            newest = review.found.newest.where(goal_id=goal["id"], unit_id=own["id"]).first()
            assert newest is not None
            if newest["reason"]:
                assert cell == gaps.cell(newest)
            else:
                assert cell.startswith(measured(newest["value"], Measure(newest["measure"])) + " (")
                assert "signal" in cell or "too few" in cell
                figures += 1
    assert figures > 3


def test_a_figure_that_is_hidden_is_not_on_it_and_says_why(demo: Path, english: None) -> None:
    with Store(demo) as store:
        review = review_of(store)
        hidden = [row for row in review.found.newest.rows() if row["reason"]]
        assert hidden
        unit = next(row for row in review.units.rows() if row["id"] == hidden[0]["unit_id"])
        paper = department_paper(review, unit)
        title = next(
            one.standing.goal["title"] for one in review.found.goals if one.standing.goal["id"] == hidden[0]["goal_id"]
        )
    row = next(row for row in _part(paper, 0).rows if row[0] == title)
    assert row[1] == gaps.cell(hidden[0])
    assert not any(sign.isdigit() for sign in row[1])
    notes = [part.words for part in paper.sections[0].parts if isinstance(part, Text) and part.is_note]
    assert notes
    assert notes[-1].startswith(gaps.SIGN)


def test_the_organisation_itself_stands_alone(demo: Path, english: None) -> None:
    with Store(demo) as store:
        review = review_of(store)
        top = next(row for row in review.units.rows() if not row["parent_id"])
        assert list(_part(department_paper(review, top), 0).head) == ["Goal", top["name"], "Target of the organisation"]


def test_it_has_its_own_actions_and_decisions_and_no_others(demo: Path, english: None) -> None:
    with Store(demo) as store:
        review = review_of(store)
        unit = _unit(review, "JEUGD")
        own = [row for row in review.actions.rows() if unit["id"] in (row["unit_ids"] or ())]
        others = [row["title"] for row in review.actions.rows() if unit["id"] not in (row["unit_ids"] or ())]
        save_decision(
            store, SYSTEM, Decision(quarter=str(LAST), text="About this one", owner_role=Position.HR, unit=unit["id"])
        )
        save_decision(
            store,
            SYSTEM,
            Decision(quarter=str(LAST), text="About its action", owner_role=Position.HR, action=own[0]["id"]),
        )
        goal = next(programme.goals(store, SYSTEM).rows())["id"]
        save_decision(
            store, SYSTEM, Decision(quarter=str(LAST), text="About a goal", owner_role=Position.HR, goal=goal)
        )
        paper = department_paper(review_of(store), unit)
    actions, decisions = (" ".join(_part(paper, place).lines) for place in (1, 3))
    open_ = [row["title"] for row in own if row["status"] in ("planned", "running")]
    assert open_
    assert [title for title in open_ if title not in actions] == []
    assert [title for title in others if title in actions] == []
    assert "About this one" in decisions
    assert "About its action" in decisions
    assert "About a goal" not in decisions


# One page --------------------------------------------------------------------------------------


def _much(review: Contents, unit: dict[str, Any], words: str, count: int) -> Contents:
    """The review with this many goals, actions and decisions, each with these words as its title."""
    found = review.found
    goals = [found.goals[place % len(found.goals)] for place in range(count)]
    many = tuple(
        replace(one, standing=replace(one.standing, goal={**one.standing.goal, "title": words})) for one in goals
    )
    action = next(review.actions.rows())
    row = {**action, "title": words, "unit_ids": [unit["id"]], "status": "running"}
    decision = {
        **next(review.decisions.rows()),
        "text": words,
        "unit_id": unit["id"],
        "unit_name": unit["name"],
        "quarter": str(LAST),
    }
    told = {
        reviewed: replace(found, goals=many),
        programme.actions: _rows(review.actions, [{**row, "id": f"a{place}"} for place in range(count)]),
        programme.decisions: _rows(review.decisions, [{**decision, "id": f"d{place}"} for place in range(count)]),
    }

    def read(report: Callable[..., Any], **parameters: Any) -> Any:
        return told[report] if report in told else review.read(report, **parameters)

    return replace(review, read=read)


def _rows(like: SafeTable, rows: list[dict[str, Any]]) -> SafeTable:
    return guard_records(pl.DataFrame(rows, schema=like.frame().schema))


WORDS = "Medewerkers van Vergunningen en Handhaving beslissen voortaan zelf over de verdeling van hun werk en hun werktijden"


@pytest.mark.parametrize("count", [1, 5, 9, 25])
@pytest.mark.parametrize(
    "words",
    ["Kort", WORDS, WORDS * 5, "W" * 400, "WWWWWW " * 60, "漢字 🎉 " * 60],
    ids=["short", "long", "very", "one word", "wide", "numbers"],
)
def test_however_much_there_is_it_is_one_page_that_says_what_is_left_out(demo: Path, count: int, words: str) -> None:
    with Store(demo) as store, speaking("nl"):
        review = review_of(store)
        for code in ("JEUGD", "GRIF"):
            unit = {**_unit(review, code), "name": words}
            paper = department_paper(_much(review, unit, words, count), unit)
            assert _pages(review_pdf(paper)) == 1
            shown = [len(_part(paper, 0).rows), *(len(_part(paper, place).lines) for place in (1, 3))]
            assert min(shown) >= 1
            if count == 25:
                assert sum(shown) < LINES
                assert f"en nog {count - shown[0]}" in text_of(review_pdf(paper))


def test_a_list_says_how_many_it_leaves_out(demo: Path, english: None) -> None:
    with Store(demo) as store:
        review = review_of(store)
        unit = _unit(review, "JEUGD")
        paper = department_paper(_much(review, unit, WORDS, 25), unit)
    part = _part(paper, 1)
    assert isinstance(part, Bullets)
    assert part.lines[-1] == f"and {25 - (len(part.lines) - 1)} more"
    rows = _part(paper, 0)
    assert isinstance(rows, Table)
    assert f"and {25 - len(rows.rows)} more" in [one.words for one in paper.sections[0].parts if isinstance(one, Text)]


# The verb --------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["JEUGD", "jeugd en wmo", "Jeugd en Wmo"])
def test_the_verb_takes_a_name_or_a_code(
    name: str, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "page.pdf"
    assert main(["report", str(LAST), "-o", str(path), "--department", name, "--json", "--db", str(demo)]) == 0
    assert json.loads(capsys.readouterr().out)["department"] == "JEUGD"
    text = text_of(path.read_bytes())
    assert text.startswith("Jeugd en Wmo")
    choose("nl")


@pytest.mark.parametrize(("name", "ending"), [("Nergens", "pdf"), ("JEUGD", "xlsx"), ("", "pdf")])
def test_wrong_use_of_it_is_told(
    name: str, ending: str, demo: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / f"page.{ending}"
    assert main(["report", str(LAST), "-o", str(path), "--department", name, "--db", str(demo)]) == 3
    assert len(capsys.readouterr().err.splitlines()) == 1
    assert not path.exists()


@pytest.mark.parametrize(("role", "code"), [("mt", 0), ("hr", 0), ("or", 2)])
def test_who_may_not_see_the_review_has_no_page_of_it(role: str, code: int, demo: Path, tmp_path: Path) -> None:
    path = tmp_path / "page.html"
    told = ["report", str(LAST), "-o", str(path), "--department", "JEUGD", "--role", role, "--db", str(demo)]
    assert main(told) == code
    assert path.exists() == (code == 0)
