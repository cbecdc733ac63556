"""What happens with the data: counted by hand over a small store, and told in words that hold."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from di_data.access import SYSTEM, Right, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.contracts import KINDS
from di_data.contracts.personal_headers import is_personal_header
from di_data.disclosure import publish
from di_data.errors import NotAllowed
from di_data.export.oversight_paper import oversight_paper
from di_data.export.review_figures import Amount
from di_data.export.review_paper import Bullets, Paper, Table, Text
from di_data.language import speaking
from di_data.loading.report import Report
from di_data.register.deliveries import withdraw
from di_data.register.erasure import erase
from di_data.register.goals import Goal, save_goal
from di_data.register.group_minimums import Proposal, propose
from di_data.register.looks import Looks
from di_data.register.privacy_audits import Found, keep
from di_data.register.records import key_of
from di_data.reports import oversight
from di_data.reports.oversight import Oversight
from di_data.store import Store
from di_data.vocabulary import Kind, Position, Role

TODAY = date.today()
PAGES = {"home": "Home", "goals": "Goals", "actions": "Actions"}
Take = Callable[..., Report]


def _absence(first: str, last: str) -> list[dict[str, str]]:
    return [
        {"unit_code": "ZORG", "period": period, "sick_days": "100", "available_days": "2000", "employees": "80"}
        for period in (first, last)
    ]


def _read(store: Store) -> Oversight:
    return oversight.oversight(store, SYSTEM, minimum_group=MINIMUM_GROUP, today=TODAY)


def _paper(store: Store) -> Paper:
    return oversight_paper(_read(store), indicators={"autonomy": "Autonomy"}, pages=PAGES, who=str.upper)


def _words(paper: Paper) -> list[str]:
    told = []
    for part in (part for section in paper.sections for part in section.parts):
        told += [part.words] if isinstance(part, Text) else part.lines if isinstance(part, Bullets) else []
    return told


def _table(paper: Paper, head: str) -> list[list[object]]:
    """The rows of the table whose first column has this header; counts as numbers."""
    (table,) = [
        part for section in paper.sections for part in section.parts if isinstance(part, Table) and part.head[0] == head
    ]
    return [[cell.value if isinstance(cell, Amount) else cell for cell in row] for row in table.rows]


# Who may ---------------------------------------------------------------------------------------

REPORTS: dict[str, Callable[[Store, Viewer], Any]] = {
    "oversight": lambda store, viewer: oversight.oversight(store, viewer, minimum_group=MINIMUM_GROUP, today=TODAY),
    "collected": oversight.collected,
    "last_audit": oversight.last_audit,
    "undone": oversight.undone,
    "looks": lambda store, viewer: oversight.looks(store, viewer, today=TODAY),
}


@pytest.mark.parametrize("name", REPORTS)
@pytest.mark.parametrize("role", Role)
def test_who_may_read_it(name: str, role: Role, store: Store) -> None:
    viewer = Viewer("a", frozenset({role}))
    if viewer.may(Right.SEE_WORKS_COUNCIL):
        REPORTS[name](store, viewer)
    else:
        with pytest.raises(NotAllowed):
            REPORTS[name](store, viewer)


# What is collected -----------------------------------------------------------------------------


def test_files_are_told_by_kind_and_source_with_their_span(town: Store, take: Take) -> None:
    take(town, _absence("2025-03", "2025-05"), "een.csv", kind=Kind.ABSENCE)
    take(town, _absence("2024-11", "2025-01"), "twee.csv", kind=Kind.ABSENCE)
    found = {one.kind: one for one in oversight.collected(town, SYSTEM)}
    assert list(found) == [Kind.UNITS, Kind.ABSENCE]
    absence = found[Kind.ABSENCE]
    assert (absence.deliveries, absence.first, absence.last, absence.is_public) == (2, "2024-11", "2025-05", False)
    assert found[Kind.UNITS].first is None
    with speaking("en"):
        lines = _words(_paper(town))
    assert any(line.startswith("2 files from the organisation itself, loaded by HR. It tells about Nov 2024 to May 2025.") for line in lines)  # fmt: skip
    assert "Never loaded: Outflow, Employee survey, Dialogue sessions, Actions." in lines


def test_a_withdrawn_file_is_no_longer_collected_and_is_counted(town: Store, take: Take) -> None:
    told = take(town, _absence("2025-03", "2025-05"), kind=Kind.ABSENCE)
    assert told.delivery
    withdraw(town, SYSTEM, told.delivery)
    assert [one.kind for one in oversight.collected(town, SYSTEM)] == [Kind.UNITS]
    assert {row["done"]: row["times"] for row in oversight.undone(town, SYSTEM).rows()} == {"withdrawn": 1, "erased": 0}


def test_an_erased_text_is_counted_and_not_told(town: Store) -> None:
    goal = save_goal(town, SYSTEM, Goal(
        title="Geheim van Piet", unit=key_of("org_unit", "ZORG"), owner_role=Position.HR, starts_on=TODAY, due_on=TODAY,
    ))  # fmt: skip
    erase(town, SYSTEM, "goal", goal, "title")
    with speaking("en"):
        lines = _words(_paper(town))
    assert any(line.startswith("1 text was erased because of personal data.") for line in lines)
    assert not [line for line in lines if "Piet" in line]


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_field_that_is_told_is_about_a_person(kind: Kind, language: str) -> None:
    """What the page says is never collected would be refused by the loader's own rule for headers."""
    with speaking(language):
        assert [field.label for field in KINDS[kind].fields if is_personal_header(field.label)] == []


