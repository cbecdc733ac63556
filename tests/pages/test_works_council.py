"""The works council sees the same as the management team, and nothing that is not for it."""

from functools import partial
from pathlib import Path
from typing import Any

import pytest

from di_data.access import Right, Viewer
from di_data.config import MINIMUM_GROUP
from di_data.language import gettext as _
from di_data.reports import dialogue, figures, programme
from di_data.reports.factor_review import factor_review
from di_data.store import Store
from di_data.ui.navigation import PAGES
from di_data.vocabulary import Factor, Role
from tests.pages.conftest import Opener
from tests.reviews import LAST, review_of

FOLLOWED = (Factor.PARTICIPATION, Factor.AUTONOMY)
DESKS = (Role.MT, Role.HR, Role.OR)


def viewer(role: Role) -> Viewer:
    return Viewer(f"demo:{role.value}", frozenset({role}))


@pytest.fixture
def store(demo_store: Path) -> Any:
    with Store(demo_store) as found:
        yield found


REPORTS = {
    "ratings": dialogue.ratings, "participants": dialogue.participants, "sessions": dialogue.sessions,
    "next steps": dialogue.next_steps, "proposals": dialogue.proposals, "actions": programme.actions,
    "goals": programme.goals, "evaluations": programme.evaluations, "benchmarks": figures.reference_values,
    **{
        code: partial(figures.indicator_values, minimum_group=MINIMUM_GROUP, indicators=[code])
        for code in (*(factor.value for factor in Factor), "survey_response", "good_conversation")
    },
}  # fmt: skip


@pytest.mark.parametrize("name", REPORTS)
def test_every_desk_reads_the_same_rows(name: str, store: Store) -> None:
    mt, hr, council = (REPORTS[name](store, viewer(role)).frame() for role in DESKS)
    assert mt.height > 0
    assert mt.equals(council)
    assert mt.equals(hr)


@pytest.mark.parametrize("factor", FOLLOWED)
def test_the_review_and_the_works_councils_page_say_the_same(factor: Factor, store: Store) -> None:
    review = review_of(store, viewer=viewer(Role.MT))
    (goal,) = [one for one in review.found.goals if one.standing.goal["indicator"] == factor.value]
    found = factor_review(store, viewer(Role.OR), minimum_group=MINIMUM_GROUP, factor=factor.value, quarter=str(LAST))
    assert found is not None
    own = found.moved[goal.standing.goal["unit_id"]]
    assert goal.standing.latest is not None
    assert own.newest["value"] == goal.standing.latest["value"]
    assert own.change == goal.reading.change
    for (unit, goal_id), reading in review.found.readings.items():
        if goal_id == goal.standing.goal["id"]:
            assert (reading.variation is None) == (found.moved[unit].change is None)
            if reading.variation is not None:
                assert reading.variation.signal == found.signal(unit)
    (compared,) = [one for one in review.found.compared if one.goal["indicator"] == factor.value]
    assert found.compared is not None
    assert found.compared.funnel == compared.funnel
    assert [one.status for one in found.goals] == [goal.status]
    said = {(one.unit_name, one.factor, one.rating) for one in review.found.held if one.factor == factor.value}
    assert said


def _shown(opened: Any) -> tuple[list[str], list[str], list[str]]:
    return (
        [element.value for element in (*opened.markdown, *opened.caption, *opened.text)],
        [(metric.label, metric.value) for metric in opened.metric],
        [table.value.to_csv() for table in opened.dataframe],
    )


@pytest.mark.parametrize("factor", FOLLOWED)
def test_the_page_is_the_same_for_both(factor: Factor, demo_store: Path, unfolded: None, open_page: Opener) -> None:
    mt, council = (
        _shown(open_page("works_council", role.value, factor=factor.value, unit="BOR")) for role in (Role.MT, Role.OR)
    )
    assert mt[1:] == council[1:]
    assert len(mt[2]) >= 5
    assert set(council[0]) - set(mt[0]) == {_("Ask a question about this")}  # only who asks has the way to ask
    assert set(mt[0]) <= set(council[0])


def test_it_reads_as_sentences(demo_store: Path, open_page: Opener) -> None:
    test = open_page("works_council", "or", factor="autonomy", unit="BOR")
    told = " ".join(element.value for element in test.markdown).replace("\\", "")
    assert _("That is {points} points less than in {period}. It really went down: this is more than chance.", points="12,7", period="2024") in told  # fmt: skip


@pytest.mark.parametrize("factor", [one for one in Factor if one not in FOLLOWED])
def test_the_other_factors_are_there_in_the_same_form(factor: Factor, demo_store: Path, open_page: Opener) -> None:
    test = open_page("works_council", "or", factor=factor.value, unit="GEM")
    assert not test.exception
    assert factor.label.lower() in " ".join(element.value for element in test.header).replace("\\", "").lower()


def test_the_works_council_opens_its_pages_and_no_others() -> None:
    council = viewer(Role.OR)
    closed = {entry.file for entry in PAGES if not council.may(entry.right)}
    assert {"quarterly_review", "load_data", "administration", "dialogue_card"} <= closed
    assert {"works_council", "goals", "actions", "dialogue_sessions", "indicators", "small_groups"}.isdisjoint(closed)
    assert not any(council.may(right) for right in (Right.DECIDE, Right.LOG_ACTIONS, Right.LOAD_DATA, Right.ADMINISTER, Right.CLOSE_QUARTER, Right.ERASE_TEXTS))  # fmt: skip


def test_an_empty_store_has_a_page_that_says_so(read_empty: Store, open_page: Opener) -> None:
    test = open_page("works_council", "or")
    assert not test.exception