def test_an_empty_store_says_so(store: Store) -> None:
    with speaking("en"):
        lines = _words(_paper(store))
    assert {"No file was loaded yet.", "No visit was counted yet.", "The check did not run yet. Ask the administrator to start it."} <= set(lines)  # fmt: skip
    assert "0 files were withdrawn: their figures no longer count." in lines


# Who sees it, who looks ------------------------------------------------------------------------


def test_the_agreement_is_told_with_who_and_when(town: Store) -> None:
    hr = Viewer("anna", frozenset({Role.HR}))
    propose(town, hr, Proposal(minimum=MINIMUM_GROUP + 5, agreement="Voor de rust."), default=MINIMUM_GROUP, read_version=0, today=date(2026, 3, 2))  # fmt: skip
    with speaking("en"):
        paper = _paper(town)
    assert _table(paper, "Figures") == [
        ["All figures without a number of their own", 15.0, "2 Mar 2026", "ANNA", "not needed: it was not lower", "Voor de rust."]
    ]  # fmt: skip
    assert any("from 15 people" in line for line in _words(paper))


def test_looks_are_a_row_per_page_with_the_desks_beside_each_other(store: Store) -> None:
    looks = Looks(store)
    for page, role, count in (("home", Role.OR, 2), ("goals", Role.MT, 3), ("goals", Role.OR, 1), ("gone", Role.OR, 9)):
        for _time in range(count):
            looks.note(page, role, TODAY)
    looks.write()
    with speaking("en"):
        paper = _paper(store)
        mt, council = Role.MT.label, Role.OR.label
    assert _table(paper, "Page") == [["Goals", 3, 1, 4], ["Home", 0, 2, 2], ["Actions", 0, 0, 0]]
    assert any(line.endswith(f": {mt} 3 · {council} 3.") for line in _words(paper)), (
        "a page that is gone counts no more"
    )


def test_the_last_audit_is_told_in_words(town: Store, take: Take) -> None:
    take(town, _absence("2025-03", "2025-05"), kind=Kind.ABSENCE)
    publish(town, MINIMUM_GROUP)
    (newest,) = town._cursor().execute("select id from publication order by published_at desc limit 1").fetchall()
    keep(town, SYSTEM, Found(str(newest[0]), 120, 30, 0))
    with speaking("en"):
        (told,) = [line for line in _words(_paper(town)) if "Checked on" in line]
    assert told.startswith("No: nothing that is hidden can be worked out")
    assert told.endswith("120 figures are shown, 30 are hidden.")
    assert "audited_by" not in (oversight.last_audit(town, SYSTEM) or {})
